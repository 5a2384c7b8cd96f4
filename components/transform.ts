import type * as pulumi from "@pulumi/pulumi";
import { pauseStackTraces } from "../sdk/stackTraces";
import { type ArgumentShape, describe, isPlainObject } from "./argumentShape";
import { withExampleOutputs } from "./examples";

/**
 * Adjusts a resource that a component creates. An object replaces arguments of the resource. A function gets the arguments and the options that
 * the component gives the resource, and the resource's name; it changes arguments or options in place, or returns other arguments.
 *
 * The component relies on the arguments that it sets, such as ports, addresses and ids: change only those that the component has no argument for.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.PrivateLinkNetwork("orders", {
 *     brokerSecurityGroupId: "sg-0a1b2c3d4e5f60718",
 *     brokers: [{ id: 1, host: "b-1.example.com", port: 9096, ip: "10.0.1.10", subnetId: "subnet-0a1b2c3d4e5f60718" }],
 *     transform: {
 *         loadBalancer: { enableDeletionProtection: true },
 *         targetGroup: args => {
 *             args.healthCheck = { protocol: "TCP", port: "traffic-port", interval: 10 };
 *         },
 *     },
 * });
 * ```
 */
export type Transform<Args extends object> =
    | Partial<Args>
    // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a function may return other arguments, or nothing
    | ((args: Args, opts: pulumi.CustomResourceOptions, name: string) => Args | void);

/** A resource class. */
type ResourceClass<Args, R> = new (name: string, args: Args, opts?: pulumi.CustomResourceOptions) => R;

/**
 * Creates a resource of a component, with the arguments and the options that its transform changes. Pulumi records no stack traces for its outputs.
 *
 * @internal
 */
export function createResource<Args extends object, R>(
    resource: ResourceClass<Args, R>,
    transform: Transform<NoInfer<Args>> | undefined,
    name: string,
    args: NoInfer<Args>,
    opts: pulumi.CustomResourceOptions,
): R {
    const [finalArgs, finalOpts] = transformed(transform, name, args, opts);
    const resume = pauseStackTraces();
    try {
        return withExampleOutputs(new resource(name, finalArgs, finalOpts), name);
    } catch (error) {
        resume(error);
        throw error;
    } finally {
        resume();
    }
}

/**
 * Returns the arguments and the options as the transform of a resource changes them.
 *
 * @internal
 */
export function transformed<Args extends object>(
    transform: Transform<Args> | undefined,
    name: string,
    args: Args,
    opts: pulumi.CustomResourceOptions,
): [args: Args, opts: pulumi.CustomResourceOptions] {
    if (typeof transform !== "function") return [{ ...args, ...transform }, opts];
    // Other resources may have the same objects.
    const [ownArgs, ownOpts] = [{ ...args }, { ...opts }];
    const result = transform(ownArgs, ownOpts, name);
    return [typeof result === "object" ? result : ownArgs, ownOpts];
}

/**
 * Returns the argument `transform` of a nested component, if there is one.
 *
 * @internal
 */
export const transformOf = <T extends object>(transform: T | undefined): { transform?: T } =>
    transform === undefined ? {} : { transform };

/**
 * The transform of one resource.
 *
 * @internal
 */
export const RESOURCE: ArgumentShape = {
    required: [],
    check: (path, value) =>
        typeof value === "function" || isPlainObject(value)
            ? []
            : [`${path} takes an object of arguments, or a function that changes them, not ${describe(value)}`],
};

/**
 * Returns the shape of an argument `transform`, whose entries are those of its type: transforms of resources, or those of nested components.
 *
 * @internal
 */
export const transformShape = <T extends object>(entries: Readonly<Record<keyof T, ArgumentShape>>): ArgumentShape => ({
    required: [],
    optional: Object.keys(entries),
    nested: entries,
});
