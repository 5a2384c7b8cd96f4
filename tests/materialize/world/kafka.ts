import { X509Certificate } from "node:crypto";
import type { Listener, ListenerTls, World } from "./world";
import { hostOf, withPort } from "./world";

/** A Kafka client as a connection configures it. */
export interface KafkaClient {
    readonly addresses: readonly string[];
    readonly protocol: string;
    readonly mechanism?: string | undefined;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    /** The authority that it trusts, and its certificate, in PEM format. Default: the public authorities, and no certificate. */
    readonly authority?: string | undefined;
    readonly certificate?: string | undefined;
    /** True if it logs in as an IAM role. */
    readonly iam: boolean;
    /** Returns the error of the SSH tunnel to a broker, "" for a tunnel that works, or undefined without a tunnel. */
    readonly tunnel: (address: string) => string | undefined;
}

const REFUSED = "Broker transport failure";
const INVALID_AUTHORITY = "Invalid CA certificate";
const NO_CERTIFICATE =
    "Connection reset: error:0A000412:SSL routines::ssl/tls alert bad certificate: SSL alert number 42 (after 0ms in state APIVERSION_QUERY)";
const CLOSED = "Disconnected during handshake; broker might require SSL encryption";

/** Returns the error of a client that can use none of its brokers, as its library words it. */
export function kafkaProblem(world: World, client: KafkaClient): string | undefined {
    const problems = client.addresses.map(address => brokerProblem(world, client, withPort(address, "9092")));
    return problems.includes(undefined) ? undefined : problems[0];
}

function brokerProblem(world: World, client: KafkaClient, address: string): string | undefined {
    const tunnel = client.tunnel(address);
    const behindTunnel = tunnel === "";
    if (tunnel) return tunnel;
    if (!behindTunnel && !world.knowsHost(hostOf(address))) return "Failed to resolve hostname";
    const listener = world.listeners.find(candidate => candidate.address === address);
    if (!listener) return behindTunnel ? CLOSED : REFUSED;
    return listenerProblem(client, listener);
}

/** Returns the error of a client that reaches a broker. */
export function listenerProblem(client: KafkaClient, listener: Listener): string | undefined {
    const tls = (protocol: string): boolean => protocol.endsWith("SSL");
    const sasl = (protocol: string): boolean => protocol.startsWith("SASL");
    if (tls(client.protocol) && !tls(listener.protocol)) return "Broker does not support SSL connections";
    if (!tls(client.protocol) && tls(listener.protocol)) return CLOSED;
    const certificates = listener.tls && certificateProblem(client, listener.tls);
    if (certificates !== undefined) return certificates;
    if (!sasl(client.protocol) && sasl(listener.protocol)) return "SASL authentication required";
    if (sasl(client.protocol) && !sasl(listener.protocol)) return "Broker: Request not valid in current SASL state";
    return sasl(client.protocol) ? loginProblem(client, listener) : undefined;
}

/** Returns the error of the client's library for an authority or certificate that does not match the listener's. */
function certificateProblem({ authority = "", certificate = "" }: KafkaClient, tls: ListenerTls): string | undefined {
    if (authority.trim() !== tls.authority.trim()) return INVALID_AUTHORITY;
    return tls.requiresCertificate && !isIssuedBy(tls.authority, certificate) ? NO_CERTIFICATE : undefined;
}

function isIssuedBy(authority: string, certificate: string): boolean {
    try {
        return new X509Certificate(certificate).verify(new X509Certificate(authority).publicKey);
    } catch {
        return false;
    }
}

function loginProblem(
    { iam, mechanism = "", username, password }: KafkaClient,
    { users = [], ...listener }: Listener,
): string | undefined {
    if (iam && listener.iam) return undefined;
    const requested = mechanism.toUpperCase();
    const offered = listener.iam ? ["OAUTHBEARER"] : users.flatMap(user => user.mechanisms);
    if (!offered.includes(requested))
        return `Unsupported SASL mechanism: broker's supported mechanisms: ${[...new Set(offered)].join(",")}`;
    const known = users.some(user => user.mechanisms.includes(requested) && user.user === username && user.password === password);
    if (known) return undefined;
    return requested === "PLAIN" ? "Invalid username or password" : "SASL authentication failed";
}
