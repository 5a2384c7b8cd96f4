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
    const getTypeParser = (/** @type {number} */ type) =>
        type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type);
    const limits = { statement_timeout: PATIENCE, connectionTimeoutMillis: PATIENCE };
    const client = new pg.Client({ connectionString: url, types: { getTypeParser }, ...limits });
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
