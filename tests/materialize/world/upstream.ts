import { PGlite } from "@electric-sql/pglite";

import { copyOf } from "../postgres/database";
import type { UpstreamDatabase } from "./world";

/** The databases that sources read. Each starts when it is first read, and runs until it is closed. */
export class Upstreams {
    private readonly running = new Map<string, Promise<PGlite>>();

    /** Runs statements on a database, as a client of its own does. */
    async execute(database: UpstreamDatabase, statements: string): Promise<void> {
        await (await this.open(database)).exec(statements);
    }

    /** Returns the rows of a query on a database. */
    async rows<Row>(database: UpstreamDatabase, query: string, values: readonly string[] = []): Promise<Row[]> {
        return (await (await this.open(database)).query<Row>(query, [...values])).rows;
    }

    /** A database that is left open keeps the process running. */
    async close(): Promise<void> {
        const all = [...this.running.values()];
        this.running.clear();
        for (const database of all) await (await database).close();
    }

    private open({ setup }: UpstreamDatabase): Promise<PGlite> {
        const statements = setup.join(";\n");
        const database = this.running.get(statements) ?? start(statements);
        this.running.set(statements, database);
        return database;
    }
}

const start = async (setup: string): Promise<PGlite> => PGlite.create({ loadDataDir: await copyOf(setup) });
