// The rows of a view, as a person wants to see them.
import { Failure } from "./command.mjs";

/** A source may still be reading its topic when its view is there already. */
const PATIENCE = 60_000;

/**
 * @param {string} url
 * @param {string} view its quoted name
 */
export async function printRows(url, view) {
    const { default: pg } = await import("pg");
    // Counts are bigint, which the driver gives as text lest a digit be lost.
    pg.types.setTypeParser(pg.types.builtins.INT8, Number);
    const client = new pg.Client({ connectionString: url, statement_timeout: PATIENCE, connectionTimeoutMillis: PATIENCE });
    try {
        await client.connect();
        const { rows } = await client.query(`SELECT * FROM ${view} ORDER BY 1, 2`);
        console.log(`\nThe rows of ${view}:`);
        console.table(rows);
    } catch (error) {
        throw new Failure(`The rows of ${view} could not be read: ${/** @type {Error} */ (error).message}`);
    } finally {
        await client.end();
    }
}
