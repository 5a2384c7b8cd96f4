/** Keywords that Materialize quotes if they are names. */
const RESERVED = new Set(
    (
        "WITH SELECT FROM WHERE GROUP HAVING QUALIFY WINDOW ORDER LIMIT OFFSET FETCH OPTIONS RETURNING UNION EXCEPT INTERSECT " +
        "ON JOIN INNER CROSS FULL LEFT RIGHT NATURAL USING SET OUTER YEAR MONTH DAY HOUR MINUTE SECOND CASE IF PREPARE SHOW TABLE ALL"
    ).split(" "),
);

const BARE = /^[a-z_][a-z0-9_]*$/;

export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** Returns a name as SHOW CREATE prints it: quoted only if it must be. */
export function simple(name: string): string {
    return BARE.test(name) && !RESERVED.has(name.toUpperCase()) ? name : quoted(name);
}

export function text(value: string): string {
    return `'${value.replaceAll("'", "''")}'`;
}

/** Returns a name in an error message: in quotes, with the quotes in it escaped. */
export function debug(name: string): string {
    return `"${name.replaceAll('"', '\\"')}"`;
}
