import { isGiven, isProps, materializePolicy, type Props } from "./resource";

const INSTEAD = "set sshTunnel or privateLink";

/** Others can read and change unencrypted traffic on the network. */
export const noPlaintext = materializePolicy(
    {
        name: "no-plaintext",
        description: "A connection without TLS uses an SSH tunnel or PrivateLink.",
    },
    (kind, props) => (isPrivate(props) ? undefined : problem(kind, props)),
);

function problem(kind: string, props: Props): string | undefined {
    const { securityProtocol, url, sslMode } = props;
    if (kind === "KafkaConnection" && String(securityProtocol).endsWith("PLAINTEXT"))
        return `securityProtocol is "${String(securityProtocol)}": use SSL or SASL_SSL, or ${INSTEAD}`;
    if (kind === "ConfluentSchemaRegistryConnection" && /^http:/iu.test(String(url)))
        return `url begins with "http:": use "https:", or ${INSTEAD}`;
    if (["PostgresConnection", "MySqlConnection"].includes(kind) && (!isGiven(sslMode) || /^disabled?$/iu.test(String(sslMode))))
        return `sslMode is missing or does not encrypt: set it to "require" or stricter, or ${INSTEAD}`;
    return undefined;
}

/** Returns true if the connection, or each of its brokers, uses an SSH tunnel or PrivateLink. */
function isPrivate(props: Props): boolean {
    const isTunnelled = (part: Props): boolean => isGiven(part.sshTunnel) || isGiven(part.privateLink);
    const { brokers } = props;
    return (
        isTunnelled(props) ||
        (Array.isArray(brokers) && brokers.length > 0 && brokers.every(one => isProps(one) && isTunnelled(one)))
    );
}
