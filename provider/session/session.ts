import { readFileSync } from "node:fs";
import { Semaphore } from "async-mutex";
import type { ClientConfig, Pool, PoolClient, PoolConfig, QueryResult } from "pg";
import { definitionText, secretTexts, statementText, type Sql } from "../sql/sql";
import { driver } from "./driver";
import { isServerAnswer, isDriverError, ConnectionLostError, type DriverError, serverError } from "./errors";
import { OfflineError } from "./offline";
import { ConnectRetry } from "./connectRetry";
import { Backlog } from "./progress";
import { connectError } from "./connectErrors";
import type { Settings } from "./settings";
import { tlsOptions } from "./tls";

const CONNECT_TIMEOUT_MS = 15_000;
/** How long a connection may be silent before the server's machine is asked whether it is there. */
const KEEP_ALIVE_AFTER_MS = 30_000;
/** Catalog queries only: the server does not apply it to DDL. */
const STATEMENT_TIMEOUT = "120s";

/** Before what has no priority. */
const FIRST = 1;

/** What is sent, and what may be shown of it. */
interface Query {
    readonly text: string;
    readonly values: readonly unknown[];
    readonly shown: string;
    readonly secrets: readonly string[];
}

/** The connections of a run to one Materialize; none is made before the first statement. */
export class Session {
    readonly backlog: Backlog;
    private pool: Pool | undefined;
    private readonly where: string;
    private readonly patience: ConnectRetry;
    /** Look-ups leave a connection to what makes something, which does not need their answers. */
    private readonly looks: Semaphore;
    /** The connections. Look-ups have the first one that is free, since they are what others wait for. */
    private readonly turns: Semaphore;

    constructor(private readonly settings: Settings) {
        this.where = `Materialize at ${settings.host}:${String(settings.port)}`;
        this.backlog = new Backlog(this.where);
        this.looks = new Semaphore(Math.max(1, settings.maxConnections - 1));
        this.turns = new Semaphore(settings.maxConnections);
        this.patience = new ConnectRetry(this.where, settings.connectWithin * 1000);
    }

    /**
     * Runs one statement by itself: DDL takes no parameters, and no transaction around it. A `ConnectError` means that nothing was
     * sent, a `LostError` that it may have been carried out: it is never sent twice.
     */
    async run(statement: Sql): Promise<void> {
        const query = {
            text: statementText(statement),
            values: [],
            shown: firstLine(definitionText(statement)),
            secrets: secretTexts(statement),
        };
        const [, release] = await this.turns.acquire();
        try {
            await this.send(await this.patience.run(() => this.connect()), query);
        } finally {
            // A look-up that waited for this statement goes before the next one.
            setImmediate(() => setImmediate(release));
        }
    }

    /** Asks the catalog; where the connection is lost, it is asked again. */
    rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        return this.look(ask => this.patience.run(ask), text, values);
    }

    /** Asks the catalog, and waits for no server that takes no connections: for what is worth saying, and no wait. */
    rowsWithoutRetry<Row extends object>(text: string): Promise<Row[]> {
        return this.look(ask => ask(), text, []);
    }

    private async look<Row extends object>(
        how: (ask: () => Promise<QueryResult>) => Promise<QueryResult>,
        text: string,
        values: readonly unknown[],
    ): Promise<Row[]> {
        const query = { text, values, shown: firstLine(text.trim()), secrets: [] };
        const ask = async (): Promise<QueryResult> => this.send(await this.connect(), query);
        const result = await this.looks.runExclusive(() => this.turns.runExclusive(() => how(ask), 1, FIRST));
        return result.rows as Row[];
    }

    async close(): Promise<void> {
        const { pool } = this;
        this.pool = undefined;
        await pool?.end();
    }

    private async send(client: PoolClient, { text, values, shown, secrets }: Query): Promise<QueryResult> {
        try {
            const sent = values.length === 0 ? client.query(text) : client.query(text, [...values]);
            const result = await this.backlog.statement(shown, sent);
            client.release();
            return result;
        } catch (error) {
            const answered = isDriverError(error) && isServerAnswer(error);
            client.release(!answered);
            if (answered) throw serverError(error, shown, secrets);
            throw new ConnectionLostError(`the connection to ${this.where} was lost while this ran: ${shown}`);
        }
    }

    private async connect(): Promise<PoolClient> {
        if (this.settings.offline) throw new OfflineError();
        const pool = (this.pool ??= open(this.settings));
        try {
            return await pool.connect();
        } catch (error) {
            if (!isDriverError(error)) throw error;
            makeDo(pool, error);
            throw connectError(error, this.settings);
        }
    }
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";

const TOO_MANY_CONNECTIONS = "53300";

/** Where the server has room for no more connections, those that there are serve all. */
function makeDo(pool: Pool, { code }: DriverError): void {
    if (code === TOO_MANY_CONNECTIONS && pool.totalCount > 0) pool.options.max = pool.totalCount;
}

function open(settings: Settings): Pool {
    const { Client, Pool } = driver();
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
        ...poolConfig(settings),
        Client: LimitedClient as unknown as NonNullable<PoolConfig["Client"]>,
    });
    // The statement that runs has the error as its own.
    pool.on("connect", client => client.on("error", () => undefined));
    // An idle connection that breaks is replaced at the next statement.
    pool.on("error", () => undefined);
    return pool;
}

function poolConfig(settings: Settings): PoolConfig {
    const { host, port, user, password, database, options, maxConnections } = settings;
    const ours = String.raw`-c transaction_isolation=strict\ serializable -c statement_timeout=${STATEMENT_TIMEOUT}`;
    return {
        host,
        port,
        user,
        // Where none is given, the driver would send the one that PGPASSWORD or ~/.pgpass has for other servers.
        password: password ?? (() => ""),
        database,
        application_name: `pulumi-materialize/${packageVersion()}`,
        options: options === undefined ? ours : `${ours} ${options}`,
        max: maxConnections,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
        allowExitOnIdle: true,
        ssl: tlsOptions(settings),
        sslnegotiation: "postgres",
    };
}

export function packageVersion(): string {
    const description = JSON.parse(readFileSync(require.resolve("pulumi-materialize/package.json"), "utf8")) as {
        version: string;
    };
    return description.version;
}
