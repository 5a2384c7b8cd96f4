import type { Cluster } from "./cluster";

type Strings = Cluster["bootstrap"];

/** One way to say to a cluster who a client is. */
interface Way {
    /** What has to be turned on, in AWS's words. */
    readonly words: string;
    /** Where AWS tells its brokers, within the VPC and on the internet. */
    readonly inside: keyof Strings;
    readonly outside?: keyof Strings;
    /** Whether it is on, where the brokers alone do not tell. */
    readonly isOn?: (cluster: Cluster) => boolean;
}

/** Every way, by the argument that chooses it. */
export const WAYS: Readonly<Record<string, Way>> = {
    unauthenticated: { words: "unauthenticated access in plaintext", inside: "BootstrapBrokerString" },
    tls: { words: "unauthenticated access over TLS", inside: "BootstrapBrokerStringTls", isOn: isUnauthenticated },
    mutualTls: {
        words: "mutual TLS",
        inside: "BootstrapBrokerStringTls",
        outside: "BootstrapBrokerStringPublicTls",
        isOn: hasAuthorities,
    },
    scram: {
        words: "SASL/SCRAM",
        inside: "BootstrapBrokerStringSaslScram",
        outside: "BootstrapBrokerStringPublicSaslScram",
    },
    iam: { words: "IAM", inside: "BootstrapBrokerStringSaslIam", outside: "BootstrapBrokerStringPublicSaslIam" },
};

/** The bootstrap servers of a way, each `host:port`; AWS names three at most, in any order. */
export function bootstrapOf({ bootstrap }: Cluster, auth: string, isPublic: boolean): string[] {
    const way = WAYS[auth];
    const key = isPublic ? way?.outside : way?.inside;
    const text = key === undefined ? undefined : bootstrap[key];
    return typeof text === "string" && text !== "" ? text.split(",").sort() : [];
}

/** The ways that a cluster has turned on. */
export const waysOf = (cluster: Cluster): string[] =>
    Object.entries(WAYS).flatMap(([auth, { isOn }]) =>
        bootstrapOf(cluster, auth, false).length > 0 && (isOn?.(cluster) ?? true) ? [auth] : [],
    );

export const isPublic = ({ provisioned }: Pick<Cluster, "provisioned">): boolean =>
    provisioned.BrokerNodeGroupInfo?.ConnectivityInfo?.PublicAccess?.Type === "SERVICE_PROVIDED_EIPS";

/** Clients may say nothing of themselves; so it is too where nothing else is turned on. */
export function isUnauthenticated({ provisioned }: Pick<Cluster, "provisioned">): boolean {
    const { Sasl: sasl, Tls: tls, Unauthenticated: nobody } = provisioned.ClientAuthentication ?? {};
    const others = [sasl?.Scram?.Enabled, sasl?.Iam?.Enabled, tls?.Enabled];
    return nobody?.Enabled === true || others.every(one => one !== true);
}

export function hasAuthorities({ provisioned }: Pick<Cluster, "provisioned">): boolean {
    const { Enabled: enabled, CertificateAuthorityArnList: authorities = [] } = provisioned.ClientAuthentication?.Tls ?? {};
    return enabled === true || authorities.length > 0;
}
