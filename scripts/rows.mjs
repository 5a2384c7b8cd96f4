// The rows of a view, as a person wants to see them.
import { Failure } from "./command.mjs";

/**
 * @param {NodeJS.ProcessEnv} environment says which Materialize, to the provider as to this
 * @param {string} view its quoted name
 */
export async function printRows(environment, view) {
    // Nothing is installed yet when this file is loaded.
    const { tsImport } = await import("tsx/esm/api");
    /** @type {typeof import("../provider/session/session")} */
    const { Session } = await tsImport("../provider/session/session.ts", import.meta.url);
    /** @type {typeof import("../provider/session/settings")} */
    const { settingsOf } = await tsImport("../provider/session/settings.ts", import.meta.url);
    /** @type {typeof import("../provider/session/driver")} */
    const { driver } = await tsImport("../provider/session/driver.ts", import.meta.url);
    // Counts are bigint, which the driver gives as text lest a digit be lost.
    const { types } = driver();
    types.setTypeParser(types.builtins.INT8, Number);
    const session = new Session(settingsOf({ config: () => undefined, environment }));
    try {
        /** @type {Record<string, unknown>[]} */
        const rows = await session.rows(`SELECT * FROM ${view}`);
        // Which columns there are to order by is up to the view.
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
