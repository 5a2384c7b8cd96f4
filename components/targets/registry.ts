import type * as pulumi from "@pulumi/pulumi";
import { ConfluentSchemaRegistryConnection, type ConnectionTunnel, type ObjectRef } from "../../sdk";
import { pick } from "../pick";
import { type KeySecret, pairProblems } from "./auth";
import { createResource } from "../transform";
import type { IngestionContext, SecretText } from "./ingestionContext";
import { type ArgumentShape, isGiven } from "../argumentShape";
import { urlProblem } from "../../common/addresses";

/** The certificates and the tunnel of the connection to a schema registry. */
export interface SchemaRegistryAccess {
    /** The certificate of the registry's authority, in PEM format. Default: the public certificate authorities. Changed in place. */
    certificateAuthority?: pulumi.Input<string>;
    /** The certificate of the client, in PEM format. It needs `key`. A string is stored in the secret `<name>_registry_certificate`. Changed in place. */
    certificate?: SecretText;
    /** The private key of `certificate`, in PEM format. A string is stored in the secret `<name>_registry_key`. Changed in place. */
    key?: SecretText;
    /** The SSH tunnel to the registry. Default: none. Changing it replaces the connection, and the sources that use it. */
    sshTunnel?: ObjectRef<"SshTunnelConnection">;
    /** The AWS PrivateLink connection to the registry. Default: none. Changing it replaces the connection, and the sources that use it. */
    privateLink?: ObjectRef<"AwsPrivatelinkConnection">;
}

/** A schema registry. */
export interface SchemaRegistryArgs extends SchemaRegistryAccess {
    /** The URL of the registry, `https://host:port`, without user, password and path. Changed in place. */
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
export interface ConfluentCloudSchemaRegistryArgs extends SchemaRegistryAccess {
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

const TUNNELS = ["sshTunnel", "privateLink"] as const;

/** The arguments of {@link SchemaRegistryAccess}. */
const ACCESS = ["certificateAuthority", "certificate", "key", ...TUNNELS];

const TARGET: ArgumentShape = { required: ["ip", "port", "subnetId"], optional: ["securityGroupId"] };

/**
 * The arguments of the schema registries of the targets.
 *
 * @internal
 */
export const REGISTRIES = {
    plain: { required: ["url"], optional: ["user", "password", ...ACCESS] },
    reachable: { required: ["url"], optional: ["user", "password", ...ACCESS, "target"], nested: { target: TARGET } },
    confluent: { required: ["url", "apiKey"], optional: ACCESS, nested: { apiKey: { required: ["key", "secret"] } } },
} as const satisfies Readonly<Record<string, ArgumentShape>>;

/**
 * Reports a URL with credentials, and arguments of a schema registry that exclude or need each other.
 *
 * @internal
 */
export function registryProblems(registry: unknown): string[] {
    const { url, apiKey, certificate, key, ...given } = (registry ?? {}) as Partial<AnyRegistry>;
    const problem = typeof url === "string" ? urlProblem(url, apiKey === undefined ? "user and password" : "apiKey") : undefined;
    const ways = (["target", ...TUNNELS] as const).filter(way => isGiven(given[way]));
    return [
        ...(problem === undefined ? [] : [`schemaRegistry.url ${problem}`]),
        ...(ways.length > 1
            ? [`schemaRegistry takes one of target, sshTunnel and privateLink, not ${ways.join(" and ")}: leave the others out`]
            : []),
        ...pairProblems("schemaRegistry", { certificate, key }),
    ];
}

/**
 * Reports a port of `target` that differs from the port of the URL.
 *
 * @internal
 */
export function registryPortProblems(registry: unknown): string[] {
    const { url, target } = (registry ?? {}) as Partial<ReachableSchemaRegistryArgs>;
    if (typeof url !== "string" || !URL.canParse(url) || typeof target?.port !== "number") return [];
    if (urlProblem(url, "") !== undefined) return [];
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
    const ssl = {
        ...pick(given, ["certificateAuthority"]),
        ...(given.certificate === undefined ? {} : { certificate: context.secret("registry_certificate", given.certificate) }),
        ...(given.key === undefined ? {} : { key: context.secret("registry_key", given.key) }),
    };
    const own = pick(given, TUNNELS);
    return createResource(
        ConfluentSchemaRegistryConnection,
        context.transform.schemaRegistry,
        `${context.name}_registry`,
        {
            ...context.objectArgs,
            // At most one of the tunnels is given.
            ...({ ...way.tunnel, ...own } as ConnectionTunnel),
            url: given.url,
            ...(Object.keys(ssl).length === 0 ? {} : { ssl }),
            ...(isGiven(user) && user !== undefined ? { user: context.secret("registry_username", user) } : {}),
            ...(isGiven(password) && password !== undefined ? { password: context.secret("registry_password", password) } : {}),
            ...(way.validate ? {} : { validate: false }),
        },
        { ...context.opts, dependsOn: [...way.dependsOn] },
    );
}
