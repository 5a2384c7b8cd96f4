import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { PGlite, type Results } from "@electric-sql/pglite";

import { asPrinted } from "./cells";
import { CREATE_STORE } from "./bootstrap";
import { extendedQuery, describeQuery } from "./protocol";

/** One statement of ours with its values. */
export type Step = readonly [sql: string, values?: readonly (string | null)[]];

export interface Column {
    readonly name: string;
    readonly type: number;
}

export interface Table {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly (string | null)[])[];
}

/** What the functions of a query see of the connection that asks. */
export interface Asker {
    readonly user: string;
    readonly superuser: boolean;
    readonly database: string;
    readonly schema: string | null;
    /** Milliseconds by which tests have moved the clock. */
    readonly skew: number;
    /** Topics that have been deleted. */
    readonly gone: readonly string[];
    /** The endpoints of PrivateLink connections. */
    readonly links: readonly { readonly id: string; readonly status: string; readonly since: number }[];
    /** How sources are by their names, where a test says so. */
    readonly readings: Readonly<Record<string, object>>;
    /** After how many milliseconds a source's statistics are reported. */
    readonly statisticsAfter: number;
    /** How many messages each topic has. */
    readonly messages: Readonly<Record<string, number>>;
}

/** A real PostgreSQL with one session: whatever runs in it runs alone. */
export class Database {
    private last: Promise<unknown> = Promise.resolve();
    private asker = "";
    /** Materialize's type OIDs by those that this PostgreSQL gave to the types that stand for them. */
    private readonly oids = new Map<number, number>();

    private constructor(private readonly pglite: PGlite) {}

    static async open(dataDir: string | undefined): Promise<Database> {
        const kept = dataDir !== undefined && existsSync(join(dataDir, "PG_VERSION"));
        const place = dataDir === undefined ? {} : { dataDir };
        const pglite = await PGlite.create(kept ? place : { ...place, loadDataDir: await freshCopy() });
        await pglite.exec("SET search_path = session, pg_catalog");
        const database = new Database(pglite);
        await database.learnTypes();
        return database;
    }

    private async learnTypes(): Promise<void> {
        const rows = await this.rows(
            "SELECT t.oid, m.oid FROM store.type_oid m JOIN pg_type t ON t.typname = m.name JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = 'store'",
        );
        for (const [own, theirs] of rows) this.oids.set(Number(own), Number(theirs));
    }

    /** Runs one statement of a client: values and results as text. */
    run(sql: string, values: readonly (string | null)[], asker: Asker): Promise<Table> {
        return this.exclusive(async () => {
            await this.speakFor(asker);
            const table = await extendedQuery(this.pglite, sql, values);
            const columns = table.columns.map(column => this.translated(column));
            const rows = table.rows.map(row => row.map((cell, index) => asPrinted(columns[index]?.type ?? 0, cell)));
            return { columns, rows };
        });
    }

    /** The types of a statement's parameters and columns. */
    describe(sql: string, asker: Asker): Promise<{ parameters: number[]; columns: readonly Column[] }> {
        return this.exclusive(async () => {
            await this.speakFor(asker);
            const { parameters, columns } = await describeQuery(this.pglite, sql);
            return { parameters, columns: columns.map(column => this.translated(column)) };
        });
    }

    /** The rows of a query of ours, as text. */
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

    /** Throws away every object's data and record. */
    clear(): Promise<void> {
        return this.exclusive(async () => {
            await this.pglite.exec("DROP SCHEMA data CASCADE; CREATE SCHEMA data; TRUNCATE store.object, store.fact");
        });
    }

    async close(): Promise<void> {
        await this.exclusive(() => this.pglite.close());
    }

    private translated(column: Column): Column {
        return { ...column, type: this.oids.get(column.type) ?? column.type };
    }

    private async speakFor(asker: Asker): Promise<void> {
        const text = JSON.stringify(asker);
        if (text === this.asker) return;
        await extendedQuery(this.pglite, "SELECT set_config('mz.asker', $1, false)", [text]);
        this.asker = text;
    }

    private exclusive<T>(work: () => Promise<T>): Promise<T> {
        const run = this.last.then(work, work);
        this.last = run.catch(() => undefined);
        return run;
    }
}

/** A copy of a fresh PostgreSQL, kept in a file: making one takes three times as long as loading it. */
async function freshCopy(): Promise<Blob> {
    const file = cacheFile();
    if (!existsSync(file)) {
        const pglite = await PGlite.create();
        await pglite.exec(CREATE_STORE);
        const copy = await pglite.dumpDataDir("none");
        await pglite.close();
        mkdirSync(dirname(file), { recursive: true });
        const half = `${file}.${process.pid}`;
        writeFileSync(half, Buffer.from(await copy.arrayBuffer()));
        renameSync(half, file);
    }
    return new Blob([readFileSync(file)]);
}

function cacheFile(): string {
    const root = dirname(createRequire(__filename).resolve("@electric-sql/pglite"));
    const postgres = statSync(join(root, "pglite.wasm")).size;
    const version = createHash("sha256").update(`${postgres} ${CREATE_STORE}`).digest("hex").slice(0, 16);
    return join(root, "..", "..", "..", ".cache", "local-materialize", `${version}.tar`);
}
