import { createPublication, quoteName, quoteTable, setFullIdentity, type TableName } from "../../../common/postgresUpstream";
import { text } from "../../values/scalars";
import type { Fields } from "../../values/value";
import type { HelperKind } from "../helperKind";
import { access, accessProblems } from "./access";
import type { Postgres } from "./postgres";
import { amongTables, inRecordedDatabase, schemasAndNames, tables, tablesOf, without } from "./record";
import { checkServer } from "./serverSettings";

/** A publication, whose tables have the replica identity FULL. */
export const postgresPublication: HelperKind = {
    name: "PostgresPublication",
    arguments: { access, name: text({ maxBytes: 63 }), tables },
    identity: ["name"],
    plan: args => ({ outputs: {}, problems: accessProblems(args) }),
    ...inRecordedDatabase({ apply: reconcile, read: readPublication, delete: dropPublication }),
};

const nameOf = (args: Fields): string => String(args.name);

/** A table with its replica identity, and whether the publication has it. */
interface Published {
    readonly schema: string;
    readonly table: string;
    /** PostgreSQL's letter: `f` for FULL. */
    readonly identity: string;
    readonly isPublished: boolean;
}

const TABLES = `
    SELECT namespaces.nspname AS schema, classes.relname AS table, classes.relreplident AS identity,
        EXISTS (
            SELECT FROM pg_catalog.pg_publication_tables AS published
            WHERE published.pubname = $1 AND published.schemaname = namespaces.nspname AND published.tablename = classes.relname
        ) AS "isPublished"
    FROM pg_catalog.pg_class AS classes JOIN pg_catalog.pg_namespace AS namespaces ON namespaces.oid = classes.relnamespace
    WHERE classes.relkind IN ('r', 'p') AND (namespaces.nspname, classes.relname) ${amongTables(2)}`;

/** Returns those of the given tables that exist. */
const find = (postgres: Postgres, name: string, wanted: readonly TableName[]): Promise<Published[]> =>
    postgres.rows<Published>(TABLES, [name, ...schemasAndNames(wanted)]);

const exists = async (postgres: Postgres, name: string): Promise<boolean> =>
    (await postgres.rows("SELECT FROM pg_catalog.pg_publication WHERE pubname = $1", [name])).length > 0;

const keyOf = ({ schema, table }: Published): TableName => [schema, table];

/** The replica identities that tables had before, by their quoted names: those that this resource changed. */
type Identities = Readonly<Record<string, string>>;

const identitiesIn = (state: Fields | undefined): Identities => (state?.identities ?? {}) as Identities;

/** Creates the publication, or alters the existing one, in one transaction. */
async function reconcile(postgres: Postgres, args: Fields, olds: Fields | undefined): Promise<Fields> {
    const [name, wanted] = [nameOf(args), tablesOf(args)];
    await checkServer(postgres);
    const isThere = await exists(postgres, name);
    if (isThere && olds === undefined) throw new Error(existsAlready(name));
    const found = await find(postgres, name, wanted);
    const published = found.filter(({ isPublished }) => isPublished).map(keyOf);
    const dropped = await find(postgres, name, without(tablesOf(olds), wanted));
    const changed = found.filter(({ identity }) => identity !== "f");
    const before = identitiesIn(olds);
    // PostgreSQL itself refuses a table that does not exist.
    const added = without(wanted, published);
    await postgres.transaction(
        [
            ...changed.map(table => setFullIdentity(keyOf(table))),
            ...(isThere ? alterStatements(name, added, dropped) : [createPublication(name, wanted)]),
            ...(await restoreStatements(postgres, name, dropped, before)),
        ],
        one => exists(one, name),
    );
    const kept = Object.entries(before).filter(([key]) => wanted.some(table => quoteTable(table) === key));
    return {
        identities: {
            ...Object.fromEntries(changed.map(table => [quoteTable(keyOf(table)), table.identity])),
            ...Object.fromEntries(kept),
        },
    };
}

const existsAlready = (name: string): string =>
    `the publication "${name}" exists already: write publication: ${JSON.stringify(name)}, and it is used and not changed, or give create another name`;

const alterStatements = (name: string, added: readonly TableName[], dropped: readonly Published[]): string[] => {
    const gone = dropped.filter(({ isPublished }) => isPublished).map(keyOf);
    return [
        ...(added.length === 0 ? [] : [`ALTER PUBLICATION ${quoteName(name)} ADD TABLE ${added.map(quoteTable).join(", ")}`]),
        ...(gone.length === 0 ? [] : [`ALTER PUBLICATION ${quoteName(name)} DROP TABLE ${gone.map(quoteTable).join(", ")}`]),
    ];
};

/** The words for the replica identities that a table can have without more: one of an index is not restored. */
const IDENTITIES: Readonly<Record<string, string>> = { d: "DEFAULT", n: "NOTHING" };

const PUBLISHED_ELSEWHERE = `
    SELECT schemaname AS schema, tablename AS table FROM pg_catalog.pg_publication_tables
    WHERE pubname <> $1 AND (schemaname, tablename) ${amongTables(2)}`;

/** Restores the replica identities that this resource changed, except those of tables that others publish or have changed since. */
async function restoreStatements(
    postgres: Postgres,
    name: string,
    dropped: readonly Published[],
    before: Identities,
): Promise<string[]> {
    const ours = dropped.filter(
        table => table.identity === "f" && IDENTITIES[before[quoteTable(keyOf(table))] ?? ""] !== undefined,
    );
    const names = ours.map(keyOf);
    const elsewhere = await postgres.rows<Published>(PUBLISHED_ELSEWHERE, [name, ...schemasAndNames(names)]);
    return without(names, elsewhere.map(keyOf)).map(
        table => `ALTER TABLE ${quoteTable(table)} REPLICA IDENTITY ${IDENTITIES[before[quoteTable(table)] ?? ""] ?? "DEFAULT"}`,
    );
}

/** Returns the tables that the publication has with all their columns in changes. One that lacks this is drift. */
async function readPublication(postgres: Postgres, args: Fields): Promise<Fields | undefined> {
    if (!(await exists(postgres, nameOf(args)))) return undefined;
    const found = await find(postgres, nameOf(args), tablesOf(args));
    const right = found.filter(({ identity, isPublished }) => identity === "f" && isPublished).map(keyOf);
    const wrong = without(tablesOf(args), right);
    return { tables: without(tablesOf(args), wrong) };
}

async function dropPublication(postgres: Postgres, args: Fields): Promise<void> {
    const name = nameOf(args);
    if (!(await exists(postgres, name))) return;
    const identities = identitiesIn(args);
    const found = await find(postgres, name, tablesOf(args));
    await postgres.transaction(
        [`DROP PUBLICATION ${quoteName(name)}`, ...(await restoreStatements(postgres, name, found, identities))],
        async one => !(await exists(one, name)),
    );
}
