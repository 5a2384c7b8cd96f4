import type * as pulumi from "@pulumi/pulumi";
import {
    type DatabaseObjectLookupArgs,
    type DatabaseObjectsLookupArgs,
    type FoundDatabaseObject,
    type FoundObject,
    type FoundObjectOutputs,
    many,
    manyOutput,
    type ObjectLookupArgs,
    one,
    oneOutput,
    type EnvironmentLookupArgs,
} from "./lookup";

/**
 * The cluster of a name: its exact name.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CLUSTER".
 */
export const getCluster = (args: pulumi.Unwrap<ObjectLookupArgs>): Promise<FoundObject<"Cluster">> => one("Cluster", args);

/**
 * The same as {@link getCluster}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getClusterOutput = (args: ObjectLookupArgs): FoundObjectOutputs<FoundObject<"Cluster">> =>
    oneOutput("Cluster", args);

/** All clusters that users made, in the order of their names. */
export const getClusters = (args: pulumi.Unwrap<EnvironmentLookupArgs> = {}): Promise<FoundObject<"Cluster">[]> =>
    many("Cluster", args);

/** The same as {@link getClusters}, as an output; its arguments may be outputs too. */
export const getClustersOutput = (args: EnvironmentLookupArgs = {}): pulumi.Output<FoundObject<"Cluster">[]> =>
    manyOutput("Cluster", args);

/**
 * The database of a name: its exact name.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE DATABASE".
 */
export const getDatabase = (args: pulumi.Unwrap<ObjectLookupArgs>): Promise<FoundObject<"Database">> => one("Database", args);

/**
 * The same as {@link getDatabase}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getDatabaseOutput = (args: ObjectLookupArgs): FoundObjectOutputs<FoundObject<"Database">> =>
    oneOutput("Database", args);

/** All databases that users made, in the order of their names. */
export const getDatabases = (args: pulumi.Unwrap<EnvironmentLookupArgs> = {}): Promise<FoundObject<"Database">[]> =>
    many("Database", args);

/** The same as {@link getDatabases}, as an output; its arguments may be outputs too. */
export const getDatabasesOutput = (args: EnvironmentLookupArgs = {}): pulumi.Output<FoundObject<"Database">[]> =>
    manyOutput("Database", args);

/**
 * The schema of a name: its exact name and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE SCHEMA".
 */
export const getSchema = (args: pulumi.Unwrap<DatabaseObjectLookupArgs>): Promise<FoundDatabaseObject<"Schema">> =>
    one("Schema", args);

/**
 * The same as {@link getSchema}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getSchemaOutput = (args: DatabaseObjectLookupArgs): FoundObjectOutputs<FoundDatabaseObject<"Schema">> =>
    oneOutput("Schema", args);

/** All schemas, or those of a database, in the order of their names. */
export const getSchemas = (args: pulumi.Unwrap<DatabaseObjectsLookupArgs> = {}): Promise<FoundDatabaseObject<"Schema">[]> =>
    many("Schema", args);

/** The same as {@link getSchemas}, as an output; its arguments may be outputs too. */
export const getSchemasOutput = (args: DatabaseObjectsLookupArgs = {}): pulumi.Output<FoundDatabaseObject<"Schema">[]> =>
    manyOutput("Schema", args);

/**
 * The role of a name: its exact name.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE ROLE".
 */
export const getRole = (args: pulumi.Unwrap<ObjectLookupArgs>): Promise<FoundObject<"Role">> => one("Role", args);

/**
 * The same as {@link getRole}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getRoleOutput = (args: ObjectLookupArgs): FoundObjectOutputs<FoundObject<"Role">> => oneOutput("Role", args);

/** All roles that users made, in the order of their names. */
export const getRoles = (args: pulumi.Unwrap<EnvironmentLookupArgs> = {}): Promise<FoundObject<"Role">[]> => many("Role", args);

/** The same as {@link getRoles}, as an output; its arguments may be outputs too. */
export const getRolesOutput = (args: EnvironmentLookupArgs = {}): pulumi.Output<FoundObject<"Role">[]> =>
    manyOutput("Role", args);
