import { Semaphore } from "async-mutex";
import type { Pool, PoolClient, QueryResult } from "pg";
import { definitionText, keyword, secretTexts, statementText, type Sql } from "../sql/sql";
import { DEADLINES, type Deadlines, formatTime, hasOwnLimit, type Limit, within } from "./deadlines";
import { describeQuery, type ResultColumn } from "./describe";
import { driver } from "./driver";
import { isServerAnswer, isDriverError, ConnectionLostError, ServerError, serverError, UnansweredError } from "./errors";
import { OfflineError } from "./offline";
import { ConnectRetry } from "./connectRetry";
import { Backlog } from "./progress";
import { connectError } from "./connectErrors";
import { InterruptedError, isInterrupted } from "./interruption";
import { limitPool, openPool } from "./pool";
import type { Settings } from "./settings";

const SERVER_FACTS =
    "SELECT pg_catalog.now() AS time, mz_catalog.mz_environment_id() AS environment, mz_catalog.mz_version_num() AS version";

/** The facts about a server that do not change during a run. */
interface ServerFacts {
    /** By how many milliseconds the server's clock is ahead of this machine's; too much by at most the duration of one query. */
    readonly clockOffset: number;
    /** The id of the Materialize environment: `aws-us-east-1-<organization>-0`. */
    readonly environmentId: string;
    /** The version as a number: 2603900 for v26.39.0. */
    readonly version: number;
}

/** A query, and the part of it that may be shown. */
interface Query {
    readonly text: string;
    readonly values: readonly unknown[];
    readonly shown: string;
    readonly secrets: readonly string[];
    /** The time in which the server has to answer. */
    readonly limit: Limit;
}

/** Sends a query over a connection, and returns the answer. */
type Exchange<T> = (client: PoolClient, query: Query) => Promise<T>;

const execute: Exchange<QueryResult> = (client, { text, values }) =>
    values.length === 0 ? client.query(text) : client.query(text, [...values]);

/** Runs a statement, and returns its command tag. */
export type Send = (statement: Sql) => Promise<string>;

/** What tests replace. */
interface SessionParts {
    readonly deadlines: Deadlines;
    /** Returns the driver. Its types are not part of the package, whose programs do not install them. */
    readonly driver: () => object;
}

/** The connections of a run to one environment. They are opened by the first statement. */
export class Session {
    readonly backlog: Backlog;
    private pool: Pool | undefined;
    private facts: Promise<ServerFacts> | undefined;
    private readonly server: string;
    private readonly connectRetry: ConnectRetry;
    /** Limits lookups, so that one connection is left for statements. */
    private readonly lookups: Semaphore;
    /** Counts the free connections. */
    private readonly connections: Semaphore;
    /** Lets statements run at the same time, and the work of `exclusively` alone. */
    private readonly changes: Semaphore;
    /** The errors of the statements that the server has not answered in time. */
    private readonly unanswered = new Map<string, UnansweredError>();
    private readonly parts: SessionParts;

    constructor(
        private readonly settings: Settings,
        parts: Partial<SessionParts> = {},
    ) {
        this.parts = { deadlines: DEADLINES, driver, ...parts };
        this.server = `Materialize at ${settings.host}:${String(settings.port)}`;
        this.backlog = new Backlog(this.server);
        this.lookups = new Semaphore(Math.max(1, settings.maxConnections - 1));
        this.connections = new Semaphore(settings.maxConnections);
        this.changes = new Semaphore(settings.maxConnections);
        this.connectRetry = new ConnectRetry(this.server, settings.connectWithin * 1000);
    }

    /**
     * Runs one statement outside of a transaction, since DDL accepts neither parameters nor transactions. After a `ConnectError`, nothing was
     * sent; after a `ConnectionLostError`, the server may have executed the statement. It is never sent twice: a statement that was not answered in
     * time fails with the same error in the rest of the run, since the server may still work on it.
     */
    async run(statement: Sql): Promise<void> {
        const text = statementText(statement);
        const before = this.unanswered.get(text);
        if (before !== undefined) throw before;
        const query = this.queryOf(statement);
        const run = () =>
            this.connections.runExclusive(async () => {
                refuseIfInterrupted(query);
                return this.send(await this.connectRetry.run(() => this.connect()), query, execute);
            });
        try {
            await (hasOwnLimit(text) ? run() : this.changes.runExclusive(run));
        } catch (error) {
            if (error instanceof UnansweredError) this.unanswered.set(text, error);
            throw error;
        }
    }

    /** Runs one statement in a transaction that is rolled back. */
    runAndRollBack(statement: Sql): Promise<void> {
        return this.overOneConnection(async send => {
            for (const one of [keyword("BEGIN"), statement, keyword("ROLLBACK")]) await send(one);
        });
    }

    /** Runs statements over one connection while the session runs no others, except for those that wait for data or for another server. */
    exclusively(work: (send: Send) => Promise<void>): Promise<void> {
        return this.changes.runExclusive(() => this.overOneConnection(work), this.settings.maxConnections);
    }

    /** Runs statements over one connection, which is closed if one fails. */
    private overOneConnection(work: (send: Send) => Promise<void>): Promise<void> {
        return this.connections.runExclusive(async () => {
            const client = await this.connectRetry.run(() => this.connect());
            let isUsable = false;
            try {
                await work(async statement => {
                    const query = this.queryOf(statement);
                    refuseIfInterrupted(query);
                    return (await this.ask(client, query, execute)).command;
                });
                isUsable = true;
            } finally {
                client.release(!isUsable);
            }
        });
    }

    private queryOf(statement: Sql): Query {
        const text = statementText(statement);
        return {
            text,
            values: [],
            shown: firstLine(definitionText(statement)),
            secrets: secretTexts(statement),
            limit: {
                milliseconds: this.parts.deadlines.statement(text),
                afterInterruption: this.parts.deadlines.afterInterruption.statement,
            },
        };
    }

    /** Returns the limit of a query of the catalog. */
    private queryLimit(): Limit {
        const { query, afterInterruption } = this.parts.deadlines;
        return { milliseconds: query, afterInterruption: afterInterruption.query };
    }

    /** Queries the catalog. A lost connection is opened again. */
    async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        return (await this.query(send => this.connectRetry.run(send), text, values)).rows as Row[];
    }

    /** Queries the catalog without a retry: for information that is not worth a wait. */
    async rowsWithoutRetry<Row extends object>(text: string): Promise<Row[]> {
        return (await this.query(send => send(), text, [])).rows as Row[];
    }

    /** Returns the columns of a query, which is not executed. */
    columns(statement: Sql, { retry = true } = {}): Promise<readonly ResultColumn[]> {
        const query = { ...this.queryOf(statement), limit: this.queryLimit() };
        const ask = async () => this.send(await this.connect(), query, describeQuery);
        const attempt = () => (retry ? this.connectRetry.run(ask) : ask());
        return this.lookups.runExclusive(() => this.connections.runExclusive(attempt));
    }

    /** Returns the facts about the server that do not change during a run. The server is asked once. */
    describeServer({ retry = true } = {}): Promise<ServerFacts> {
        this.facts ??= this.askServer(retry).catch((error: unknown) => {
            this.facts = undefined;
            throw error;
        });
        return this.facts;
    }

    private async askServer(retry: boolean): Promise<ServerFacts> {
        const { rows, sent } = await this.query(send => (retry ? this.connectRetry.run(send) : send()), SERVER_FACTS, []);
        const [row] = rows as { time: Date; environment: string; version: number }[];
        return {
            clockOffset: (row?.time.getTime() ?? NaN) - sent,
            environmentId: row?.environment ?? "",
            version: Number(row?.version),
        };
    }

    /** Returns the rows, and the time at which the query was sent over an open connection. */
    private async query(
        withRetry: (send: () => Promise<QueryResult>) => Promise<QueryResult>,
        text: string,
        values: readonly unknown[],
    ): Promise<{ rows: object[]; sent: number }> {
        const query = { text, values, shown: firstLine(text.trim()), secrets: [], limit: this.queryLimit() };
        let sent = 0;
        const send = async (): Promise<QueryResult> => {
            const client = await this.connect();
            sent = Date.now();
            return this.send(client, query, execute);
        };
        const result = await this.lookups.runExclusive(() => this.connections.runExclusive(() => withRetry(send)));
        return { rows: result.rows as object[], sent };
    }

    async close(): Promise<void> {
        const { pool } = this;
        this.pool = undefined;
        await pool?.end();
    }

    /** Sends a query, and gives the connection back, unless it is broken. */
    private async send<T>(client: PoolClient, query: Query, exchange: Exchange<T>): Promise<T> {
        try {
            const result = await this.ask(client, query, exchange);
            client.release();
            return result;
        } catch (error) {
            client.release(!(error instanceof ServerError));
            throw error;
        }
    }

    private async ask<T>(client: PoolClient, query: Query, exchange: Exchange<T>): Promise<T> {
        const { shown, secrets, limit } = query;
        const late = (interrupted: boolean): Error =>
            new UnansweredError(
                this.server,
                interrupted ? "since the command was interrupted" : `for ${formatTime(limit.milliseconds)}`,
                shown,
            );
        try {
            return await this.backlog.statement(shown, within(exchange(client, query), limit, late));
        } catch (error) {
            if (isDriverError(error) && isServerAnswer(error)) throw serverError(error, shown, secrets);
            if (error instanceof UnansweredError) throw error;
            throw new ConnectionLostError(`the connection to ${this.server} was lost while this ran: ${shown}`);
        }
    }

    private async connect(): Promise<PoolClient> {
        if (this.settings.offline) throw new OfflineError();
        const pool = (this.pool ??= openPool(this.settings, this.parts.driver() as ReturnType<typeof driver>));
        try {
            return await pool.connect();
        } catch (error) {
            if (!isDriverError(error)) throw error;
            limitPool(pool, error);
            throw connectError(error, this.settings);
        }
    }
}

function refuseIfInterrupted({ shown }: Query): void {
    if (isInterrupted()) throw new InterruptedError(shown);
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
