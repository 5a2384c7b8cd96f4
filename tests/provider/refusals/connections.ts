import type { Fields } from "../../../provider/values/value";
import { type Refusal, resource } from "../support";

const secret = resource("u1", '"materialize"."public"."pw"');
const sasl = { mechanism: "PLAIN", username: "me", password: secret };
const rule = { matching: "*.use1-az1.*", privateLink: { connection: "l" } };
const kafka = (args: Fields): Fields => ({ brokers: ["a:1"], ...args });

/** Mistakes in the arguments of Kafka connections. */
export const connectionRefusals: readonly Refusal[] = [
    ["missing brokers", "KafkaConnection", {}, "brokers is missing: give brokers or privateLink"],
    ["an empty list of brokers", "KafkaConnection", kafka({ brokers: [] }), "brokers takes at least one broker"],
    [
        "a broker that is not in a list",
        "KafkaConnection",
        kafka({ brokers: "a:1" }),
        'brokers takes a list of "host:port", not a string',
    ],
    [
        "a broker without a host",
        "KafkaConnection",
        kafka({ brokers: ["a:1", ":9092"] }),
        'brokers[1] has no host; write "host:port"',
    ],
    [
        "two brokers in one item",
        "KafkaConnection",
        kafka({ brokers: ["a:1,b:1"] }),
        "brokers[0] contains a comma: give each broker as a separate item",
    ],
    [
        "a broker with a protocol",
        "KafkaConnection",
        kafka({ brokers: ["SASL_SSL://a:1"] }),
        'brokers[0] takes "host:port" without a protocol: set securityProtocol instead',
    ],
    ["a port out of range", "KafkaConnection", kafka({ brokers: ["a:99999"] }), "brokers[0] has a port that is not in 1–65535"],
    [
        "a broker with both privateLink and sshTunnel",
        "KafkaConnection",
        kafka({ brokers: [{ address: "a:1", sshTunnel: "s", privateLink: { connection: "l" } }] }),
        "brokers[0] takes privateLink or sshTunnel, not both",
    ],
    [
        "a misspelt argument of a broker",
        "KafkaConnection",
        kafka({ brokers: [{ adress: "a:1" }] }),
        "brokers[0].adress is not an argument; did you mean address?",
    ],
    [
        "rules without a broker",
        "KafkaConnection",
        kafka({ brokers: [rule] }),
        "brokers takes at least one broker with an address, to which Materialize connects first, besides the rules",
    ],
    [
        "a rule without PrivateLink",
        "KafkaConnection",
        kafka({ brokers: ["a:1", { matching: "*" }] }),
        "brokers[1].privateLink is missing",
    ],
    [
        "a rule with an address",
        "KafkaConnection",
        kafka({ brokers: ["a:1", { ...rule, address: "b:1" }] }),
        "brokers[1] takes matching and privateLink, or address, but not matching and address",
    ],
    [
        "a pattern with * inside",
        "KafkaConnection",
        kafka({ brokers: ["a:1", { ...rule, matching: "b*:9092" }] }),
        'brokers[1].matching takes the "host:port" of brokers, with * only at its start and end: "*.use1-az1.*"',
    ],
    [
        "an empty pattern",
        "KafkaConnection",
        kafka({ brokers: ["a:1", { ...rule, matching: "" }] }),
        "brokers[1].matching is empty",
    ],
    [
        "a misspelt argument of a rule",
        "KafkaConnection",
        kafka({ brokers: ["a:1", { privateLink: rule.privateLink, matchign: "*" }] }),
        "brokers[1].matchign is not an argument; did you mean matching?",
    ],
    [
        "a rule together with sshTunnel",
        "KafkaConnection",
        kafka({ brokers: ["a:1", rule], sshTunnel: "s" }),
        "sshTunnel: cannot be given together with a rule in brokers, which uses AWS PrivateLink: give sshTunnel to the brokers that need it",
    ],
    [
        "brokers together with privateLink",
        "KafkaConnection",
        kafka({ privateLink: { connection: "l" } }),
        "brokers cannot be given together with privateLink: leave one of them out",
    ],
    [
        "an unknown SASL mechanism",
        "KafkaConnection",
        kafka({ sasl: { ...sasl, mechanism: "SCRAM-SHA-521" } }),
        'sasl.mechanism takes one of "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", not "SCRAM-SHA-521"; did you mean "SCRAM-SHA-512"?',
    ],
    [
        "an unknown security protocol",
        "KafkaConnection",
        kafka({ securityProtocol: "TLS" }),
        'securityProtocol: takes one of "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL", not "TLS"',
    ],
    [
        "a password without a username",
        "KafkaConnection",
        kafka({ sasl: { mechanism: "PLAIN", password: secret } }),
        "sasl.username is missing",
    ],
    [
        "a password that is text",
        "KafkaConnection",
        kafka({ sasl: { ...sasl, password: "hunter2" } }),
        "sasl.password takes a Secret or what getSecretOutput returned, not a string: store a password in a Secret",
    ],
    [
        "a misspelt argument of a group",
        "KafkaConnection",
        kafka({ sasl: { ...sasl, mechansim: "PLAIN" } }),
        "sasl.mechansim is not an argument; did you mean mechanism?",
    ],
    [
        "SASL without encryption",
        "KafkaConnection",
        kafka({ securityProtocol: "PLAINTEXT", sasl }),
        'sasl needs the securityProtocol "SASL_SSL" or "SASL_PLAINTEXT"',
    ],
    [
        "a SASL protocol without sasl or awsConnection",
        "KafkaConnection",
        kafka({ securityProtocol: "SASL_SSL" }),
        "sasl is missing: the securityProtocol requires sasl or awsConnection",
    ],
    [
        "sasl together with awsConnection",
        "KafkaConnection",
        kafka({ sasl, awsConnection: "aws" }),
        "sasl cannot be given together with awsConnection, which authenticates with an IAM role: leave one of them out",
    ],
    [
        "a certificate without its key",
        "KafkaConnection",
        kafka({ ssl: { certificate: "c" } }),
        "ssl.key is missing: ssl.certificate needs it",
    ],
    [
        "a key without its certificate",
        "KafkaConnection",
        kafka({ ssl: { key: secret } }),
        "ssl.certificate is missing: ssl.key needs it",
    ],
    [
        "TLS options without TLS",
        "KafkaConnection",
        kafka({ securityProtocol: "PLAINTEXT", ssl: { certificateAuthority: "c" } }),
        'ssl needs the securityProtocol "SSL" or "SASL_SSL"',
    ],
];
