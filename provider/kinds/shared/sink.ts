import { join, keyword, name, type Sql, sql } from "../../sql/sql";
import { columnName, list, repeatedIn } from "../../values/list";
import { properties, type ShapeOf } from "../../values/oneOf";
import { reference } from "../../values/reference";
import { flag } from "../../values/scalars";
import { isUnknown, itemsSql, type ValueType } from "../../values/value";
import { type Advice, type Arguments, row, type Rule } from "../../statement/kind";
import type { Right } from "../../statement/right";
import { fixedWithOption } from "../../statement/rows";
import { STORED_RELATIONS } from "./relations";

export const NO_SET_CLUSTER = "Materialize cannot move a sink to another cluster";

/** The relation whose rows a sink writes. */
export const fromRow = row({
    path: "from",
    value: reference(STORED_RELATIONS, "schema", "relation"),
    required: true,
    position: { in: "clause", after: "FROM" },
    change: { by: "statement", statement: (target, relation) => sql`ALTER SINK ${target} SET FROM ${relation}` },
});

const columns = list(columnName, 1);
const keyFields = properties({ columns, notEnforced: flag }, ["columns"]);

/** The columns of the key, and whether Materialize checks that their values are unique. */
export const key: ValueType<ShapeOf<typeof keyFields>> = {
    ...keyFields,
    write: (value): Sql => {
        const written = itemsSql(value.columns, column => name(column));
        return sql`(${join(written, ", ")})${value.notEnforced === true ? keyword(" NOT ENFORCED") : []}`;
    },
    interpret: from => {
        const named = from.list(() => from.text());
        return { columns: named, ...(from.accept("NOT", "ENFORCED") ? { notEnforced: true } : {}) };
    },
};

/** Refuses a column that a key has twice. */
export const uniqueColumns = (path: string): Rule => ({
    path: `${path}.columns`,
    isBroken: args => repeatedIn(args.get(`${path}.columns`)).length > 0,
    reason: "contains a column more than once",
    serverMessage: "duplicate column referenced in KEY",
});

/** Whether the sink begins with the rows that the relation has. */
export const snapshotRow = {
    ...fixedWithOption("snapshot", "SNAPSHOT", flag, "Materialize cannot alter whether a sink begins with a snapshot"),
    serverDefault: true,
};

/** Returns true if a sink begins with the rows that its relation has. */
export const beginsWithSnapshot = (args: Arguments): boolean => args.get("snapshot") !== false;

/** Returns what whoever reads a topic or table sees, if the sink is replaced by one that writes to another. */
export const movedTo = (what: string, before: string, after: string, news: Arguments): string =>
    `${what} ${before} keeps what it has and gets no more; the new sink begins ${what} ${after} ${beginsWithSnapshot(news) ? "with every row" : "without the rows that there are"}`;

/** Returns a name as messages show it. */
export const shownName = (value: unknown): string =>
    typeof value === "string" && !isUnknown(value) ? JSON.stringify(value) : "that is not known yet";

/** The rights on the relation, which no reference to one needs in general. A sink whose relation changes is created anew in its cluster. */
export const sinkRights: readonly Right[] = [
    { operations: ["create", "update"], needs: "SELECT", on: { argument: "from", of: "object" } },
    { operations: ["create", "update"], needs: "USAGE", on: { argument: "from", of: "container" } },
    { operations: ["update"], needs: "CREATE", on: { argument: "cluster", of: "object" }, argument: "from" },
];

export const sinkAdvice: readonly Advice[] = [
    {
        serverMessage: "upsert key could not be validated as unique",
        advice: "Give key.columns that Materialize knows to be unique, or write the relation as a MaterializedView that groups by them (GROUP BY, DISTINCT ON); key.notEnforced: true asks for no check",
    },
    {
        serverMessage: "cannot be exported as a sink",
        advice: "Only tables, sources and materialized views can: make a view a MaterializedView",
    },
    {
        serverMessage: "should have been desugared",
        advice: "This version of Materialize reads no parentheses in partitionBy: compute the value as a column of a MaterializedView, and name the column",
    },
    {
        serverMessage: "BYTES or TEXT format with multiple columns",
        advice: "The formats text and bytes write a single column: select it in a MaterializedView, or use json or avro",
    },
];
