import { isGiven, isProps, materializePolicy, type Props } from "./resource";

const INSTEAD = "reach it through sshTunnel or privateLink";

/** What goes over the network in the clear is read, and changed, by whoever is on the way. */
export const noPlaintext = materializePolicy(
    {
        name: "no-plaintext",
        description: "A connection without TLS goes through an SSH tunnel or over PrivateLink.",
    },
    (kind, props) => (isHidden(props) ? undefined : plain(kind, props)),
);

function plain(kind: string, props: Props): string | undefined {
    const { securityProtocol, url, sslMode } = props;
    if (kind === "KafkaConnection" && String(securityProtocol).endsWith("PLAINTEXT"))
        return `securityProtocol is "${String(securityProtocol)}": give it TLS, or ${INSTEAD}`;
    if (kind === "ConfluentSchemaRegistryConnection" && /^http:/iu.test(String(url)))
        return `its url begins with http: give it https, or ${INSTEAD}`;
    if (["PostgresConnection", "MySqlConnection"].includes(kind) && (!isGiven(sslMode) || /^disabled?$/iu.test(String(sslMode))))
        return `its sslMode is none that encrypts: give one, or ${INSTEAD}`;
    return undefined;
}

/** Whether nobody is on the way: the connection as a whole, or each of its brokers, goes another one. */
function isHidden(props: Props): boolean {
    const goes = (way: Props): boolean => isGiven(way.sshTunnel) || isGiven(way.privateLink);
    const { brokers } = props;
    return goes(props) || (Array.isArray(brokers) && brokers.length > 0 && brokers.every(one => isProps(one) && goes(one)));
}
