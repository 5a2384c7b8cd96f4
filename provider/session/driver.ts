import type * as Pg from "pg";

/** Loads the driver, with the first connection. `require` is faster than `import()`, for which Node reads a package's files again. */
export const driver = (): typeof Pg => require("pg") as typeof Pg;
