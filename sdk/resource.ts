import * as pulumi from "@pulumi/pulumi";
import { named, type Paths, plainKeys, secretPaths, sendable } from "./inputs";
import { mustBeSeen, SHELL } from "./shell";

/** An object of one kind that others can refer to: a resource, or what a look-up returned. */
export interface MaterializeObject<K extends string = string> {
    /** The resource class. */
    readonly kind: K;
    /** Materialize's own id, for example `u42`; a replacement changes it, a rename does not. */
    readonly id: pulumi.Output<string>;
    /** The full name, quoted, as SQL takes it: `"materialize"."public"."orders"`. Known before the object is made. */
    readonly qualifiedName: pulumi.Output<string>;
}

/** What a class of this package says of its kind. */
interface Particulars {
    /** Outputs that only the server knows. */
    readonly outputs?: readonly string[];
    /** Arguments that are secret whether the program marks them or not. */
    readonly secrets?: readonly string[];
}

/**
 * A custom resource of this package: an object, a grant or a helper resource.
 *
 * Pulumi records a stack trace for each promise of each output of a resource, and prints it if the promise never settles and the environment
 * variable `PULUMI_DEBUG_PROMISE_LEAKS` is set. Resources of this package record these stack traces only if it is set.
 */
export abstract class ProviderResource extends pulumi.CustomResource {
    /**
     * The statement that makes it as the program has it now. Previews show it and how it changes: unknown parts as `‹…›`, secret
     * parts as `[secret]`, values over 4 KB by their size and hash.
     */
    declare public readonly definition: pulumi.Output<string>;

    /** For the classes of this package. */
    protected constructor(
        kind: string,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions | undefined,
        { outputs = [], secrets = [] }: Particulars = {},
    ) {
        mustBeSeen();
        const inputs = Object.fromEntries(
            Object.entries(given(named(args))).map(([key, value]) => [key, secrets.includes(key) ? pulumi.secret(value) : value]),
        );
        const { value, malformed } = sendable(inputs);
        const hidden = {
            __kind: kind,
            __resource: name,
            // Of a preview alone: only the program knows that it is one.
            ...(pulumi.runtime.isDryRun() ? { __preview: true } : {}),
            ...(opts?.retainOnDelete === true ? { __retained: true } : {}),
            __secretInputs: pulumi.output(secretPaths(inputs)),
            __problems: problemsOf(malformed),
        };
        // Not hidden: policies see nothing that is. A preview shows it where there is one.
        const plainSecrets = secrets.length === 0 ? {} : { plainSecrets: pulumi.output(plainKeys(args, secrets)) };
        const worked = Object.fromEntries(["definition", ...outputs].map(key => [key, undefined]));
        const props = { ...(value as object), ...hidden, ...plainSecrets, ...worked, __provider: SHELL };
        const limit = Error.stackTraceLimit;
        Error.stackTraceLimit = recordsStackTraces() ? limit : 0;
        try {
            super(`pulumi-nodejs:dynamic/materialize:${kind}`, name, props, opts);
        } catch (error) {
            Error.stackTraceLimit = limit;
            if (error instanceof Error) Error.captureStackTrace(error);
            throw error;
        } finally {
            Error.stackTraceLimit = limit;
        }
    }
}

/** The stack traces of a resource's promises take 30 % of the processor time of a preview of 500 resources. */
const recordsStackTraces = (): boolean => Boolean(process.env.PULUMI_DEBUG_PROMISE_LEAKS);

/** One Materialize object. */
export abstract class MaterializeResource<K extends string = string> extends ProviderResource implements MaterializeObject<K> {
    /** The resource class. */
    declare public readonly kind: K;
    /** The object's own name, without its database and schema. */
    declare public readonly name: pulumi.Output<string>;
    /** The full name, quoted, as SQL takes it: `"materialize"."public"."orders"`. Known before the object is made. */
    declare public readonly qualifiedName: pulumi.Output<string>;

    /** For the classes of this package. */
    protected constructor(
        kind: K,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions | undefined,
        { outputs = [], secrets = [] }: Particulars = {},
    ) {
        super(kind, name, { name, ...given(args) }, opts, { outputs: ["qualifiedName", ...outputs], secrets });
        this.kind = kind;
    }
}

/** An output costs a program more than all else about a resource: there is one only where something must be waited for. */
function problemsOf(malformed: Paths): pulumi.Input<string[]> {
    const sentence = (path: string): string => `${path} is not valid Unicode (half of a surrogate pair): it cannot be stored`;
    const known = malformed.filter(one => typeof one === "string");
    if (known.length === malformed.length) return known.map(sentence);
    return pulumi.all(malformed.map(one => (typeof one === "string" ? [one] : one))).apply(paths => paths.flat().map(sentence));
}

const given = (args: unknown): object =>
    Object.fromEntries(Object.entries(args ?? {}).filter(([, value]) => value !== undefined));
