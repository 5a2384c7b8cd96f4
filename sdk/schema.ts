import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs, ObjectRef } from "./arguments";
import { databaseObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Schema}. */
export interface SchemaArgs extends ObjectArgs {
    /** The database of the schema. Default: the one of the settings when the schema was created. A change replaces the schema. */
    database?: ObjectRef<"Database">;
}

/**
 * A schema in a database.
 *
 * Errors: at `pulumi up`, dropping a schema that contains objects.
 *
 * See {@link https://materialize.com/docs/sql/create-schema/ | CREATE SCHEMA}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const database = new materialize.Database("ingested");
 * const schema = new materialize.Schema("kafka", { database });
 * new materialize.Secret("in_the_schema", { database, schema, value: "public" });
 * ```
 */
export class Schema extends MaterializeResource<"Schema"> {
    constructor(name: string, args: SchemaArgs = {}, opts?: pulumi.CustomResourceOptions) {
        super("Schema", name, args, opts);
        databases.set(this, args.database);
    }
}

const databases = new WeakMap<object, SchemaArgs["database"]>();

/**
 * Returns the database that the program gives for a schema; that of a schema which a lookup found is a text.
 *
 * @internal
 */
export const declaredDatabase = (schema: object): unknown =>
    databases.has(schema) ? databases.get(schema) : Reflect.get(schema, "database");

const lookups = databaseObjectLookups("Schema");

/**
 * Returns the schema with this exact name and database.
 *
 * Errors: no such schema exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSchema = lookups.get;

/**
 * Returns the same as {@link getSchema} as outputs, which other resources take in place of a `Schema`. Its arguments can be outputs.
 *
 * @function
 */
export const getSchemaOutput = lookups.getOutput;

/**
 * Returns all schemas, or those of one database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSchemas = lookups.list;

/**
 * Returns the same as {@link getSchemas} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSchemasOutput = lookups.listOutput;
