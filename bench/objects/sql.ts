import { Client } from "pg";

/** The statements with which a stack creates and drops its objects. */
export interface Statements {
    readonly create: readonly string[];
    readonly drop: readonly string[];
}

/** Sends the statements one after the other over one connection; returns the seconds, including the time to connect. */
export async function secondsOf(url: URL, statements: readonly string[]): Promise<number> {
    const begun = performance.now();
    const client = new Client({ connectionString: url.href, application_name: "bench" });
    await client.connect();
    try {
        for (const statement of statements) await client.query(statement);
    } finally {
        await client.end();
    }
    return (performance.now() - begun) / 1000;
}
