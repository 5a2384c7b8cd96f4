/** Keywords that Materialize quotes when they are names. */
const RESERVED = new Set(
    (
        "WITH SELECT FROM WHERE GROUP HAVING QUALIFY WINDOW ORDER LIMIT OFFSET FETCH OPTIONS RETURNING UNION EXCEPT INTERSECT " +
        "ON JOIN INNER CROSS FULL LEFT RIGHT NATURAL USING SET OUTER YEAR MONTH DAY HOUR MINUTE SECOND CASE"
    ).split(" "),
);

const BARE = /^[a-z_][a-z0-9_]*$/;

export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** A name as Materialize prints it for people: quoted only where it must be. */
export function simple(name: string): string {
    return BARE.test(name) && !RESERVED.has(name.toUpperCase()) ? name : quoted(name);
}

export function text(value: string): string {
    return `'${value.replaceAll("'", "''")}'`;
}

/** A name inside an error message: in quotes, with its own quotes escaped. */
export function debug(name: string): string {
    return `"${name.replaceAll('"', '\\"')}"`;
}
