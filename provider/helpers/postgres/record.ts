import { secretValues } from "../../lifecycle/secretValues";
import { list } from "../../values/list";
import { text } from "../../values/scalars";
import { containsUnknown, type Fields, type ValueType } from "../../values/value";
import type { TableName } from "../../../common/postgresUpstream";
import type { HelperContext, HelperKind } from "../helperKind";
import { accessOf } from "./access";
import { Postgres } from "./postgres";

/** What a helper resource does in the database that its state belongs to. */
interface PostgresActions {
    /** Applies the arguments, and returns the outputs. After a change, `olds` are the state before. */
    readonly apply: (postgres: Postgres, args: Fields, olds: Fields | undefined) => Promise<Fields>;
    /** Returns the arguments that the database has; undefined if the subject does not exist. */
    readonly read: (postgres: Postgres, args: Fields) => Promise<Fields | undefined>;
    readonly delete: (postgres: Postgres, args: Fields, context: HelperContext) => Promise<void>;
}

const ID = "SELECT system_identifier::pg_catalog.text AS id FROM pg_catalog.pg_control_system()";

/** Returns what tells a database from another one: the id of its server, which copies of the server's files keep, and its name. */
async function databaseId(postgres: Postgres): Promise<string> {
    const [row] = await postgres.rows<{ id: string }>(ID);
    return `${row?.id ?? ""}/${postgres.access.database}`;
}

/**
 * Returns the operations of a helper resource that records its database. Names of roles and publications exist on every server, so a state is compared with
 * the database that the address leads to before anything is changed or dropped.
 */
export const inRecordedDatabase = (actions: PostgresActions): Pick<HelperKind, "apply" | "read" | "delete"> => ({
    apply: (_, args, olds) =>
        inDatabase(args, async postgres => {
            const databaseIdNow = await databaseId(postgres);
            if (olds !== undefined) requireSame(postgres, olds, databaseIdNow);
            return { ...(await actions.apply(postgres, args, olds)), databaseId: databaseIdNow };
        }),
    read: (_, args) =>
        inDatabase(args, async postgres => {
            requireSame(postgres, args, await databaseId(postgres));
            return actions.read(postgres, args);
        }),
    delete: (context, args) =>
        inDatabase(args, async postgres => {
            requireSame(postgres, args, await databaseId(postgres));
            await actions.delete(postgres, args, context);
        }),
});

const inDatabase = <T>(args: Fields, use: (postgres: Postgres) => Promise<T>): Promise<T> =>
    Postgres.with(accessOf(args), secretValues(args), use);

function requireSame({ access }: Postgres, { databaseId: recorded }: Fields, connected: string): void {
    if (typeof recorded !== "string" || recorded === connected) return;
    throw new Error(
        `PostgreSQL at ${access.host}:${String(access.port)} is another database than that of the state (${connected} in place of ${recorded}): give the address of that one, or remove this resource from the state with \`pulumi state delete\`, which leaves that database as it is`,
    );
}

/** The schema and the name of a table. */
const tableName: ValueType<string[]> = {
    ...list(text()),
    check: (value, context) => {
        const problems = list(text()).check(value, context);
        if (problems.length > 0 || containsUnknown(value) || (Array.isArray(value) && value.length === 2)) return problems;
        return context.problem('takes the schema and the name of a table, such as ["public", "orders"]');
    },
};

/** The tables that Materialize reads. */
export const tables: ValueType = list(tableName);

export const tablesOf = (args: Fields | undefined): readonly TableName[] =>
    Array.isArray(args?.tables) ? (args.tables as TableName[]) : [];

/** Returns the tables of one list that another list does not have. */
export const without = (all: readonly TableName[], others: readonly TableName[]): TableName[] => {
    const keys = new Set(others.map(other => JSON.stringify(other)));
    return all.filter(table => !keys.has(JSON.stringify(table)));
};

/** Selects tables from two parameters, of which the first has this number: their schemas and their names. */
export const amongTables = (first: number): string =>
    `IN (SELECT * FROM ROWS FROM (pg_catalog.unnest($${String(first)}::pg_catalog.text[]), pg_catalog.unnest($${String(first + 1)}::pg_catalog.text[])))`;

/** Returns these two parameters. */
export const schemasAndNames = (tables: readonly TableName[]): [string[], string[]] => [
    tables.map(([schema]) => schema),
    tables.map(([, table]) => table),
];
