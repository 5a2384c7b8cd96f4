import * as pulumi from "@pulumi/pulumi";
import type { TOKEN_PREFIXES } from "../common/tokens";

/** The provider that manages a resource: the dynamic one, or the plugin. */
export type ProviderForm = keyof typeof TOKEN_PREFIXES;

/** Resource options, each with the reason why it is refused. */
type Reasons = Partial<Record<keyof pulumi.CustomResourceOptions, string>>;

/** The resource options that are refused with both providers: Pulumi would ignore them, or end with a stack trace. */
const REFUSED_BY_BOTH: Reasons = {
    urn: "Pulumi would read it without its arguments: pass the resource itself, or the outputs of a stack reference",
    customTimeouts: "Pulumi does not pass it to this provider",
    version: "the provider has the version of the installed package",
    pluginDownloadURL: "the provider is a part of the installed package",
    envVarMappings: "it applies to resources that are providers",
};

/** The resource options that are refused. */
const REFUSED: Readonly<Record<ProviderForm, Reasons>> = {
    dynamic: {
        ...REFUSED_BY_BOTH,
        import: "Pulumi imports it only with the option provider, a Provider of this package; without it, `pulumi up` adopts the object of this name with the argument adopt: true",
        id: "Pulumi reads it only with the option provider, a Provider of this package; without it, a lookup function, such as getSecret, finds an existing object",
        replaceOnChanges: "Pulumi does not know which arguments change: run `pulumi up --replace`, or give replacementTrigger",
        provider: "it takes a Provider of this package, which the program passes and no transform adds",
    },
    plugin: REFUSED_BY_BOTH,
};

/** Why an object is deleted before its replacement is created. */
const ONE_NAME = "two objects cannot have one name, so the old one is dropped before its replacement is created";

/**
 * The order of a replacement: the old object is deleted first, the new one is created first unless the program gives `deleteBeforeReplace: true`, or
 * the provider decides.
 */
export type ReplacementOrder = "createdFirst" | "deletedFirst" | "provider";

/** A resource whose options are checked. */
interface Declared {
    readonly kind: string;
    readonly name: string;
    readonly form: ProviderForm;
    readonly order: ReplacementOrder;
}

/** The inputs and the options of a resource, as a transform returns them. */
interface InputsAndOptions {
    readonly props: pulumi.Inputs;
    readonly opts: pulumi.CustomResourceOptions;
}

/**
 * Returns the options that the engine gets, and the inputs with those that tell the provider of options. Throws an error if an option cannot have its
 * effect.
 */
export function applyOptions({ kind, name, form, order }: Declared, { props, opts }: InputsAndOptions): InputsAndOptions {
    refuseOptions(kind, name, opts, REFUSED[form]);
    if (order === "deletedFirst" && opts.deleteBeforeReplace === false)
        refuseOptions(kind, name, opts, { deleteBeforeReplace: ONE_NAME });
    const { deleteBeforeReplace, ...others } = opts;
    const isDeletedFirst = order === "deletedFirst" || deleteBeforeReplace === true;
    return {
        props: {
            ...props,
            ...(opts.retainOnDelete === true ? { __retained: true } : {}),
            ...(order === "createdFirst" && isDeletedFirst ? { __deletedFirst: true } : {}),
        },
        // Pulumi passes `false` to transforms for an option that is not given, and the engine would prefer it to the answer of the provider.
        opts: isDeletedFirst ? { ...others, deleteBeforeReplace: true } : others,
    };
}

function refuseOptions(kind: string, name: string, opts: pulumi.CustomResourceOptions, refused: Reasons): void {
    for (const [option, reason] of Object.entries(refused)) {
        if (!isGiven(opts[option as keyof pulumi.CustomResourceOptions])) continue;
        throw new pulumi.RunError(`${kind} ${name}: the resource option ${option} cannot be used: ${reason}`);
    }
}

/** Returns true if an option has a value. Pulumi passes options that are not given to transforms as empty values, also in `customTimeouts`. */
const isGiven = (value: unknown): boolean =>
    (typeof value === "object" && value !== null ? Object.values(value) : [value]).some(one => one !== undefined && one !== "");
