import { Client } from "pg";

/** Runs statements on a new connection. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: url, application_name: "test" });
    client.on("error", () => undefined);
    await client.connect();
    try {
        return await work(client);
    } finally {
        await client.end();
    }
}

/** Sets flags and limits as a superuser, and returns a function that restores their values. */
export async function setFlags(systemUrl: string, flags: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
    const before = new Map<string, string>();
    const set = (values: Iterable<readonly [string, string]>): Promise<void> =>
        withClient(systemUrl, async client => {
            for (const [name, value] of values) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
        });
    await withClient(systemUrl, async client => {
        for (const name of Object.keys(flags)) {
            const { rows } = await client.query<Record<string, string>>(`SHOW ${name}`);
            before.set(name, Object.values(rows[0] ?? {})[0] ?? "");
        }
    });
    await set(Object.entries(flags));
    return () => set(before);
}
