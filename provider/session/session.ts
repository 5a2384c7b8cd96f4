import { readFileSync } from "node:fs";
import type { ClientConfig, Pool, PoolClient, PoolConfig, QueryResult } from "pg";
import { definitionText, secretTexts, statementText, type Sql } from "../sql/sql";
import { connectError, isRaw, LostError, serverError } from "./failure";
import { rootCertificate, type Settings } from "./settings";

const CONNECT_TIMEOUT_MS = 15_000;
/** Catalog queries only: the server does not apply it to DDL. */
const STATEMENT_TIMEOUT = "120s";

/** The connections of a run to one Materialize; none is made before the first statement. */
export class Session {
    private pool: Promise<Pool> | undefined;

    constructor(private readonly settings: Settings) {}

    /** Runs one statement by itself: DDL takes no parameters, and no transaction around it. */
    async run(statement: Sql): Promise<void> {
        await this.query(statementText(statement), [], definitionText(statement).split("\n", 1)[0] ?? "", secretTexts(statement));
    }

    /** Asks the catalog. */
    async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        const result = await this.query(text, values, text.trim().split("\n", 1)[0] ?? "", []);
        return result.rows as Row[];
    }

    async close(): Promise<void> {
        const pool = await this.pool;
        this.pool = undefined;
        await pool?.end();
    }

    private async query(
        text: string,
        values: readonly unknown[],
        shown: string,
        secrets: readonly string[],
    ): Promise<QueryResult> {
        const client = await this.connect();
        try {
            const result = values.length === 0 ? await client.query(text) : await client.query(text, [...values]);
            client.release();
            return result;
        } catch (error) {
            if (!isRaw(error)) throw error;
            const fromServer = error.severity !== undefined;
            client.release(!fromServer);
            if (fromServer) throw serverError(error, shown, secrets);
            throw new LostError(`the connection to Materialize was lost while this ran: ${shown}`);
        }
    }

    private async connect(): Promise<PoolClient> {
        this.pool ??= this.open();
        const pool = await this.pool;
        try {
            return await pool.connect();
        } catch (error) {
            throw isRaw(error) ? connectError(error, this.settings) : error;
        }
    }

    private async open(): Promise<Pool> {
        const { Client, Pool } = await import("pg");
        // The pool's own limit would count the time that a statement waits for those before it.
        class LimitedClient extends Client {
            constructor(config: ClientConfig) {
                // The pool makes the password one that a spread does not copy, so that no log prints it.
                const { password } = config;
                super({
                    ...config,
                    ...(password === undefined ? {} : { password }),
                    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
                });
            }
        }
        const pool = new Pool({
            ...poolConfig(this.settings),
            Client: LimitedClient as unknown as NonNullable<PoolConfig["Client"]>,
        });
        // The statement that runs has the error as its own.
        pool.on("connect", client => client.on("error", () => undefined));
        // An idle connection that breaks is replaced at the next statement.
        pool.on("error", () => undefined);
        return pool;
    }
}

function poolConfig(settings: Settings): PoolConfig {
    const { host, port, user, password, database, options, maxConnections } = settings;
    const ours = String.raw`-c transaction_isolation=strict\ serializable -c statement_timeout=${STATEMENT_TIMEOUT}`;
    return {
        host,
        port,
        user,
        ...(password === undefined ? {} : { password }),
        database,
        application_name: `pulumi-materialize/${packageVersion()}`,
        options: options === undefined ? ours : `${ours} ${options}`,
        max: maxConnections,
        keepAlive: true,
        allowExitOnIdle: true,
        ssl: tlsOptions(settings),
    };
}

/** `sslmode` as libpq means it. */
function tlsOptions(settings: Settings): PoolConfig["ssl"] {
    if (settings.sslmode === "disable") return false;
    if (settings.sslmode === "require") return { rejectUnauthorized: false };
    const ca = rootCertificate(settings);
    const trusted = ca === undefined ? {} : { ca };
    return settings.sslmode === "verify-full" ? trusted : { ...trusted, checkServerIdentity: () => undefined };
}

export function packageVersion(): string {
    const description = JSON.parse(readFileSync(require.resolve("pulumi-materialize/package.json"), "utf8")) as {
        version: string;
    };
    return description.version;
}
