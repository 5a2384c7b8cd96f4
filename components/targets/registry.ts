import type * as pulumi from "@pulumi/pulumi";
import { ConfluentSchemaRegistryConnection, type ConnectionTunnel } from "../../sdk";
import type { KeySecret } from "./auth";
import { createResource } from "../transform";
import type { IngestionContext, SecretText } from "./ingestionContext";
import { type ArgumentShape, isGiven } from "../argumentShape";

/** A schema registry. */
export interface SchemaRegistryArgs {
    /** The URL of the registry, `https://host:port`, without a path. Changed in place. */
    url: pulumi.Input<string>;
    /** The user. A string is stored in the secret `<name>_registry_username`. */
    user?: SecretText;
    /** The password of the user. A string is stored in the secret `<name>_registry_password`. */
    password?: SecretText;
}

/** The address of a schema registry in the VPC of the brokers. */
export interface SchemaRegistryTarget {
    /** The private IPv4 address of the schema registry. */
    ip: pulumi.Input<string>;
    /** The port of its URL. */
    port: number;
    /** The id of its subnet. */
    subnetId: pulumi.Input<string>;
    /** The id of its security group. Default: the security group of the brokers. */
    securityGroupId?: pulumi.Input<string>;
}

/** A schema registry that can be reached over the network of the brokers. */
export interface ReachableSchemaRegistryArgs extends SchemaRegistryArgs {
    /** The address of the registry in the VPC: Materialize then reaches it over the network of the brokers. Default: over the internet. */
    target?: SchemaRegistryTarget;
}

/** The schema registry of Confluent Cloud, which has its own API key. */
export interface ConfluentCloudSchemaRegistryArgs {
    /** The endpoint of the registry, `https://psrc-….confluent.cloud`. Changed in place. */
    url: pulumi.Input<string>;
    /** The API key of the registry; the API key of the cluster is another one. Strings are stored in the secrets `<name>_registry_username` and `<name>_registry_password`. */
    apiKey: KeySecret;
}

/**
 * Any of the schema registries.
 *
 * @internal
 */
export interface AnyRegistry extends ReachableSchemaRegistryArgs {
    readonly apiKey?: KeySecret;
}

const TARGET: ArgumentShape = { required: ["ip", "port", "subnetId"], optional: ["securityGroupId"] };

/**
 * The arguments of the schema registries of the targets.
 *
 * @internal
 */
export const REGISTRIES = {
    plain: { required: ["url"], optional: ["user", "password"] },
    reachable: { required: ["url"], optional: ["user", "password", "target"], nested: { target: TARGET } },
    confluent: { required: ["url", "apiKey"], nested: { apiKey: { required: ["key", "secret"] } } },
} as const satisfies Readonly<Record<string, ArgumentShape>>;

/**
 * Reports a port of `target` that differs from the port of the URL.
 *
 * @internal
 */
export function registryProblems(registry: unknown): string[] {
    const { url, target } = (registry ?? {}) as Partial<ReachableSchemaRegistryArgs>;
    if (typeof url !== "string" || !URL.canParse(url) || typeof target?.port !== "number") return [];
    const { port, protocol } = new URL(url);
    const own = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
    return own === target.port
        ? []
        : [
              `schemaRegistry.target.port is ${String(target.port)}, and Materialize asks on the port of schemaRegistry.url, ${String(own)}: write the same in both`,
          ];
}

/**
 * Creates the connection to a schema registry, `<name>_registry`.
 *
 * @internal
 */
export function registryConnection(
    context: IngestionContext,
    given: AnyRegistry,
    way: { tunnel: ConnectionTunnel; validate: boolean; dependsOn: readonly pulumi.Resource[] },
): ConfluentSchemaRegistryConnection {
    const user = given.apiKey?.key ?? given.user;
    const password = given.apiKey?.secret ?? given.password;
    return createResource(
        ConfluentSchemaRegistryConnection,
        context.transform.schemaRegistry,
        `${context.name}_registry`,
        {
            ...context.objectArgs,
            ...way.tunnel,
            url: given.url,
            ...(isGiven(user) && user !== undefined ? { user: context.secret("registry_username", user) } : {}),
            ...(isGiven(password) && password !== undefined ? { password: context.secret("registry_password", password) } : {}),
            ...(way.validate ? {} : { validate: false }),
        },
        { ...context.opts, dependsOn: [...way.dependsOn] },
    );
}
