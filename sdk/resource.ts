import * as pulumi from "@pulumi/pulumi";
import { findPlainSecrets, findSecretPaths, type Paths, replaceResources, toValidUnicode } from "./inputs";
import { uncheckedLookups } from "./lookups/runLookup";
import { type Examples, isMocked, withExamples, withKnownOutputs } from "./mocks";
import { isOwnProvider, type Provider } from "./explicitProvider";
import { applyOptions, type ProviderForm, type ReplacementOrder } from "./resourceOptions";
import { PROVIDER_TEXT, requireInstalledPackage, sdkVersion } from "./shell";
import { pauseStackTraces } from "./stackTraces";
import { checkTransformations, declareType, typeOf } from "./transforms";

/** An object of the kind `K` that arguments can refer to: a resource, or what a lookup function returned. */
export interface MaterializeObject<K extends string = string> {
    /** The name of the resource class: `KafkaConnection`. */
    readonly kind: K;
    /**
     * The id of the object: Materialize's, such as `u42`, if it was read when the object was created or looked up, else the qualified name and the
     * time of the CREATE. A replacement changes it, a rename does not.
     */
    readonly id: pulumi.Output<string>;
    /** The qualified name, quoted as SQL needs it: `"materialize"."public"."orders"`. It is known before the object is created. */
    readonly qualifiedName: pulumi.Output<string>;
}

let constructed = 0;
const constructionOrder = new WeakMap<object, number>();

/**
 * Returns the place of a resource of this package in the order in which the program constructs them; undefined for any other value.
 *
 * @internal
 */
export const constructionOf = (value: object): number | undefined => constructionOrder.get(value);

/**
 * The properties of a resource class that its arguments do not show.
 *
 * @internal
 */
export interface ClassOptions {
    /** The outputs that the provider adds to the arguments. */
    readonly outputs?: readonly string[];
    /** The arguments that are secret even if the program does not mark them. */
    readonly secrets?: readonly string[];
    /** Default: that of grants and helper resources. */
    readonly order?: ReplacementOrder;
    /** Outputs in a unit test whose mocks return none. */
    readonly examples?: (() => Examples) | undefined;
}

/**
 * A custom resource of this package: an object, a grant or a helper resource.
 *
 * Pulumi records a stack trace for each promise of each output of a resource, and prints it if the promise never settles and the environment
 * variable `PULUMI_DEBUG_PROMISE_LEAKS` is set. Resources of this package record these stack traces only if it is set.
 */
export abstract class ProviderResource extends pulumi.CustomResource {
    /**
     * The CREATE or GRANT statement for the arguments that the program passes. Previews show how it changes. Secret parts are `[secret]`, and
     * values over 4 KB are replaced by their size and hash. If a part is not known yet, a preview shows `[unknown]`, and prints the statement as a
     * line, with `‹…›` for that part.
     */
    declare public readonly definition: pulumi.Output<string>;

    /** Creates a resource of this package. */
    protected constructor(
        kind: string,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions | undefined,
        { outputs = [], secrets = [], order = "provider", examples }: ClassOptions = {},
    ) {
        requireInstalledPackage();
        const form = providerFor(kind, opts) === undefined ? "dynamic" : "plugin";
        const type = declareType({ kind, form, order });
        const checked = applyOptions({ kind, name, form, order }, { props: {}, opts: opts ?? {} });
        if (form === "plugin") refuseProfile(kind, name, args);
        const props = { ...providerInputs(kind, { name, args, opts, outputs, secrets, form }), ...checked.props };
        const resume = pauseStackTraces();
        try {
            super(type, name, props, withOtherType(kind, form, checked.opts));
        } catch (error) {
            resume(error);
            throw error;
        } finally {
            resume();
        }
        constructionOrder.set(this, constructed++);
        withExamples(this, examples);
    }
}

checkTransformations(ProviderResource.prototype);

/** A resource that manages one object in Materialize. */
export abstract class MaterializeResource<K extends string = string> extends ProviderResource implements MaterializeObject<K> {
    /** The name of the resource class: `KafkaConnection`. */
    declare public readonly kind: K;
    /** The object's name, without its database and schema. */
    declare public readonly name: pulumi.Output<string>;
    /** The qualified name, quoted as SQL needs it: `"materialize"."public"."orders"`. It is known before the object is created. */
    declare public readonly qualifiedName: pulumi.Output<string>;
    /**
     * Materialize's id of the object: `u42`. It is undefined until the first refresh or update, unless the kind has other outputs that only the
     * server knows: Materialize does not return the id of a new object, and its catalog answers only seconds later.
     */
    declare public readonly objectId: pulumi.Output<string | undefined>;
    /**
     * The id of the Materialize environment that has the object, which `mz_environment_id()` returns. It is undefined for an object that an earlier
     * version created, until the next refresh or update.
     */
    declare public readonly environmentId: pulumi.Output<string | undefined>;

    /**
     * Returns an object that exists and that this program does not manage, for arguments of other resources. It needs the option `provider`, a
     * `Provider` of this package; without it, use a lookup function, such as `getSecret`.
     *
     * Errors: no such object exists; Materialize cannot be reached.
     *
     * @param name - The name of the resource in the program.
     * @param id - The object's qualified name, `"materialize"."public"."orders"`, or its id in Materialize, such as `u42`.
     * @param opts - The resource options, with `provider`.
     */
    public static get<R extends MaterializeResource>(
        this: new (name: string, args: never, opts?: pulumi.CustomResourceOptions) => R,
        name: string,
        id: pulumi.Input<pulumi.ID>,
        opts?: pulumi.CustomResourceOptions,
    ): R {
        return new this(name, {} as never, { ...opts, id });
    }

    /** Creates a resource that manages one object. */
    protected constructor(
        kind: K,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions | undefined,
        { outputs = [], secrets = [], order = "deletedFirst", examples }: ClassOptions = {},
    ) {
        super(kind, name, { name, ...givenArguments(kind, name, args) }, opts, {
            outputs: ["qualifiedName", "objectId", "environmentId", ...outputs],
            secrets,
            order,
            examples,
        });
        this.kind = kind;
    }
}

/** A resource as its constructor describes it. */
interface Declaration extends Required<Pick<ClassOptions, "outputs" | "secrets">> {
    readonly name: string;
    readonly args: object;
    readonly opts: pulumi.CustomResourceOptions | undefined;
    readonly form: ProviderForm;
}

/**
 * Returns the provider of the plugin that a resource of a kind gets, from its own options or from a parent; undefined for the dynamic provider.
 *
 * @internal
 */
export function providerFor(kind: string, opts: pulumi.CustomResourceOptions = {}): Provider | undefined {
    const { provider = opts.parent?.getProvider(typeOf(kind, "plugin")) } = opts;
    return isOwnProvider(provider) ? provider : undefined;
}

function refuseProfile(kind: string, name: string, args: object): void {
    if (!("profile" in args) || args.profile === undefined) return;
    throw new pulumi.RunError(
        `${kind} ${name}: profile and a provider cannot be used together: the arguments of the provider select the environment`,
    );
}

/** Returns the options with an alias of the type that the resource has with the other provider, from which it moves without a replacement. */
function withOtherType(kind: string, form: ProviderForm, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    const other = { type: typeOf(kind, form === "plugin" ? "dynamic" : "plugin") };
    return { ...opts, aliases: [...(opts.aliases ?? []), other] };
}

/** Returns the inputs of the provider: the arguments, and hidden inputs with two leading underscores. */
function providerInputs(kind: string, declaration: Declaration): pulumi.Inputs {
    const outputs = ["definition", ...declaration.outputs];
    const inputs = { ...givenInputs(kind, declaration), ...Object.fromEntries(outputs.map(key => [key, undefined])) };
    return isMocked() ? withKnownOutputs(kind, declaration.name, inputs) : inputs;
}

function givenInputs(kind: string, { name, args, opts, secrets, form }: Declaration): pulumi.Inputs {
    const inputs = Object.fromEntries(
        Object.entries(givenArguments(kind, name, args)).map(([key, value]) => [
            key,
            secrets.includes(key) ? pulumi.secret(replaceResources(value)) : replaceResources(value),
        ]),
    );
    const { value, malformed } = toValidUnicode(inputs);
    const given = {
        ...(value as object),
        __problems: unicodeProblems(malformed),
        // This input is not hidden, because policies do not see hidden inputs.
        ...(secrets.length === 0 ? {} : { plainSecrets: pulumi.output(findPlainSecrets(args, secrets)) }),
        __sdk: sdkVersion(),
    };
    return form === "plugin" ? given : { ...given, ...dynamicInputs(kind, { name, opts }, inputs) };
}

/** Returns the hidden inputs that the plugin finds out by itself. */
function dynamicInputs(kind: string, { name, opts }: Pick<Declaration, "name" | "opts">, inputs: pulumi.Inputs): pulumi.Inputs {
    return {
        __kind: kind,
        __resource: name,
        __parent: parentUrn(opts?.parent),
        // The engine does not tell the provider whether it runs a preview.
        ...(pulumi.runtime.isDryRun() ? { __preview: true } : {}),
        __secretInputs: pulumi.output(findSecretPaths(inputs)),
        ...uncheckedLookups(),
        __provider: PROVIDER_TEXT,
    };
}

/** Returns the URN of the parent, without a dependency on it: the parent's children would be dependencies too. */
const parentUrn = (parent: pulumi.Resource | undefined): Promise<string> | string =>
    parent === undefined ? "" : new Promise(resolve => void parent.urn.apply(resolve));

/** Returns an output only if there is an output to wait for: outputs take most of the time that a resource takes in a program. */
function unicodeProblems(malformed: Paths): pulumi.Input<string[]> {
    const problem = (path: string): string => `${path} is not valid Unicode (half of a surrogate pair): it cannot be stored`;
    const known = malformed.filter(one => typeof one === "string");
    if (known.length === malformed.length) return known.map(problem);
    return pulumi.all(malformed.map(one => (typeof one === "string" ? [one] : one))).apply(paths => paths.flat().map(problem));
}

/** Returns the arguments that have a value. The engine must know their names when a resource is declared. */
function givenArguments(kind: string, name: string, args: unknown): object {
    if (pulumi.Output.isInstance(args) || args instanceof Promise) {
        const what = args instanceof Promise ? "a promise: await it" : "an output: give an object, whose values can be outputs";
        throw new pulumi.RunError(`the arguments of the ${kind} ${name} are ${what}`);
    }
    return Object.fromEntries(Object.entries(args ?? {}).filter(([, value]) => value !== undefined));
}
