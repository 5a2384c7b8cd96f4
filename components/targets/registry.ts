import type * as pulumi from "@pulumi/pulumi";
import { ConfluentSchemaRegistryConnection, type ConnectionTunnel } from "../../sdk";
import type { KeySecret } from "./auth";
import { transformed } from "../transform";
import type { Maker, SecretText } from "./maker";
import { type ArgumentShape, isGiven } from "../argumentShape";

/** A schema registry. */
export interface SchemaRegistryArgs {
    /** `https://host:port`, without a path. Changed in place. */
    url: pulumi.Input<string>;
    /** The user. A string is kept in the secret `<name>_registry_username`. */
    user?: SecretText;
    /** The user's password. A string is kept in the secret `<name>_registry_password`. */
    password?: SecretText;
}

/** Where a schema registry is, in the brokers' VPC. */
export interface SchemaRegistryTarget {
    /** Its private address. */
    ip: pulumi.Input<string>;
    /** The port of its URL. */
    port: number;
    /** The subnet that it is in. */
    subnetId: pulumi.Input<string>;
    /** Its security group. Default: the brokers'. */
    securityGroupId?: pulumi.Input<string>;
}

/** A schema registry that can be reached as the brokers are. */
export interface ReachableSchemaRegistryArgs extends SchemaRegistryArgs {
    /** Where it is: it is then reached over the same network as the brokers. Default: over the internet. */
    target?: SchemaRegistryTarget;
}

/** Confluent Cloud's schema registry, which has a key of its own. */
export interface ConfluentCloudSchemaRegistryArgs {
    /** Its endpoint, `https://psrc-….confluent.cloud`. Changed in place. */
    url: pulumi.Input<string>;
    /** The registry's own key, which is not the cluster's. Kept in the secrets `<name>_registry_username` and `<name>_registry_password`. */
    apiKey: KeySecret;
}

/**
 * Any of them, as a program without types may have given it.
 *
 * @internal
 */
export interface AnyRegistry extends ReachableSchemaRegistryArgs {
    readonly apiKey?: KeySecret;
}

const TARGET: ArgumentShape = { required: ["ip", "port", "subnetId"], optional: ["securityGroupId"] };

/**
 * The registries that targets take.
 *
 * @internal
 */
export const REGISTRIES = {
    plain: { required: ["url"], optional: ["user", "password"] },
    reached: { required: ["url"], optional: ["user", "password", "target"], nested: { target: TARGET } },
    confluent: { required: ["url", "apiKey"], nested: { apiKey: { required: ["key", "secret"] } } },
} as const satisfies Readonly<Record<string, ArgumentShape>>;

/**
 * What is wrong with a registry's address and its URL together.
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
 * The connection to a registry, `<name>_registry`.
 *
 * @internal
 */
export function registryConnection(
    maker: Maker,
    given: AnyRegistry,
    way: { tunnel: ConnectionTunnel; validate: boolean; dependsOn: readonly pulumi.Resource[] },
): ConfluentSchemaRegistryConnection {
    const user = given.apiKey?.key ?? given.user;
    const password = given.apiKey?.secret ?? given.password;
    return new ConfluentSchemaRegistryConnection(
        ...transformed(
            maker.transform.schemaRegistry,
            `${maker.name}_registry`,
            {
                ...maker.place,
                ...way.tunnel,
                url: given.url,
                ...(isGiven(user) && user !== undefined ? { user: maker.secret("registry_username", user) } : {}),
                ...(isGiven(password) && password !== undefined ? { password: maker.secret("registry_password", password) } : {}),
                ...(way.validate ? {} : { validate: false }),
            },
            { ...maker.opts, dependsOn: [...way.dependsOn] },
        ),
    );
}
