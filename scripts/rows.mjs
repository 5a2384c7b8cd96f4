// Prints the rows of a view as a table.
import { Failure } from "./command.mjs";

/**
 * @param {NodeJS.ProcessEnv} environment the environment variables that name the Materialize, as for the provider
 * @param {string} view the quoted name of the view
 */
export async function printRows(environment, view) {
    // The dependencies are not installed yet when this file is loaded.
    const { tsImport } = await import("tsx/esm/api");
    /** @type {typeof import("../provider/session/session")} */
    const { Session } = await tsImport("../provider/session/session.ts", import.meta.url);
    /** @type {typeof import("../provider/session/settings")} */
    const { settingsOf } = await tsImport("../provider/session/settings.ts", import.meta.url);
    /** @type {typeof import("../provider/session/driver")} */
    const { driver } = await tsImport("../provider/session/driver.ts", import.meta.url);
    // Counts are of type bigint, which the driver returns as text to keep all digits.
    const { types } = driver();
    types.setTypeParser(types.builtins.INT8, Number);
    const session = new Session(settingsOf({ config: () => undefined, environment }));
    try {
        /** @type {Record<string, unknown>[]} */
        const rows = await session.rows(`SELECT * FROM ${view}`);
        // The columns of the view are not known here, so the rows are sorted by all of them.
        const key = (/** @type {Record<string, unknown>} */ row) => Object.values(row).join(" ");
        rows.sort((one, other) => key(one).localeCompare(key(other), "en", { numeric: true }));
        console.log(`\nThe rows of ${view}:`);
        console.table(rows);
    } catch (error) {
        throw new Failure(`The rows of ${view} could not be read: ${/** @type {Error} */ (error).message}`);
    } finally {
        await session.close();
    }
}
