import { existsSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { DEFAULT_WORLD } from "../materialize";
import { World } from "../materialize/world/world";

/** Every service listens on this address only. */
export const HOST = "127.0.0.1";

/** Shifts all ports, for services beside those of another program. */
const OFFSET = Number(process.env.SERVICES_PORT_OFFSET ?? 0);

const shifted = <K extends string>(ports: Readonly<Record<K, number>>): Readonly<Record<K, number>> =>
    Object.fromEntries(Object.entries<number>(ports).map(([name, port]) => [name, port + OFFSET])) as Record<K, number>;

/** The listeners of the broker. Those of the local Materialize's world have the same ports. */
export const LISTENERS = shifted({ PLAINTEXT: 9092, SSL: 9094, MUTUAL_TLS: 9095, SASL_PLAINTEXT: 9096, SASL_SSL: 9098 });

export const PORTS = shifted({
    controller: 19093,
    registry: 8081,
    registryWithLogin: 8082,
    /** The registry server, behind the proxy that serves the two ports above. */
    apicurio: 18081,
    /** The local AWS, whose Glue registries are those of the world. */
    aws: 4566,
    postgres: 15432,
    sshd: 2222,
});

/** The world of the local Materialize, whose topics, messages, schemas and users the services have too. */
export const WORLD = World.read(DEFAULT_WORLD);

/** The users of the SASL listeners. */
export const USERS = WORLD.listeners.find(({ protocol }) => protocol === "SASL_PLAINTEXT")?.users ?? [];

/** The credentials that the registry requires on its second port. */
export const REGISTRY_LOGIN = { username: "registry", password: "registry-secret" };

/** The subject of the client certificate, which is the principal of its clients. */
export const CLIENT_NAME = "materialize";

/** The user that runs the services. Only this user can log in to sshd. */
export const USER = userInfo();

/**
 * The folder with the data of the running services. PostgreSQL, which never runs as root, must be able to enter it, so it is not in the home folder.
 */
export const STATE = join(tmpdir(), `pulumi-materialize-services-${String(USER.uid)}${OFFSET === 0 ? "" : `-${String(OFFSET)}`}`);

/** The files of the state that several services or the tests use. */
export const FILES = {
    authority: join(STATE, "tls", "authority.pem"),
    certificate: join(STATE, "tls", "client.pem"),
    key: join(STATE, "tls", "client.key"),
    server: join(STATE, "tls", "server.pem"),
    kafka: join(STATE, "kafka", "server.properties"),
    aws: join(STATE, "aws", "world.json"),
    authorizedKeys: join(STATE, "sshd", "authorized_keys"),
};

/** Creates the folder of the state. Its path can be guessed, so it must not be another user's. */
export function createState(): void {
    mkdirSync(STATE, { recursive: true, mode: 0o755 });
    const found = lstatSync(STATE);
    if (!found.isDirectory() || found.uid !== USER.uid) throw new Error(`${STATE} is not a folder of this user`);
    for (const folder of ["tls", "kafka", "sshd", "registry", "aws", "log"]) {
        if (!existsSync(join(STATE, folder))) mkdirSync(join(STATE, folder));
    }
}
