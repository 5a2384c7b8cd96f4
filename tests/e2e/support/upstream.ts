import { Client } from "pg";
import { setTimeout } from "node:timers/promises";
import type { Server } from "../../server";
import { queryAt } from "./server";

const url = new URL(process.env.POSTGRES_URL ?? "postgres://postgres@127.0.0.1:15432/postgres");
const DATABASE = "orders";
const ATTEMPTS = 30;

/** A database of PostgreSQL that the local Materialize reads, or that of the services of a real one. */
export const upstream = {
    host: url.hostname,
    port: url.port,

    /** Creates the database with statements. */
    async create(server: Server, statements: string): Promise<void> {
        if (server.local === undefined) {
            await queryAt(url.href, `CREATE DATABASE ${DATABASE}`);
            await queryAt(new URL(`/${DATABASE}`, url).href, statements);
            return;
        }
        const { world } = server.local;
        world.learnDatabase({
            type: "postgres",
            address: url.host,
            database: DATABASE,
            users: ["postgres"],
            setup: [statements],
        });
    },

    /** Drops the database of the services once Materialize has dropped its replication slots. */
    async drop(server: Server): Promise<void> {
        if (server.local !== undefined) return;
        const client = new Client(url.href);
        await client.connect();
        try {
            for (let attempt = 1; ; attempt += 1)
                try {
                    await client.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
                    return;
                } catch (error) {
                    if (attempt === ATTEMPTS) throw error;
                    await setTimeout(1000);
                }
        } finally {
            await client.end();
        }
    },
};
