import type { Listener, World } from "./world";
import { hostOf, withPort } from "./world";

/** A Kafka client as a connection configures it. */
export interface KafkaClient {
    readonly addresses: readonly string[];
    readonly protocol: string;
    readonly mechanism?: string | undefined;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    /** True if it logs in as an IAM role. */
    readonly iam: boolean;
    /** Returns the error of the SSH tunnel to a broker, "" for a tunnel that works, or undefined without a tunnel. */
    readonly tunnel: (address: string) => string | undefined;
}

const REFUSED = "Broker transport failure";
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
    if (!sasl(client.protocol) && sasl(listener.protocol)) return "SASL authentication required";
    if (sasl(client.protocol) && !sasl(listener.protocol)) return "Broker: Request not valid in current SASL state";
    return sasl(client.protocol) ? loginProblem(client, listener) : undefined;
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
    return requested === "PLAIN"
        ? "Invalid username or password"
        : `Authentication failed during authentication due to invalid credentials with SASL mechanism ${requested}`;
}
