/** A relation of Materialize's system catalog, as a view of PostgreSQL. */
export interface SystemRelation {
    readonly schema: "mz_catalog" | "mz_internal" | "pg_catalog" | "information_schema";
    readonly name: string;
    /** The text after SELECT. It reads `store.entry`, which has a row for each object, and other relations of the catalog. */
    readonly query: string;
    /** True if only superusers may read it. */
    readonly restricted?: boolean;
}

export const catalogRelation = (name: string, query: string): SystemRelation => ({ schema: "mz_catalog", name, query });
export const internalRelation = (name: string, query: string): SystemRelation => ({ schema: "mz_internal", name, query });

/** Schemas that PostgreSQL has too: the relations of this server are in schemas of other names. */
const STAND_INS: Readonly<Record<string, string>> = {
    pg_catalog: "standin_pg_catalog",
    information_schema: "standin_information_schema",
};

/** Returns the schema that holds the relations of a system schema in PostgreSQL. */
export const schemaInPostgres = (schema: string): string => STAND_INS[schema] ?? schema;

/** The query of a relation that holds no rows on this server, with the columns of Materialize's: `id text, oid oid`. */
export const empty = (columns: string): string =>
    `${columns
        .split(", ")
        .map(column => column.replace(/^(\S+) (.*)$/u, 'NULL::$2 AS "$1"'))
        .join(", ")} WHERE false`;

/** The columns of a stored definition. */
export const DEFINITIONS = "create_sql, redacted_create_sql";

/** A field of the session that runs the query. */
export const sessionField = (name: string): string => `current_setting('mz.session')::jsonb -> '${name}'`;
export const sessionText = (name: string): string => `current_setting('mz.session')::jsonb ->> '${name}'`;

/** Orders relations so that each comes after those that its query reads. */
export function inCreationOrder(relations: readonly SystemRelation[]): SystemRelation[] {
    const ordered: SystemRelation[] = [];
    let left = relations;
    while (left.length > 0) {
        const ready = left.filter(relation => !left.some(other => other !== relation && reads(relation, other)));
        if (ready.length === 0) throw new Error(`these relations read each other: ${left.map(({ name }) => name).join(", ")}`);
        ordered.push(...ready);
        left = left.filter(relation => !ready.includes(relation));
    }
    return ordered;
}

const reads = ({ query }: SystemRelation, { schema, name }: SystemRelation): boolean =>
    new RegExp(`\\b${schema}\\.${name}\\b`, "u").test(query);
