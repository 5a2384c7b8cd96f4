import type * as pulumi from "@pulumi/pulumi";
import {
    type FoundSchemaObject,
    type FoundObjectOutputs,
    many,
    manyOutput,
    one,
    oneOutput,
    type SchemaObjectLookupArgs,
    type SchemaObjectsLookupArgs,
} from "./lookup";

/**
 * The PostgreSQL connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: PostgreSQL".
 */
export const getPostgresConnection = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundSchemaObject<"PostgresConnection">> => one("PostgresConnection", args);

/**
 * The same as {@link getPostgresConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getPostgresConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"PostgresConnection">> => oneOutput("PostgresConnection", args);

/** All PostgreSQL connections, or those of a schema or database, in the order of their names. */
export const getPostgresConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"PostgresConnection">[]> => many("PostgresConnection", args);

/** The same as {@link getPostgresConnections}, as an output; its arguments may be outputs too. */
export const getPostgresConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"PostgresConnection">[]> => manyOutput("PostgresConnection", args);

/**
 * The MySQL connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: MySQL".
 */
export const getMySqlConnection = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"MySqlConnection">> =>
    one("MySqlConnection", args);

/**
 * The same as {@link getMySqlConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getMySqlConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"MySqlConnection">> => oneOutput("MySqlConnection", args);

/** All MySQL connections, or those of a schema or database, in the order of their names. */
export const getMySqlConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"MySqlConnection">[]> => many("MySqlConnection", args);

/** The same as {@link getMySqlConnections}, as an output; its arguments may be outputs too. */
export const getMySqlConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"MySqlConnection">[]> => manyOutput("MySqlConnection", args);

/**
 * The SQL Server connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: SQL Server".
 */
export const getSqlServerConnection = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundSchemaObject<"SqlServerConnection">> => one("SqlServerConnection", args);

/**
 * The same as {@link getSqlServerConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getSqlServerConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"SqlServerConnection">> => oneOutput("SqlServerConnection", args);

/** All SQL Server connections, or those of a schema or database, in the order of their names. */
export const getSqlServerConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"SqlServerConnection">[]> => many("SqlServerConnection", args);

/** The same as {@link getSqlServerConnections}, as an output; its arguments may be outputs too. */
export const getSqlServerConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"SqlServerConnection">[]> => manyOutput("SqlServerConnection", args);

/**
 * The Iceberg catalog connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: Iceberg catalog".
 */
export const getIcebergCatalogConnection = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundSchemaObject<"IcebergCatalogConnection">> => one("IcebergCatalogConnection", args);

/**
 * The same as {@link getIcebergCatalogConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getIcebergCatalogConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"IcebergCatalogConnection">> => oneOutput("IcebergCatalogConnection", args);

/** All Iceberg catalog connections, or those of a schema or database, in the order of their names. */
export const getIcebergCatalogConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"IcebergCatalogConnection">[]> => many("IcebergCatalogConnection", args);

/** The same as {@link getIcebergCatalogConnections}, as an output; its arguments may be outputs too. */
export const getIcebergCatalogConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"IcebergCatalogConnection">[]> => manyOutput("IcebergCatalogConnection", args);
