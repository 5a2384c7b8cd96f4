import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs } from "./arguments";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Database}. A change of `name` replaces the database, because Materialize cannot rename it. */
export type DatabaseArgs = ObjectArgs;

/**
 * A database. Materialize creates the schema `public` in it.
 *
 * Errors: at `pulumi up`, dropping a database that contains objects.
 *
 * See {@link https://materialize.com/docs/sql/create-database/ | CREATE DATABASE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.Database("streams", { comment: "Objects that read from Kafka" });
 * ```
 */
export class Database extends MaterializeResource<"Database"> {
    constructor(name: string, args: DatabaseArgs = {}, opts?: pulumi.CustomResourceOptions) {
        super("Database", name, args, opts);
    }
}

const lookups = objectLookups("Database");

/**
 * Returns the database with this exact name.
 *
 * Errors: no such database exists; Materialize cannot be reached.
 *
 * @function
 */
export const getDatabase = lookups.get;

/**
 * Returns the same as {@link getDatabase} as outputs, which other resources take in place of a `Database`. Its arguments can be outputs.
 *
 * @function
 */
export const getDatabaseOutput = lookups.getOutput;

/**
 * Returns all databases that users created, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getDatabases = lookups.list;

/**
 * Returns the same as {@link getDatabases} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getDatabasesOutput = lookups.listOutput;
