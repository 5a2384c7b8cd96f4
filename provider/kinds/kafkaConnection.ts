import { brokers, defaultPrivateLink, isBrokerRule } from "../values/broker";
import { reference } from "../values/reference";
import { choice, integer, text } from "../values/scalars";
import type { Rule } from "../statement/kind";
import type { NewerPart } from "../statement/versions";
import { connection } from "./shared/connection";
import { fixedOption, forbidBoth, requireOneOf, option } from "../statement/rows";
import { saslRows, securityRules, tlsRows } from "./shared/security";

const PROGRESS = "Materialize cannot alter the progress topic";

const hasRule = (brokers: unknown): boolean => Array.isArray(brokers) && brokers.some(isBrokerRule);

const matching: NewerPart = { path: "matching", since: "brokerRules", isIn: hasRule };

const TWO_TUNNELS = "cannot specify both SSH TUNNEL and AWS PRIVATELINK";

const endpointRules: readonly Rule[] = [
    requireOneOf(["brokers", "privateLink"], "invalid CONNECTION: must set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    forbidBoth("brokers", "privateLink", "invalid CONNECTION: can only set one of BROKER, BROKERS, or AWS PRIVATELINK"),
    forbidBoth("sshTunnel", "privateLink", TWO_TUNNELS),
    {
        path: "sshTunnel",
        isBroken: args => args.has("sshTunnel") && hasRule(args.get("brokers")),
        reason: "cannot be given together with a rule in brokers, which uses AWS PrivateLink: give sshTunnel to the brokers that need it",
        serverMessage: TWO_TUNNELS,
    },
];

export const kafkaConnection = connection({
    name: "KafkaConnection",
    target: "KAFKA",
    type: "kafka",
    rows: [
        { ...option("brokers", "BROKERS", brokers), alsoStoredAs: "BROKER", newerParts: [matching] },
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
