import type * as Pg from "pg";

/** The driver, loaded with the first connection; `require` is quicker than `import()`, for which Node reads a package's files once more. */
export const driver = (): typeof Pg => require("pg") as typeof Pg;
