import { brokers, linkToAll } from "../values/broker";
import { reference } from "../values/reference";
import { choice, integer, text } from "../values/scalars";
import type { Rule } from "./kind";
import { connection } from "./connection";
import { fixedOption, notBoth, oneOf, option } from "./rows";
import { sasl, securityRules, tls } from "./security";

const PROGRESS = "Materialize cannot alter the progress topic";

const endpointRules: readonly Rule[] = [
    oneOf(["brokers", "privateLink"], "invalid CONNECTION: must set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    notBoth("brokers", "privateLink", "invalid CONNECTION: can only set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    notBoth("sshTunnel", "privateLink", "cannot specify both SSH TUNNEL and AWS PRIVATELINK"),
];

export const kafkaConnection = connection({
    name: "KafkaConnection",
    target: "KAFKA",
    type: "kafka",
    rows: [
        { ...option("brokers", "BROKERS", brokers), alsoStoredAs: "BROKER" },
        option("privateLink", "AWS PRIVATELINK", linkToAll),
        option("sshTunnel", "SSH TUNNEL", reference("SshTunnelConnection")),
        option("securityProtocol", "SECURITY PROTOCOL", choice("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")),
        ...sasl,
        ...tls,
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection")),
        fixedOption("progressTopic", "PROGRESS TOPIC", text(), PROGRESS),
        fixedOption("progressTopicReplicationFactor", "PROGRESS TOPIC REPLICATION FACTOR", integer(1), PROGRESS),
    ],
    rules: [...endpointRules, ...securityRules],
});
