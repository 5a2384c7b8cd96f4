import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SourceArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link PostgresSource}. */
export interface PostgresSourceArgs extends SourceArgs {
    /** The connection to PostgreSQL. Another connection replaces the source; a new name of the same connection does not. */
    connection: ObjectRef<"PostgresConnection">;
    /**
     * The exact name of the publication. It must exist, and have at least one table. A table that is added to it later can be read at once. A change
     * replaces the source.
     */
    publication: pulumi.Input<string>;
}

/**
 * A source that reads tables of a PostgreSQL database. It has no rows of tables itself: each table that it reads is a `SourceTable`, so that a table is
 * added with one statement, and dropped without the others. The source has a replication slot in the database for as long as it exists.
 *
 * Errors: at `pulumi up`, a database that Materialize cannot reach, a publication that does not exist or has no tables, or a server on which tables of
 * sources are switched off.
 *
 * See {@link https://materialize.com/docs/sql/create-source/postgres-v2/ | CREATE SOURCE: PostgreSQL}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("shop");
 *
 * const password = new materialize.Secret("shop_postgres_password", { value: config.requireSecret("password") });
 * const connection = new materialize.PostgresConnection("shop_postgres", {
 *     host: "postgres.example.com",
 *     database: "shop",
 *     user: "materialize",
 *     password,
 *     sslMode: "require",
 * });
 * const source = new materialize.PostgresSource("shop_tables", { cluster: "quickstart", connection, publication: "mz_source" });
 * new materialize.SourceTable("shop_orders", { source, reference: ["public", "orders"] });
 * ```
 */
export class PostgresSource extends MaterializeResource<"PostgresSource"> {
    /**
     * The qualified names of the subsources of a source in the older form, whose tables its own statement lists, as a refresh finds them. Programs cannot
     * declare such a source, but adopt one: a delete then drops the subsources with it, and a change that replaces the source is refused. Empty for a
     * source with tables.
     */
    declare public readonly subsources: pulumi.Output<string[]>;

    constructor(name: string, args: PostgresSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("PostgresSource", name, args, opts, { outputs: ["subsources"], examples: () => ({ subsources: [] }) });
    }
}

/** A source of PostgreSQL that a lookup found. */
export interface FoundPostgresSource extends FoundSchemaObject<"PostgresSource"> {
    /** The qualified names of its subsources, if it is in the older form. */
    readonly subsources: string[];
}

const lookups = schemaObjectLookups<"PostgresSource", FoundPostgresSource>("PostgresSource", ["subsources"]);

/**
 * Returns the PostgreSQL source with this exact name, schema and database.
 *
 * Errors: no such PostgreSQL source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getPostgresSource = lookups.get;

/**
 * Returns the same as {@link getPostgresSource} as outputs, which other resources take in place of a `PostgresSource`. Its arguments can be outputs.
 *
 * @function
 */
export const getPostgresSourceOutput = lookups.getOutput;

/**
 * Returns all PostgreSQL sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getPostgresSources = lookups.list;

/**
 * Returns the same as {@link getPostgresSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getPostgresSourcesOutput = lookups.listOutput;
