import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SourceArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link SqlServerSource}. */
export interface SqlServerSourceArgs extends SourceArgs {
    /** The connection to SQL Server. Another connection replaces the source; a new name of the same connection does not. */
    connection: ObjectRef<"SqlServerConnection">;
}

/**
 * A source that reads tables of a database of SQL Server. It has no rows of tables itself: each table that it reads is a `SourceTable`, so that a table is
 * added with one statement, and dropped without the others. It needs Materialize v26.14.
 *
 * Errors: at `pulumi up`, a database that Materialize cannot reach, or that has no change data capture, or an older Materialize.
 *
 * See {@link https://materialize.com/docs/sql/create-source/sql-server-v2/ | CREATE SOURCE: SQL Server}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("erp");
 *
 * const password = new materialize.Secret("erp_sql_server_password", { value: config.requireSecret("password") });
 * const connection = new materialize.SqlServerConnection("erp_sql_server", {
 *     host: "sqlserver.example.com",
 *     database: "erp",
 *     user: "materialize",
 *     password,
 *     sslMode: "required",
 * });
 * const source = new materialize.SqlServerSource("erp_tables", { cluster: "quickstart", connection });
 * new materialize.SourceTable("erp_customers", { source, reference: ["dbo", "customers"], textColumns: ["balance"] });
 * ```
 */
export class SqlServerSource extends MaterializeResource<"SqlServerSource"> {
    /**
     * The qualified names of the subsources of a source in the older form, whose tables its own statement lists, as a refresh finds them. Programs cannot
     * declare such a source, but adopt one: a delete then drops the subsources with it, and a change that replaces the source is refused. Empty for a
     * source with tables.
     */
    declare public readonly subsources: pulumi.Output<string[]>;

    constructor(name: string, args: SqlServerSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("SqlServerSource", name, args, opts, { outputs: ["subsources"], examples: () => ({ subsources: [] }) });
    }
}

/** A source of SQL Server that a lookup found. */
export interface FoundSqlServerSource extends FoundSchemaObject<"SqlServerSource"> {
    /** The qualified names of its subsources, if it is in the older form. */
    readonly subsources: string[];
}

const lookups = schemaObjectLookups<"SqlServerSource", FoundSqlServerSource>("SqlServerSource", ["subsources"]);

/**
 * Returns the SQL Server source with this exact name, schema and database.
 *
 * Errors: no such SQL Server source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSqlServerSource = lookups.get;

/**
 * Returns the same as {@link getSqlServerSource} as outputs, which other resources take in place of a `SqlServerSource`. Its arguments can be outputs.
 *
 * @function
 */
export const getSqlServerSourceOutput = lookups.getOutput;

/**
 * Returns all SQL Server sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSqlServerSources = lookups.list;

/**
 * Returns the same as {@link getSqlServerSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSqlServerSourcesOutput = lookups.listOutput;
