// The server on which the tests run: the one at MATERIALIZE_URL, or one that is started from the folder REAL_MATERIALIZE.
import { join } from "node:path";
import { Failure, run } from "../command.mjs";
import { step } from "../progress.mjs";

/** The rights that the tests need in a new environment. */
const RIGHTS = "GRANT CREATEROLE, CREATEDB, CREATECLUSTER, CREATENETWORKPOLICY ON SYSTEM TO materialize";

/** @typedef {{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }} RealServer */

/**
 * Starts the server, and returns the environment variables with its addresses.
 * @returns {Promise<RealServer>}
 */
export async function startServer() {
    const { MATERIALIZE_URL, REAL_MATERIALIZE } = process.env;
    if (MATERIALIZE_URL) return { env: {}, stop: () => Promise.resolve() };
    if (!REAL_MATERIALIZE)
        throw new Failure("Set MATERIALIZE_URL to a server, or REAL_MATERIALIZE to a folder with a start.sh that starts one.");
    const script = join(REAL_MATERIALIZE, "start.sh");
    const stop = async () => {
        await run("bash", [script, "stop"], { failure: "Materialize did not stop." });
    };
    const output = await step("Starting Materialize", () => run("bash", [script], { failure: "Materialize did not start." }));
    /** @type {NodeJS.ProcessEnv} */
    const env = Object.fromEntries(
        [...output.matchAll(/^(?:export )?(MATERIALIZE_(?:SYSTEM_)?URL)=['"]?([^'"\s]+)/gm)].map(([, name, url]) => [name, url]),
    );
    if (!env.MATERIALIZE_URL) {
        await stop();
        throw new Failure(`${script} printed no MATERIALIZE_URL.`);
    }
    if (env.MATERIALIZE_SYSTEM_URL) await query(env.MATERIALIZE_SYSTEM_URL, RIGHTS);
    return { env, stop };
}

/** The objects of an environment, by kind and name. */
const OBJECTS = `SELECT 'database ' || name AS n FROM mz_databases WHERE id LIKE 'u%'
UNION ALL SELECT 'schema ' || d.name || '.' || s.name FROM mz_schemas s JOIN mz_databases d ON d.id = s.database_id
UNION ALL SELECT o.type || ' ' || s.name || '.' || o.name FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id WHERE o.id LIKE 'u%'
UNION ALL SELECT 'cluster ' || name FROM mz_clusters WHERE id LIKE 'u%'
UNION ALL SELECT 'role ' || name FROM mz_roles WHERE id LIKE 'u%'
UNION ALL SELECT 'default privilege ' || grantee || ' ' || object_type || ' ' || privileges FROM mz_default_privileges`;

/**
 * Lists the objects of the environment.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>}
 */
export async function listObjects({ MATERIALIZE_URL, MATERIALIZE_SYSTEM_URL }) {
    const rows = await query(String(MATERIALIZE_SYSTEM_URL ?? MATERIALIZE_URL), OBJECTS);
    return rows.map(({ n }) => String(n)).sort();
}

/**
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function query(url, sql) {
    const { Client } = (await import("pg")).default;
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
        return (await client.query(sql)).rows;
    } finally {
        await client.end();
    }
}
