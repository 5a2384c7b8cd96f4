/** A reference of a stored definition: `[u42 AS "db"."schema"."name"]`. */
const REFERENCE = /\[[us]\d+ AS ((?:"(?:[^"]|"")*"\.?)+)\]/gu;

/** Returns the SQL of a stored definition with the names of objects in place of their ids. */
export const withoutIds = (stored: string): string => stored.replaceAll(REFERENCE, "$1");
