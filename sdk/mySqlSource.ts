import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SourceArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link MySqlSource}. */
export interface MySqlSourceArgs extends SourceArgs {
    /** The connection to MySQL. Another connection replaces the source; a new name of the same connection does not. */
    connection: ObjectRef<"MySqlConnection">;
}

/**
 * A source that reads tables of MySQL. It has no rows of tables itself: each table that it reads is a `SourceTable`, so that a table is added with one
 * statement, and dropped without the others. It needs Materialize v26.25.
 *
 * Errors: at `pulumi up`, a database that Materialize cannot reach, a server of MySQL without the settings that replication needs, or an older
 * Materialize.
 *
 * See {@link https://materialize.com/docs/sql/create-source/mysql-v2/ | CREATE SOURCE: MySQL}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("billing");
 *
 * const password = new materialize.Secret("billing_mysql_password", { value: config.requireSecret("password") });
 * const connection = new materialize.MySqlConnection("billing_mysql", {
 *     host: "mysql.example.com",
 *     user: "materialize",
 *     password,
 *     sslMode: "required",
 * });
 * const source = new materialize.MySqlSource("billing_tables", { cluster: "quickstart", connection });
 * new materialize.SourceTable("billing_invoices", { source, reference: ["billing", "invoices"], excludeColumns: ["scan"] });
 * ```
 */
export class MySqlSource extends MaterializeResource<"MySqlSource"> {
    /**
     * The qualified names of the subsources of a source in the older form, whose tables its own statement lists, as a refresh finds them. Programs cannot
     * declare such a source, but adopt one: a delete then drops the subsources with it, and a change that replaces the source is refused. Empty for a
     * source with tables.
     */
    declare public readonly subsources: pulumi.Output<string[]>;

    constructor(name: string, args: MySqlSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("MySqlSource", name, args, opts, { outputs: ["subsources"], examples: () => ({ subsources: [] }) });
    }
}

/** A source of MySQL that a lookup found. */
export interface FoundMySqlSource extends FoundSchemaObject<"MySqlSource"> {
    /** The qualified names of its subsources, if it is in the older form. */
    readonly subsources: string[];
}

const lookups = schemaObjectLookups<"MySqlSource", FoundMySqlSource>("MySqlSource", ["subsources"]);

/**
 * Returns the MySQL source with this exact name, schema and database.
 *
 * Errors: no such MySQL source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getMySqlSource = lookups.get;

/**
 * Returns the same as {@link getMySqlSource} as outputs, which other resources take in place of a `MySqlSource`. Its arguments can be outputs.
 *
 * @function
 */
export const getMySqlSourceOutput = lookups.getOutput;

/**
 * Returns all MySQL sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getMySqlSources = lookups.list;

/**
 * Returns the same as {@link getMySqlSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getMySqlSourcesOutput = lookups.listOutput;
