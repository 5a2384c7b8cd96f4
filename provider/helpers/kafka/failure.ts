import { redact } from "../../session/redact";
import { type Access, IAM, secretsOf } from "./access";

/** An error of a Kafka cluster, or of the connection to it. */
export class KafkaError extends Error {
    override readonly name = "KafkaError";

    constructor(
        message: string,
        /** Kafka's error code, such as `TOPIC_ALREADY_EXISTS`; empty if the brokers did not answer. */
        readonly code: string,
        /** The fix, if the error is transient; else the message includes it. */
        readonly transientFix?: string,
    ) {
        super(message);
    }
}

/** An error of the client, or one that caused it. */
interface Part {
    readonly message: string;
    readonly code: string;
    /** Kafka's error code. */
    readonly apiId: string;
    /** Kafka's error message. */
    readonly serverMessage: string;
}

/** Returns an error and its causes, the innermost first, since the client wraps errors several times. */
function errorChain(error: unknown): Part[] {
    if (!(error instanceof Error)) return [];
    const { code, apiId, serverErrorMessage } = error as Error & Readonly<Record<string, unknown>>;
    const inner = [...(error instanceof AggregateError ? (error.errors as unknown[]) : []), error.cause];
    const word = (value: unknown): string => (typeof value === "string" ? value : "");
    return [
        ...inner.flatMap(errorChain),
        { message: error.message, code: word(code), apiId: word(apiId), serverMessage: word(serverErrorMessage) },
    ];
}

/** A reason why no connection could be opened. */
interface Reason {
    readonly pattern: RegExp;
    readonly problem: string | ((access: Access) => string);
    readonly fix: string;
    /** True if another attempt may succeed. */
    readonly isTransient?: true;
}

const REACH_FIX =
    "Topics and ACLs are made from where Pulumi runs: run it where the brokers can be reached, or make them there with the commands that the component's output kafkaCommands has, and leave them out of the program";

const loginRefused = ({ sasl }: Access): string =>
    sasl?.mechanism === IAM
        ? "refuses this AWS identity"
        : `refuses the login of the user "${sasl?.username ?? ""}" with ${sasl?.mechanism ?? "no SASL mechanism"}`;

const LOGIN_FIX =
    "see that sasl has the right user, password and mechanism; with AWS_MSK_IAM that the identity's policy allows kafka-cluster:Connect on the cluster";

const REASONS: readonly Reason[] = [
    {
        pattern: /UNSUPPORTED_SASL_MECHANISM|ILLEGAL_SASL_STATE/u,
        problem: ({ sasl }) => `does not offer ${sasl?.mechanism ?? ""} on this port`,
        fix: "give the port of that mechanism's listener, or another sasl.mechanism",
    },
    { pattern: /AUTHENTICATION/u, problem: loginRefused, fix: LOGIN_FIX },
    {
        pattern: /ENOTFOUND|EAI_AGAIN/u,
        problem: "cannot be found, since its name does not resolve",
        fix: REACH_FIX,
        isTransient: true,
    },
    { pattern: /ECONNREFUSED/u, problem: "refuses connections", fix: REACH_FIX, isTransient: true },
    {
        pattern: /EHOSTUNREACH|ENETUNREACH/u,
        problem: "cannot be reached from here, since there is no route to it",
        fix: REACH_FIX,
        isTransient: true,
    },
    {
        pattern: /ALTNAME/u,
        problem: "presents a certificate for another name",
        fix: "give bootstrapServers the names that are in the certificate",
    },
    {
        pattern: /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED|unable to (?:verify|get)|self[- ]signed/iu,
        problem: "presents a certificate of an authority that is not known here",
        fix: "give the authority's certificate as ssl.certificateAuthority",
    },
    { pattern: /CERT_HAS_EXPIRED/u, problem: "presents a certificate that has expired", fix: "renew it on the brokers" },
    {
        pattern: /alert|certificate[ _]required|bad certificate/iu,
        problem: "aborts the TLS handshake",
        fix: "if it requires a client certificate, give ssl.certificate and ssl.key of one that it accepts",
    },
    {
        pattern: /wrong version number|EPROTO|packet length|TLS handshake failed/iu,
        problem: ({ securityProtocol }) => `does not speak TLS on this port, and securityProtocol is ${securityProtocol}`,
        fix: "give the port of its TLS listener, or the protocol of this one",
    },
    {
        pattern: /ECONNRESET|EPIPE|Connection closed/u,
        problem: ({ securityProtocol }) => `closes the connection at once, and securityProtocol is ${securityProtocol}`,
        fix: "This may be the port of a listener with another protocol, or of one that requires a client certificate (ssl.certificate), or the brokers are starting",
        isTransient: true,
    },
    { pattern: /timed out|ETIMEDOUT/iu, problem: "does not answer", fix: REACH_FIX, isTransient: true },
];

/** The explanations of Kafka's error codes. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
    TOPIC_AUTHORIZATION_FAILED:
        "this user is not authorized for the topic: it needs an ACL, or with IAM a policy, that allows the operation",
    CLUSTER_AUTHORIZATION_FAILED:
        "this user is not authorized for the cluster: it must be a super user, or with IAM have kafka-cluster:AlterCluster and kafka-cluster:DescribeCluster",
    SECURITY_DISABLED:
        "the cluster has no authorizer, so it keeps no ACLs: leave them out, or set authorizer.class.name on the brokers",
    INVALID_REPLICATION_FACTOR: "replicationFactor is greater than the number of available brokers",
    POLICY_VIOLATION: "the cluster's own policy forbids it",
};

/** Returns the error for an error of the client, without secrets. */
export function kafkaError(error: unknown, access: Access): KafkaError {
    if (error instanceof KafkaError) return error;
    const parts = errorChain(error);
    const where = `Kafka at ${access.bootstrapServers}`;
    const redacted = (text: string): string => redact(text, secretsOf(access));
    const answer = parts.find(({ apiId }) => apiId !== "");
    const known = parts.map(({ code, apiId, message }) => `${code} ${apiId} ${message}`).join("\n");
    const reason = REASONS.find(({ pattern }) => pattern.test(known));
    if (reason !== undefined && (answer === undefined || answer.apiId.includes("SASL"))) {
        const problem = typeof reason.problem === "string" ? reason.problem : reason.problem(access);
        const code = answer?.apiId ?? "";
        return reason.isTransient === true
            ? new KafkaError(`${where} ${problem}`, code, reason.fix)
            : new KafkaError(`${where} ${problem}: ${reason.fix}`, code);
    }
    const message =
        answer === undefined ? parts[0]?.message : answer.serverMessage === "" ? answer.message : answer.serverMessage;
    const explanation = EXPLANATIONS[answer?.apiId ?? ""];
    const refusal = `${where} answers: ${redacted(message ?? String(error))}`;
    return new KafkaError(explanation === undefined ? refusal : `${refusal}: ${explanation}`, answer?.apiId ?? "");
}
