/** Keywords that Materialize quotes when they are names. */
const RESERVED = new Set(
    (
        "ALL AND ANY ARRAY AS ASC BETWEEN BOTH CASE CAST CHECK COLLATE CREATE CROSS DELETE DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXISTS " +
        "FALSE FETCH FILTER FOR FROM FULL GROUP HAVING ILIKE IN INNER INSERT INTERSECT INTERVAL INTO IS ISNULL JOIN LATERAL LEADING LEFT " +
        "LIKE LIMIT LIST MAP NATURAL NOT NOTNULL NULL NULLIF OFFSET ON OPTIONS OR ORDER OUTER OVER OVERLAPS POSITION QUALIFY RETURNING RIGHT " +
        "ROW SELECT SET SOME SWAP TABLE THEN TO TRAILING TRIM TRUE UNION UPDATE USING VALUES WHEN WHERE WINDOW WITH WITHIN"
    ).split(" "),
);

const BARE = /^[a-z_][a-z0-9_$]*$/;

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
