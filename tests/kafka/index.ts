import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from "node:tls";
import type { Authority } from "../authority";
import { ClientConnection, type LogEntry } from "./clientConnection";
import type { Credentials } from "./sasl";
import { type BrokerConfig, World } from "./world";

/** The settings of one listener, which all brokers have. */
export interface ListenerOptions {
    /** The SASL mechanisms. Default: none, which allows all clients. MSK's IAM authentication is `OAUTHBEARER`. */
    readonly mechanisms?: readonly string[];
    /**
     * The certificate authority of the listener, which issues a certificate
     * for each name that a client requests. Default: no TLS.
     */
    readonly authority?: Authority;
    /** True if clients must have a certificate of the authority. Its subject is the principal. */
    readonly clientAuth?: boolean;
    /** An address of this machine. Default: 127.0.0.1. */
    readonly host?: string;
    /** The port. Default: 0, which chooses a free port. */
    readonly port?: number;
}

export interface KafkaOptions extends Partial<BrokerConfig>, Partial<Credentials> {
    /** Default: one listener without TLS and SASL. */
    readonly listeners?: readonly ListenerOptions[];
}

/** A Kafka cluster on this machine. */
export interface LocalKafka {
    /** The topics and ACLs. Tests change them as another client would. */
    readonly world: World;
    /** The bootstrap servers of each listener. */
    readonly addresses: readonly string[];
    /** The requests and their principals. */
    readonly log: LogEntry[];
    /** The requests whose next answer is lost: the broker executes the request and closes the connection without an answer. */
    readonly lostAnswers: Set<string>;
    close(): Promise<void>;
}

export { OPERATION, PATTERN, PERMISSION, RESOURCE, World } from "./world";

const BROKERS = [1, 2, 3];

/** Starts a Kafka cluster that keeps topics and ACLs, but no messages. */
export async function startKafka(options: KafkaOptions = {}): Promise<LocalKafka> {
    const { brokers = BROKERS, authorizer = false, allowEveryone = false, superUsers = [] } = options;
    const world = new World({ brokers, authorizer, allowEveryone, superUsers });
    const { users = {}, awsKeys = {}, listeners = [{}] } = options;
    const [log, lostAnswers, sockets]: [LogEntry[], Set<string>, Set<Socket>] = [[], new Set(), new Set()];
    const starting = listeners.map(async listener => {
        const server = await createListener(listener, (socket, name) => {
            sockets.add(socket);
            const { localAddress = "127.0.0.1", localPort = 0 } = socket;
            const conversation = new ClientConnection(
                {
                    ...{ world, users: { users, awsKeys }, mechanisms: listener.mechanisms ?? [], log, lostAnswers },
                    principal: principalOf(socket),
                    advertised: id => ({ host: brokerHost(name ?? localAddress, id), port: localPort }),
                },
                answer => socket.write(answer),
                () => socket.destroy(),
            );
            socket.on("data", bytes => {
                conversation.receive(bytes);
            });
            socket.on("error", () => socket.destroy());
            socket.on("close", () => sockets.delete(socket));
        });
        await new Promise<void>(resolve => server.listen(listener.port ?? 0, listener.host ?? "127.0.0.1", resolve));
        return server;
    });
    const servers = await Promise.all(starting);
    const close = async (): Promise<void> => {
        for (const socket of sockets) socket.destroy();
        await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
    };
    return { world, log, lostAnswers, close, addresses: servers.map(addressOf) };
}

function addressOf(server: Server): string {
    const { address, port } = server.address() as AddressInfo;
    return `${address}:${String(port)}`;
}

/** Returns the host name of a broker: in the name that the client used, the broker id of MSK (`b-1-public.…`) is replaced. */
const brokerHost = (name: string, id: number): string => name.replace(/^b-\d+/u, `b-${String(id)}`);

const principalOf = (socket: Socket): string => {
    const subject: unknown = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
    const { CN: name } = (subject ?? {}) as { CN?: string };
    return name === undefined ? "User:ANONYMOUS" : `User:CN=${name}`;
};

type OnConnection = (socket: Socket, name?: string) => void;

async function createListener(
    { authority, clientAuth = false, host = "127.0.0.1" }: ListenerOptions,
    onConnection: OnConnection,
): Promise<Server> {
    if (authority === undefined)
        return createServer(socket => {
            onConnection(socket);
        });
    const certificate = await authority.issue("kafka", { names: ["localhost", host] });
    const contexts = new Map<string, Promise<SecureContext>>();
    const issueFor = (name: string): Promise<SecureContext> => {
        const context = contexts.get(name) ?? authority.issue("kafka", { names: [name] }).then(createSecureContext);
        contexts.set(name, context);
        return context;
    };
    return createTlsServer(
        {
            ...certificate,
            ca: authority.cert,
            requestCert: clientAuth,
            rejectUnauthorized: clientAuth,
            SNICallback: (name, answer) => {
                issueFor(name).then(
                    context => {
                        answer(null, context);
                    },
                    (error: unknown) => {
                        answer(error as Error);
                    },
                );
            },
        },
        socket => {
            onConnection(socket, typeof socket.servername === "string" ? socket.servername : undefined);
        },
    );
}
