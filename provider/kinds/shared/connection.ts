import { join, keyword, type Sql, sql } from "../../sql/sql";
import type { Catalog, ObjectKind, OptionChange, Row, Rule } from "../../statement/kind";
import { commonRows, databaseRow, parenthesizedList, schemaRow, validateRow } from "../../statement/rows";

/** A kind of connection: `CREATE CONNECTION … TO <target> (<options>) WITH (VALIDATE = …)`. */
export const connection = (spec: {
    name: string;
    target: string;
    type: string;
    rows: readonly Row[];
    rules: readonly Rule[];
    /** How it is validated. Default: when it is made or altered. */
    validation?: Row;
    /** Rows of the place, where `database` is an option of the connection itself. */
    place?: readonly Row[];
    catalog?: Pick<Catalog, "outputs" | "joins">;
}): ObjectKind => ({
    name: spec.name,
    object: "CONNECTION",
    scope: "schema",
    rows: [...commonRows, ...(spec.place ?? [databaseRow, schemaRow]), ...spec.rows, spec.validation ?? validateRow],
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

/** One statement for all options, so that no half state is ever seen; each SET and DROP takes one option. */
function alter(change: OptionChange): Sql[] {
    const actions = [...change.set.map(option => sql`SET (${option})`), ...change.drop.map(option => sql`DROP (${option})`)];
    return [
        sql`ALTER CONNECTION ${change.target}
    ${join(actions, ",\n    ")}${change.with}`,
    ];
}
