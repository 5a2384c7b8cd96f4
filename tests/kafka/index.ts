import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from "node:tls";
import type { Authority } from "../authority";
import { ClientConnection, type LogEntry } from "./clientConnection";
import type { Credentials } from "./sasl";
import { type BrokerConfig, World } from "./world";

/** A listener of all brokers. */
export interface ListenerOptions {
    /** SASL mechanisms; none, the default, lets everybody in. MSK's IAM is `OAUTHBEARER`. */
    readonly mechanisms?: readonly string[];
    /** Who certifies it; without, it speaks no TLS. Whatever name a client asks for is certified. */
    readonly authority?: Authority;
    /** Whether a client must show a certificate of that authority's too: its subject is then its principal. */
    readonly clientAuth?: boolean;
    /** An address of this machine's. Default: 127.0.0.1. */
    readonly host?: string;
    /** 0, the default, takes any free port. */
    readonly port?: number;
}

export interface KafkaOptions extends Partial<BrokerConfig>, Partial<Credentials> {
    /** Default: one without TLS and SASL. */
    readonly listeners?: readonly ListenerOptions[];
}

/** A Kafka of one's own, on this machine. */
export interface LocalKafka {
    /** What is there; tests do there what somebody else did. */
    readonly world: World;
    /** The bootstrap servers of each listener. */
    readonly addresses: readonly string[];
    /** What was asked, and by whom. */
    readonly log: LogEntry[];
    /** Apis whose next answer is lost: it is done, and the connection ends. */
    readonly lostAnswers: Set<string>;
    close(): Promise<void>;
}

export { OPERATION, PATTERN, PERMISSION, RESOURCE, World } from "./world";

const BROKERS = [1, 2, 3];

/** Starts a Kafka that keeps topics and ACLs, and no message. */
export async function startKafka(options: KafkaOptions = {}): Promise<LocalKafka> {
    const { brokers = BROKERS, authorizer = false, allowEveryone = false, superUsers = [] } = options;
    const world = new World({ brokers, authorizer, allowEveryone, superUsers });
    const { users = {}, awsKeys = {}, listeners = [{}] } = options;
    const [log, lostAnswers, sockets]: [LogEntry[], Set<string>, Set<Socket>] = [[], new Set(), new Set()];
    const open = listeners.map(async listener => {
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
    const servers = await Promise.all(open);
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

/** A broker is asked by the name that it has on MSK: `b-1-public.…` is broker 1. */
const brokerHost = (name: string, id: number): string => name.replace(/^b-\d+/u, `b-${String(id)}`);

const principalOf = (socket: Socket): string => {
    const subject: unknown = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined;
    const { CN: name } = (subject ?? {}) as { CN?: string };
    return name === undefined ? "User:ANONYMOUS" : `User:CN=${name}`;
};

type OnConnection = (socket: Socket, name?: string) => void;

async function createListener(
    { authority, clientAuth = false, host = "127.0.0.1" }: ListenerOptions,
    connected: OnConnection,
): Promise<Server> {
    if (authority === undefined)
        return createServer(socket => {
            connected(socket);
        });
    const own = await authority.issue("kafka", { names: ["localhost", host] });
    const certified = new Map<string, Promise<SecureContext>>();
    const certify = (name: string): Promise<SecureContext> => {
        const context = certified.get(name) ?? authority.issue("kafka", { names: [name] }).then(createSecureContext);
        certified.set(name, context);
        return context;
    };
    return createTlsServer(
        {
            ...own,
            ca: authority.cert,
            requestCert: clientAuth,
            rejectUnauthorized: clientAuth,
            SNICallback: (name, answer) => {
                certify(name).then(
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
            connected(socket, typeof socket.servername === "string" ? socket.servername : undefined);
        },
    );
}
