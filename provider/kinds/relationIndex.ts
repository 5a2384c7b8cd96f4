import { plainList } from "../sql/plain";
import { join, name, type Sql, sql } from "../sql/sql";
import { checkFields } from "../values/oneOf";
import { checkName, isResource, reference, referencePath } from "../values/reference";
import { expression } from "../values/query";
import { list } from "../values/list";
import { isFields, type Fields, put, type Value } from "../values/value";
import type { ObjectKind } from "./kind";
import { defaultHome } from "./place";
import { common, fixedClause, inCluster } from "./rows";

const NO_ALTER = "Materialize cannot alter an index";

/** A column by its name, or an expression over columns. */
const key: Value<string | Fields> = {
    takes: "a column's name or { expression }",
    check: (value, site) => (isFields(value) ? checkFields(value, site, { expression }, ["expression"]) : checkName(value, site)),
    write: (value, site): Sql =>
        typeof value === "string" ? name(value) : sql`(${put(expression, String(value.expression), site.part("expression"))})`,
};

const keys = { ...list(key, 1), plain: plainList };

/** An index lies in the schema of its relation. */
function home(args: Fields): { database: string; schema: string } {
    const defaults = defaultHome(args) ?? { database: "", schema: "" };
    if (isResource(args.on)) {
        const [database = "", schema = ""] = referencePath(args.on);
        return { database, schema };
    }
    const given = isFields(args.on) ? args.on : {};
    const text = (value: unknown, other: string): string => (typeof value === "string" ? value : other);
    return { database: text(given.database, defaults.database), schema: text(given.schema, defaults.schema) };
}

export const index: ObjectKind = {
    name: "Index",
    object: "INDEX",
    scope: "schema",
    rows: [
        ...common.filter(row => row.path !== "owner"),
        inCluster(NO_ALTER),
        { ...fixedClause("on", "ON", reference("relation"), NO_ALTER, { required: true }), opens: "columns" },
        fixedClause("columns", "", keys, NO_ALTER, { required: true }),
    ],
    rules: [],
    home,
    create: parts => {
        const on = sql`${parts.clause("on").flat()} ${parts.clause("columns").flat()}`;
        return sql`CREATE INDEX ${name(String(parts.args.name))}
    ${join([...parts.clause("cluster"), on], "\n    ")}`;
    },
    catalog: { relation: "mz_catalog.mz_indexes", definition: "o.create_sql", type: "index" },
};
