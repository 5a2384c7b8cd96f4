import type { Capability } from "../../../common/versions";
import { join, keyword, type Sql, sql } from "../../sql/sql";
import type { Catalog, ObjectKind, OptionChange, Row, Rule } from "../../statement/kind";
import { commonRows, databaseRow, parenthesizedList, schemaRow, validateRow } from "../../statement/rows";

interface ConnectionSpec<R extends Row> {
    name: string;
    since?: Capability;
    target: string;
    type: string;
    rows: readonly R[];
    rules: readonly Rule[];
    /** The row that validates the connection. Default: it validates in the statement that creates or alters the connection. */
    validation?: typeof validateRow;
    catalog?: Pick<Catalog, "outputs" | "joins">;
}

type ConnectionRow = (typeof commonRows)[number] | typeof validateRow;

/** Declares kinds of connections: `CREATE CONNECTION … TO <target> (<options>) WITH (VALIDATE = …)`. */
const connectionIn =
    <N extends Row>(namespaceRows: readonly N[]) =>
    <R extends Row>(spec: ConnectionSpec<R>): ObjectKind<ConnectionRow | N | R> => ({
        name: spec.name,
        ...(spec.since === undefined ? {} : { since: spec.since }),
        object: "CONNECTION",
        scope: "schema",
        rows: [...commonRows, ...namespaceRows, ...spec.rows, spec.validation ?? validateRow],
        rules: spec.rules,
        create: parts => sql`CREATE CONNECTION ${parts.target}
    TO ${keyword(spec.target)} ${parenthesizedList(parts.options)}${parts.with}`,
        alter,
        catalog: {
            relation: "mz_catalog.mz_connections",
            type: "connection",
            where: `o.type = '${spec.type}'`,
            definition: "o.create_sql",
            ...spec.catalog,
        },
    });

export const connection = connectionIn([databaseRow, schemaRow]);

/** Declares kinds of connections whose argument `database` is a database of the server that they connect to. */
export const databaseConnection = connectionIn([schemaRow]);

/** Returns one statement for all options, so that they change together. Each SET and DROP takes one option. */
function alter(change: OptionChange): Sql[] {
    const actions = [...change.set.map(option => sql`SET (${option})`), ...change.drop.map(option => sql`DROP (${option})`)];
    return [
        sql`ALTER CONNECTION ${change.target}
    ${join(actions, ",\n    ")}${change.with}`,
    ];
}
