import { Client } from "pg";

/** What a stack sends to make its objects, and to drop them. */
export interface Statements {
    readonly create: readonly string[];
    readonly drop: readonly string[];
}

/** Sends statements one after the other over one connection; seconds, with those of connecting. */
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
