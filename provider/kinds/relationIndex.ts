import { tokensText } from "../sql/columns";
import { plainList } from "../sql/plain";
import { isWord, type Reader } from "../sql/reader";
import { join, name, type Sql, sql } from "../sql/sql";
import { closing, itemsOf, type Tokens } from "../sql/tokens";
import { properties, type ShapeOf } from "../values/oneOf";
import { checkName, isResource, reference, referencePath } from "../values/reference";
import { expression } from "../values/query";
import { columnName, list } from "../values/list";
import { isFields, type Fields, NO_NAMESPACE, type ValueOf, valueSql, type ValueType } from "../values/value";
import { RELATIONS } from "./shared/relations";
import { retainHistoryRow } from "./shared/sourceOptions";
import { ANY_VALUE, objectKind } from "../statement/kind";
import { recordedNamespace } from "../statement/qualifiedName";
import { commonRows, fixedClause, clusterRow, omitRows, setAndReset } from "../statement/rows";

const NO_ALTER = "Materialize cannot alter the cluster, the relation and the columns of an index";

const expressionKey = properties({ expression }, ["expression"]);

/** The name of a column, or an expression over columns. */
const key: ValueType<string | ShapeOf<typeof expressionKey>> = {
    type: {
        type: "one of",
        alternatives: [columnName.type, expressionKey.type],
        description: "a column's name or { expression }",
    },
    check: (value, context) => (isFields(value) ? expressionKey.check(value, context) : checkName(value, context)),
    write: (value, context): Sql =>
        typeof value === "string" ? name(value) : sql`(${valueSql(expression, value.expression, context.child("expression"))})`,
};

/** Reads a key. An expression in parentheses is stored with or without them. */
function readKey(tokens: Tokens): ValueOf<typeof key> {
    const [first, ...rest] = tokens;
    if (first !== undefined && rest.length === 0 && (first.kind === "quoted" || first.kind === "word")) return first.text;
    const isEnclosed = isWord(first, "(") && closing(tokens, 0) === tokens.length - 1;
    return { expression: tokensText(isEnclosed ? tokens.slice(1, -1) : tokens) };
}

const keys = {
    ...list(key, 1),
    interpret: (from: Reader) => itemsOf(from.rest().slice(1, -1)).map(readKey),
    normalize: plainList,
};

/** Returns the namespace of the relation, in which the index lies too. */
function namespace(args: Fields): { database: string; schema: string } {
    const defaults = recordedNamespace(args) ?? NO_NAMESPACE;
    if (isResource(args.on)) {
        const [database = "", schema = ""] = referencePath(args.on);
        return { database, schema };
    }
    const given = isFields(args.on) ? args.on : {};
    const text = (value: unknown, other: string): string => (typeof value === "string" ? value : other);
    return { database: text(given.database, defaults.database), schema: text(given.schema, defaults.schema) };
}

export const index = objectKind({
    name: "Index",
    object: "INDEX",
    scope: "schema",
    identifyBy: "name",
    dryRun: { by: "explain", stage: "PLAN" },
    rows: [
        ...omitRows(commonRows, "owner"),
        clusterRow(NO_ALTER),
        {
            ...fixedClause("on", "ON", reference(RELATIONS, "schema", "relation"), NO_ALTER, { required: true }),
            opens: "columns",
        },
        { ...fixedClause("columns", "", keys, NO_ALTER), serverDefault: ANY_VALUE },
        retainHistoryRow,
    ],
    rights: [{ operations: ["create"], needs: "ownership", on: { argument: "on", of: "object" } }],
    rules: [],
    namespace,
    create: parts => {
        const columns = parts.clause("columns").flat();
        const on = sql`${parts.clause("on").flat()}${columns.length === 0 ? [] : sql` ${columns}`}`;
        return sql`CREATE ${columns.length === 0 ? sql`DEFAULT ` : []}INDEX ${name(String(parts.args.name))}
    ${join([...parts.clause("cluster"), on], "\n    ")}${parts.with}`;
    },
    alter: setAndReset("INDEX"),
    catalog: { relation: "mz_catalog.mz_indexes", definition: "o.create_sql", type: "index" },
});
