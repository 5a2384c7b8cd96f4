import {
    grantStatements,
    quoteName,
    quoteTable,
    quoteText,
    RDS_REPLICATION,
    roleStatements,
    schemasOf,
    type TableName,
} from "../../../common/postgresUpstream";
import { flag, text } from "../../values/scalars";
import type { Fields } from "../../values/value";
import { confidential } from "../values";
import type { HelperKind } from "../helperKind";
import { access, accessProblems } from "./access";
import type { Postgres } from "./postgres";
import { amongTables, inRecordedDatabase, schemasAndNames, tables, tablesOf, without } from "./record";
import { waitForSlots } from "./slots";

/** A role that logs in, replicates, and reads some tables. */
export const postgresReplicationRole: HelperKind = {
    name: "PostgresReplicationRole",
    arguments: {
        ...{ access, name: text({ maxBytes: 63 }), password: confidential, tables },
        /** Always true, so that a refresh can show that the role may not replicate any more. */
        replicates: flag,
    },
    identity: ["name"],
    plan: args => ({ outputs: {}, problems: accessProblems(args) }),
    ...inRecordedDatabase({ apply: reconcile, read: readRole, delete: dropRole }),
};

const nameOf = (args: Fields): string => String(args.name);

/** A role of the server. */
interface Role {
    readonly replicates: boolean;
    /** True on Amazon RDS. */
    readonly isRds: boolean;
}

const IS_RDS = `EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '${RDS_REPLICATION}')`;

const ROLE = `
    SELECT rolcanlogin AND (rolreplication OR ${IS_RDS} AND pg_catalog.pg_has_role(oid,
        (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = '${RDS_REPLICATION}'), 'MEMBER')) AS replicates, ${IS_RDS} AS "isRds"
    FROM pg_catalog.pg_roles WHERE rolname = $1`;

const find = async (postgres: Postgres, name: string): Promise<Role | undefined> => (await postgres.rows<Role>(ROLE, [name]))[0];

/** Creates the role, or alters the existing one, in one transaction. */
async function reconcile(postgres: Postgres, args: Fields, olds: Fields | undefined): Promise<Fields> {
    const [name, wanted] = [nameOf(args), tablesOf(args)];
    const role = await find(postgres, name);
    if (role !== undefined && olds === undefined) throw new Error(existsAlready(name));
    const password = quoteText(String(args.password));
    const own = role === undefined ? await creation(postgres, name, password) : alteration(name, role, { args, olds, password });
    const removed = await existing(postgres, without(tablesOf(olds), wanted));
    await postgres.transaction(
        [...own, ...grantStatements(name, postgres.access.database, wanted), ...revocations(name, removed, wanted)],
        async one => (await find(one, name)) !== undefined,
    );
    await requireRights(postgres, name, wanted);
    return {};
}

const existsAlready = (name: string): string =>
    `the role "${name}" exists already: write create.role: false, and it is used and not changed, or give auth another username`;

async function creation(postgres: Postgres, name: string, password: string): Promise<string[]> {
    const [row] = await postgres.rows<{ isRds: boolean }>(`SELECT ${IS_RDS} AS "isRds"`);
    return roleStatements(name, password, row?.isRds === true);
}

/** Returns the statements for another password, and for attributes that were taken away. */
function alteration(
    name: string,
    { replicates, isRds }: Role,
    { args, olds, password }: { args: Fields; olds: Fields | undefined; password: string },
): string[] {
    return [
        ...(olds?.password === args.password ? [] : [`ALTER ROLE ${quoteName(name)} WITH PASSWORD ${password}`]),
        ...(replicates
            ? []
            : isRds
              ? [`ALTER ROLE ${quoteName(name)} WITH LOGIN`, `GRANT ${RDS_REPLICATION} TO ${quoteName(name)}`]
              : [`ALTER ROLE ${quoteName(name)} WITH LOGIN REPLICATION`]),
    ];
}

/** Returns the statements that revoke the privileges on tables that are not read any more, and on schemas without one that is. */
function revocations(name: string, removed: readonly TableName[], kept: readonly TableName[]): string[] {
    const schemas = schemasOf(removed).filter(schema => !schemasOf(kept).includes(schema));
    return [
        ...removed.map(table => `REVOKE SELECT ON TABLE ${quoteTable(table)} FROM ${quoteName(name)}`),
        ...schemas.map(schema => `REVOKE USAGE ON SCHEMA ${quoteName(schema)} FROM ${quoteName(name)}`),
    ];
}

const READABLE = `
    SELECT namespaces.nspname AS schema, classes.relname AS table,
        pg_catalog.has_schema_privilege($1, namespaces.oid, 'USAGE') AND pg_catalog.has_table_privilege($1, classes.oid, 'SELECT') AS readable
    FROM pg_catalog.pg_class AS classes JOIN pg_catalog.pg_namespace AS namespaces ON namespaces.oid = classes.relnamespace
    WHERE classes.relkind IN ('r', 'p') AND (namespaces.nspname, classes.relname) ${amongTables(2)}`;

interface Readable {
    readonly schema: string;
    readonly table: string;
    readonly readable: boolean;
}

async function readable(postgres: Postgres, name: string, wanted: readonly TableName[]): Promise<TableName[]> {
    const found = await postgres.rows<Readable>(READABLE, [name, ...schemasAndNames(wanted)]);
    return found.filter(one => one.readable).map(({ schema, table }) => [schema, table]);
}

const EXISTING = `
    SELECT schemaname AS schema, tablename AS table FROM pg_catalog.pg_tables
    WHERE (schemaname, tablename) ${amongTables(1)}`;

async function existing(postgres: Postgres, wanted: readonly TableName[]): Promise<TableName[]> {
    const found = await postgres.rows<Readable>(EXISTING, schemasAndNames(wanted));
    return found.map(({ schema, table }) => [schema, table]);
}

/** PostgreSQL only warns if the user may not grant a privilege. */
async function requireRights(postgres: Postgres, name: string, wanted: readonly TableName[]): Promise<void> {
    const missing = without(wanted, await readable(postgres, name, wanted));
    if (missing.length === 0) return;
    throw new Error(
        `the role "${name}" may not read ${missing.map(quoteTable).join(", ")}: give create.admin a user that may grant USAGE on their schemas and SELECT on them`,
    );
}

async function readRole(postgres: Postgres, args: Fields): Promise<Fields | undefined> {
    const role = await find(postgres, nameOf(args));
    if (role === undefined) return undefined;
    const wanted = tablesOf(args);
    const lost = without(wanted, await readable(postgres, nameOf(args), wanted));
    return { replicates: role.replicates, tables: without(wanted, lost) };
}

/** Revokes what this resource granted, and drops the role. Objects that it owns are kept: PostgreSQL then refuses, and names them. */
async function dropRole(postgres: Postgres, args: Fields, { print }: { readonly print: (line: string) => void }): Promise<void> {
    const name = nameOf(args);
    if ((await find(postgres, name)) === undefined) return;
    await waitForSlots(postgres, name, print);
    const granted = await existing(postgres, tablesOf(args));
    await postgres.transaction(
        [
            ...revocations(name, granted, []),
            `REVOKE CONNECT ON DATABASE ${quoteName(postgres.access.database)} FROM ${quoteName(name)}`,
            `DROP ROLE ${quoteName(name)}`,
        ],
        async one => (await find(one, name)) === undefined,
    );
}
