import { MSK_AUTHENTICATION, type MskAuthentication } from "../../../../common/msk";
import type { Cluster } from "./cluster";

type BootstrapBrokers = Cluster["bootstrap"];

/** The properties by which AWS reports an authentication method of a cluster. */
interface MethodOfCluster {
    /** The property of the bootstrap brokers within the VPC. */
    readonly brokers: keyof BootstrapBrokers;
    /** The property of the public bootstrap brokers. */
    readonly publicBrokers?: keyof BootstrapBrokers;
    /** Returns whether the method is enabled, where the bootstrap brokers do not tell. */
    readonly isEnabled?: (cluster: Cluster) => boolean;
}

const METHODS: Readonly<Record<MskAuthentication, MethodOfCluster>> = {
    unauthenticated: { brokers: "BootstrapBrokerString" },
    tls: { brokers: "BootstrapBrokerStringTls", isEnabled: isUnauthenticated },
    mutualTls: {
        brokers: "BootstrapBrokerStringTls",
        publicBrokers: "BootstrapBrokerStringPublicTls",
        isEnabled: hasAuthorities,
    },
    scram: { brokers: "BootstrapBrokerStringSaslScram", publicBrokers: "BootstrapBrokerStringPublicSaslScram" },
    iam: { brokers: "BootstrapBrokerStringSaslIam", publicBrokers: "BootstrapBrokerStringPublicSaslIam" },
};

/** Every authentication method, by the argument that chooses it. */
export const METHOD_NAMES = Object.keys(METHODS) as readonly MskAuthentication[];

/** Returns the bootstrap servers for an authentication method, each as `host:port`. AWS returns at most three, in any order. */
export function bootstrapServers({ bootstrap }: Cluster, auth: MskAuthentication, isPublic: boolean): string[] {
    const { brokers, publicBrokers } = METHODS[auth];
    const property = isPublic ? publicBrokers : brokers;
    const text = property === undefined ? undefined : bootstrap[property];
    return typeof text === "string" && text !== "" ? text.split(",").sort() : [];
}

/** Returns the authentication methods that are enabled in a cluster. */
export const enabledMethods = (cluster: Cluster): MskAuthentication[] =>
    METHOD_NAMES.filter(
        auth => bootstrapServers(cluster, auth, false).length > 0 && (METHODS[auth].isEnabled?.(cluster) ?? true),
    );

/** Returns the title of an authentication method. */
export const methodTitle = (auth: MskAuthentication): string => MSK_AUTHENTICATION[auth].title;

/** True if public access is turned on. */
export const isPublic = ({ provisioned }: Pick<Cluster, "provisioned">): boolean =>
    provisioned.BrokerNodeGroupInfo?.ConnectivityInfo?.PublicAccess?.Type === "SERVICE_PROVIDED_EIPS";

/** True if clients need not authenticate. This is also the case where no authentication method is enabled. */
export function isUnauthenticated({ provisioned }: Pick<Cluster, "provisioned">): boolean {
    const { Sasl: sasl, Tls: tls, Unauthenticated: unauthenticated } = provisioned.ClientAuthentication ?? {};
    const others = [sasl?.Scram?.Enabled, sasl?.Iam?.Enabled, tls?.Enabled];
    return unauthenticated?.Enabled === true || others.every(enabled => enabled !== true);
}

/** True if mutual TLS is enabled. */
export function hasAuthorities({ provisioned }: Pick<Cluster, "provisioned">): boolean {
    const { Enabled: enabled, CertificateAuthorityArnList: authorities = [] } = provisioned.ClientAuthentication?.Tls ?? {};
    return enabled === true || authorities.length > 0;
}
