import { brokers, defaultPrivateLink } from "../values/broker";
import { reference } from "../values/reference";
import { choice, integer, text } from "../values/scalars";
import type { Rule } from "../statement/kind";
import { connection } from "./shared/connection";
import { fixedOption, forbidBoth, requireOneOf, option } from "../statement/rows";
import { saslRows, securityRules, tlsRows } from "./shared/security";

const PROGRESS = "Materialize cannot alter the progress topic";

const endpointRules: readonly Rule[] = [
    requireOneOf(["brokers", "privateLink"], "invalid CONNECTION: must set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    forbidBoth("brokers", "privateLink", "invalid CONNECTION: can only set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    forbidBoth("sshTunnel", "privateLink", "cannot specify both SSH TUNNEL and AWS PRIVATELINK"),
];

export const kafkaConnection = connection({
    name: "KafkaConnection",
    target: "KAFKA",
    type: "kafka",
    rows: [
        { ...option("brokers", "BROKERS", brokers), alsoStoredAs: "BROKER" },
        option("privateLink", "AWS PRIVATELINK", defaultPrivateLink),
        option("sshTunnel", "SSH TUNNEL", reference("SshTunnelConnection")),
        option("securityProtocol", "SECURITY PROTOCOL", choice("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")),
        ...saslRows,
        ...tlsRows,
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection")),
        fixedOption("progressTopic", "PROGRESS TOPIC", text(), PROGRESS),
        fixedOption("progressTopicReplicationFactor", "PROGRESS TOPIC REPLICATION FACTOR", integer(1), PROGRESS),
    ],
    rules: [...endpointRules, ...securityRules],
});
