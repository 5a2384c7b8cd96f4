import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { PGlite, type Results } from "@electric-sql/pglite";

import { asPrinted } from "./cells";
import { extendedQuery, describeQuery } from "./protocol";

/** A statement of this server with its values. */
export type Step = readonly [sql: string, values?: readonly (string | null)[]];

export interface Column {
    readonly name: string;
    readonly type: number;
    /** The length or precision of the type, as PostgreSQL encodes it; -1 or undefined without one. */
    readonly modifier?: number;
    /** The OID in PostgreSQL of the relation that it is a column of, and its number there. An expression has none. */
    readonly origin?: string;
}

export interface Table {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly (string | null)[])[];
}

/** The facts of a session, and of the world outside, that queries can read. */
export interface SessionState {
    readonly user: string;
    readonly superuser: boolean;
    readonly database: string;
    readonly schema: string | null;
    /** Milliseconds by which tests have moved the clock. */
    readonly skew: number;
    /** Topics that have been deleted. */
    readonly deletedTopics: readonly string[];
    /** The endpoints of PrivateLink connections. */
    readonly links: readonly { readonly id: string; readonly status: string; readonly since: number }[];
    /** The readings of sources by their names, if a test sets them. */
    readonly readings: Readonly<Record<string, object>>;
    /** The milliseconds after which the statistics of a source are reported. */
    readonly statisticsAfter: number;
    /** The milliseconds after which a materialized view is hydrated. */
    readonly hydrationAfter: number;
    /** The number of messages of each topic. */
    readonly messages: Readonly<Record<string, number>>;
}

/** A real PostgreSQL with one session, which runs one statement at a time. */
export class Database {
    private last: Promise<unknown> = Promise.resolve();
    private session = "";
    /** The OIDs of Materialize's types by those of the types that stand for them in this PostgreSQL. */
    private readonly oids = new Map<number, number>();

    private constructor(private readonly pglite: PGlite) {}

    /** Opens a data directory, or a PostgreSQL in memory. `createStore` is the SQL that a new one runs first. */
    static async open(dataDir: string | undefined, createStore: string): Promise<Database> {
        const kept = dataDir !== undefined && existsSync(join(dataDir, "PG_VERSION"));
        const directory = dataDir === undefined ? {} : { dataDir };
        const store = `${createStore}\nCOMMENT ON SCHEMA store IS '${versionOf(createStore)}'`;
        const pglite = await PGlite.create(kept ? directory : { ...directory, loadDataDir: await copyOf(store) });
        await pglite.exec("SET search_path = session, pg_catalog");
        const database = new Database(pglite);
        if (dataDir !== undefined && kept) await database.checkVersion(dataDir, versionOf(createStore));
        await database.readTypeIds();
        return database;
    }

    /** Refuses a data directory in which the catalog is stored otherwise. */
    private async checkVersion(dataDir: string, version: string): Promise<void> {
        const [row] = await this.rows("SELECT obj_description('store'::regnamespace)");
        if (row?.[0] === version) return;
        await this.pglite.close();
        throw new Error(
            `"${dataDir}" has the data of another version of the local Materialize: delete it, or choose another directory`,
        );
    }

    private async readTypeIds(): Promise<void> {
        const rows = await this.rows(
            "SELECT t.oid, m.oid FROM store.type_oid m JOIN pg_type t ON t.typname = m.name JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = 'store'",
        );
        for (const [own, theirs] of rows) this.oids.set(Number(own), Number(theirs));
    }

    /** Runs one statement of a client: values and results as text. */
    run(sql: string, values: readonly (string | null)[], session: SessionState): Promise<Table> {
        return this.exclusive(async () => {
            await this.setSession(session);
            const table = await extendedQuery(this.pglite, sql, values);
            const columns = table.columns.map(column => this.translated(column));
            const rows = table.rows.map(row => row.map((cell, index) => asPrinted(columns[index]?.type ?? 0, cell)));
            return { columns, rows };
        });
    }

    /** Returns the types of the parameters, and the columns, of a statement. */
    describe(sql: string, session: SessionState): Promise<{ parameters: number[]; columns: readonly Column[] }> {
        return this.exclusive(async () => {
            await this.setSession(session);
            const { parameters, columns } = await describeQuery(this.pglite, sql);
            return { parameters, columns: columns.map(column => this.translated(column)) };
        });
    }

    /** Returns the rows of a query of this server, as text. */
    rows(sql: string, values: readonly (string | null)[] = []): Promise<readonly (readonly (string | null)[])[]> {
        return this.exclusive(async () => (await extendedQuery(this.pglite, sql, values)).rows);
    }

    transaction(steps: readonly Step[]): Promise<void> {
        return this.exclusive(async () => {
            await this.pglite.transaction(async transaction => {
                for (const [sql, values] of steps) await transaction.query<Results>(sql, values === undefined ? [] : [...values]);
            });
        });
    }

    /** Deletes all objects and their rows. */
    clear(): Promise<void> {
        return this.exclusive(async () => {
            await this.pglite.exec(
                "DROP SCHEMA data CASCADE; CREATE SCHEMA data; TRUNCATE store.object, store.fact, store.audit",
            );
        });
    }

    async close(): Promise<void> {
        await this.exclusive(() => this.pglite.close());
    }

    private translated(column: Column): Column {
        return { ...column, type: this.oids.get(column.type) ?? column.type };
    }

    private async setSession(session: SessionState): Promise<void> {
        const text = JSON.stringify(session);
        if (text === this.session) return;
        await extendedQuery(this.pglite, "SELECT set_config('mz.session', $1, false)", [text]);
        this.session = text;
    }

    private exclusive<T>(work: () => Promise<T>): Promise<T> {
        const run = this.last.then(work, work);
        this.last = run.catch(() => undefined);
        return run;
    }
}

/** Returns a copy of a new PostgreSQL that has run some SQL. It is kept in a file: creating one takes three times as long as loading it. */
export async function copyOf(setup: string): Promise<Blob> {
    const file = cacheFile(setup);
    if (!existsSync(file)) {
        const pglite = await PGlite.create();
        await pglite.exec(setup);
        const copy = await pglite.dumpDataDir("none");
        await pglite.close();
        mkdirSync(dirname(file), { recursive: true });
        const half = `${file}.${process.pid}`;
        writeFileSync(half, Buffer.from(await copy.arrayBuffer()));
        renameSync(half, file);
    }
    return new Blob([readFileSync(file)]);
}

function cacheFile(setup: string): string {
    const root = dirname(createRequire(__filename).resolve("@electric-sql/pglite"));
    const postgres = statSync(join(root, "pglite.wasm")).size;
    const version = versionOf(`${postgres} ${versionOf(setup)}`);
    return join(root, "..", "..", "..", ".cache", "local-materialize", `${version}.tar`);
}

/** Returns a short hash, which differs if the store is created in another way. */
function versionOf(createStore: string): string {
    return createHash("sha256").update(createStore).digest("hex").slice(0, 16);
}
