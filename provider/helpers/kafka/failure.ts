import { redact } from "../../session/errors";
import { type Access, IAM, secretsOf } from "./access";

/** What is wrong, by Kafka's own code where it has one. */
export class KafkaError extends Error {
    override readonly name = "KafkaError";

    constructor(
        message: string,
        /** Kafka's code, such as `TOPIC_ALREADY_EXISTS`; empty where the brokers said nothing. */
        readonly code: string,
        /** What to do about it, where waiting may mend it; else undefined. */
        readonly mends?: string,
    ) {
        super(message);
    }
}

/** An error of the client, or one that it holds. */
interface Part {
    readonly message: string;
    readonly code: string;
    /** Kafka's own code. */
    readonly apiId: string;
    /** Kafka's own sentence. */
    readonly said: string;
}

/** The client wraps what happened several times; the innermost says it. */
function partsOf(error: unknown): Part[] {
    if (!(error instanceof Error)) return [];
    const { code, apiId, serverErrorMessage } = error as Error & Readonly<Record<string, unknown>>;
    const inner = [...(error instanceof AggregateError ? (error.errors as unknown[]) : []), error.cause];
    const word = (value: unknown): string => (typeof value === "string" ? value : "");
    return [
        ...inner.flatMap(partsOf),
        { message: error.message, code: word(code), apiId: word(apiId), said: word(serverErrorMessage) },
    ];
}

/** Why no connection could be made, by what the client says. */
interface Reason {
    readonly pattern: RegExp;
    readonly says: string | ((access: Access) => string);
    readonly todo: string;
    readonly mends?: true;
}

const REACH =
    "Topics and ACLs are made from where Pulumi runs: run it where the brokers can be reached, or make them there with the commands that the component's output kafkaCommands has, and leave them out of the program";

const notLetIn = ({ sasl }: Access): string =>
    sasl?.mechanism === IAM
        ? "does not let this AWS identity in"
        : `does not let the user "${sasl?.username ?? ""}" in with ${sasl?.mechanism ?? "no SASL mechanism"}`;

const LET_IN =
    "see that sasl has the right user, password and mechanism; with AWS_MSK_IAM that the identity's policy allows kafka-cluster:Connect on the cluster";

const REASONS: readonly Reason[] = [
    {
        pattern: /UNSUPPORTED_SASL_MECHANISM|ILLEGAL_SASL_STATE/u,
        says: ({ sasl }) => `does not offer ${sasl?.mechanism ?? ""} on this port`,
        todo: "give the port of that mechanism's listener, or another sasl.mechanism",
    },
    { pattern: /AUTHENTICATION/u, says: notLetIn, todo: LET_IN },
    { pattern: /ENOTFOUND|EAI_AGAIN/u, says: "cannot be found, since its name does not resolve", todo: REACH, mends: true },
    { pattern: /ECONNREFUSED/u, says: "refuses connections", todo: REACH, mends: true },
    {
        pattern: /EHOSTUNREACH|ENETUNREACH/u,
        says: "cannot be reached from here, since there is no route to it",
        todo: REACH,
        mends: true,
    },
    {
        pattern: /ALTNAME/u,
        says: "shows a certificate for another name",
        todo: "give bootstrapServers the names that are in the certificate",
    },
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|unable to (?:verify|get)|self[- ]signed/iu,
        says: "shows a certificate of an authority that is not known here",
        todo: "give the authority's certificate as ssl.certificateAuthority",
    },
    { pattern: /CERT_HAS_EXPIRED/u, says: "shows a certificate that has expired", todo: "renew it on the brokers" },
    {
        pattern: /alert|certificate[ _]required|bad certificate/iu,
        says: "breaks TLS off",
        todo: "does it ask for a client's certificate? Then give ssl.certificate and ssl.key of one that it takes",
    },
    {
        pattern: /wrong version number|EPROTO|packet length|TLS handshake failed/iu,
        says: ({ securityProtocol }) => `does not speak TLS on this port, and securityProtocol is ${securityProtocol}`,
        todo: "give the port of its TLS listener, or the protocol of this one",
    },
    {
        pattern: /ECONNRESET|EPIPE|Connection closed/u,
        says: ({ securityProtocol }) => `closes the connection at once, and securityProtocol is ${securityProtocol}`,
        todo: "This may be the port of a listener with another protocol, or of one that asks for a client's certificate (ssl.certificate), or the brokers are starting",
        mends: true,
    },
    { pattern: /timed out|ETIMEDOUT/iu, says: "does not answer", todo: REACH, mends: true },
];

/** What Kafka refuses, by its code. */
const REFUSALS: Readonly<Record<string, string>> = {
    TOPIC_AUTHORIZATION_FAILED: "this user may not do that with the topic: it needs an ACL, or with IAM a policy, that allows it",
    CLUSTER_AUTHORIZATION_FAILED:
        "this user may not do that with the cluster: a super user may, and with IAM whoever has kafka-cluster:AlterCluster and kafka-cluster:DescribeCluster",
    SECURITY_DISABLED:
        "the cluster has no authorizer, so that it keeps no ACLs: leave them out, or set authorizer.class.name on the brokers",
    INVALID_REPLICATION_FACTOR: "replicationFactor does not fit: it is at most the number of brokers",
    POLICY_VIOLATION: "the cluster's own policy forbids it",
};

/** An error of the client as ours, in one sentence and without secrets. */
export function kafkaError(error: unknown, access: Access): KafkaError {
    if (error instanceof KafkaError) return error;
    const parts = partsOf(error);
    const where = `Kafka at ${access.bootstrapServers}`;
    const scrubbed = (text: string): string => redact(text, secretsOf(access));
    const answer = parts.find(({ apiId }) => apiId !== "");
    const known = parts.map(({ code, apiId, message }) => `${code} ${apiId} ${message}`).join("\n");
    const reason = REASONS.find(({ pattern }) => pattern.test(known));
    if (reason !== undefined && (answer === undefined || answer.apiId.includes("SASL"))) {
        const says = typeof reason.says === "string" ? reason.says : reason.says(access);
        const code = answer?.apiId ?? "";
        return reason.mends === true
            ? new KafkaError(`${where} ${says}`, code, reason.todo)
            : new KafkaError(`${where} ${says}: ${reason.todo}`, code);
    }
    const said = answer === undefined ? parts[0]?.message : answer.said === "" ? answer.message : answer.said;
    const refusal = REFUSALS[answer?.apiId ?? ""];
    const sentence = `${where} answers: ${scrubbed(said ?? String(error))}`;
    return new KafkaError(refusal === undefined ? sentence : `${sentence}: ${refusal}`, answer?.apiId ?? "");
}
