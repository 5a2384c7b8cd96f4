import type { ClientConfig, Pool, PoolConfig } from "pg";
import { QUERY_MINUTES } from "./deadlines";
import type { driver } from "./driver";
import type { DriverError } from "./errors";
import { packageVersion } from "./packageVersion";
import type { Settings } from "./settings";
import { tlsOptions } from "./tls";

const CONNECT_TIMEOUT_MS = 15_000;
/** The time without traffic after which TCP checks that the server's machine responds. */
const KEEP_ALIVE_AFTER_MS = 30_000;
/** The server's own limit for catalog queries, which it does not apply to DDL. */
const STATEMENT_TIMEOUT = `${String(QUERY_MINUTES * 60)}s`;

const TOO_MANY_CONNECTIONS = "53300";

/** Limits the pool to its open connections if the server accepts no more. */
export function limitPool(pool: Pool, { code }: DriverError): void {
    if (code === TOO_MANY_CONNECTIONS && pool.totalCount > 0) pool.options.max = pool.totalCount;
}

/** Creates the pool of the connections to a server, which opens none yet. */
export function openPool(settings: Settings, { Client, Pool }: ReturnType<typeof driver>): Pool {
    // The pool's own limit would include the time in which a statement waits for a connection.
    class LimitedClient extends Client {
        constructor(config: ClientConfig) {
            // The pool makes the password a property that a spread does not copy, so that no log prints it.
            const { password } = config;
            super({
                ...config,
                ...(password === undefined ? {} : { password }),
                connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
            });
        }
    }
    const pool = new Pool({
        ...poolConfig(settings),
        Client: LimitedClient as unknown as NonNullable<PoolConfig["Client"]>,
    });
    // The running statement fails with this error.
    pool.on("connect", client => client.on("error", () => undefined));
    // The next statement replaces a broken idle connection.
    pool.on("error", () => undefined);
    return pool;
}

function poolConfig(settings: Settings): PoolConfig {
    const { host, port, user, password, database, options, maxConnections } = settings;
    const defaults = String.raw`-c transaction_isolation=strict\ serializable -c statement_timeout=${STATEMENT_TIMEOUT}`;
    return {
        host,
        port,
        user,
        // Without a password, the driver would send the one of another server, from PGPASSWORD or ~/.pgpass.
        password: password ?? (() => ""),
        database,
        application_name: `pulumi-materialize/${packageVersion()}`,
        options: options === undefined ? defaults : `${defaults} ${options}`,
        max: maxConnections,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
        allowExitOnIdle: true,
        ssl: tlsOptions(settings),
        sslnegotiation: "postgres",
    };
}
