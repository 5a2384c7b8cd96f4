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
 * The Kafka source of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE SOURCE: Kafka".
 */
export const getKafkaSource = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"KafkaSource">> =>
    one("KafkaSource", args);

/**
 * The same as {@link getKafkaSource}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getKafkaSourceOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSchemaObject<"KafkaSource">> =>
    oneOutput("KafkaSource", args);

/** All Kafka sources, or those of a schema or database, in the order of their names. */
export const getKafkaSources = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSchemaObject<"KafkaSource">[]> =>
    many("KafkaSource", args);

/** The same as {@link getKafkaSources}, as an output; its arguments may be outputs too. */
export const getKafkaSourcesOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSchemaObject<"KafkaSource">[]> =>
    manyOutput("KafkaSource", args);

/**
 * The table made from a source of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE TABLE … FROM SOURCE".
 */
export const getSourceTable = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"SourceTable">> =>
    one("SourceTable", args);

/**
 * The same as {@link getSourceTable}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getSourceTableOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSchemaObject<"SourceTable">> =>
    oneOutput("SourceTable", args);

/** All tables made from sources, or those of a schema or database, in the order of their names. */
export const getSourceTables = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSchemaObject<"SourceTable">[]> =>
    many("SourceTable", args);

/** The same as {@link getSourceTables}, as an output; its arguments may be outputs too. */
export const getSourceTablesOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSchemaObject<"SourceTable">[]> =>
    manyOutput("SourceTable", args);

/**
 * The view of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE VIEW".
 */
export const getView = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"View">> => one("View", args);

/**
 * The same as {@link getView}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getViewOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSchemaObject<"View">> =>
    oneOutput("View", args);

/** All views, or those of a schema or database, in the order of their names. */
export const getViews = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSchemaObject<"View">[]> =>
    many("View", args);

/** The same as {@link getViews}, as an output; its arguments may be outputs too. */
export const getViewsOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSchemaObject<"View">[]> =>
    manyOutput("View", args);

/**
 * The materialized view of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE MATERIALIZED VIEW".
 */
export const getMaterializedView = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundSchemaObject<"MaterializedView">> => one("MaterializedView", args);

/**
 * The same as {@link getMaterializedView}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getMaterializedViewOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"MaterializedView">> => oneOutput("MaterializedView", args);

/** All materialized views, or those of a schema or database, in the order of their names. */
export const getMaterializedViews = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"MaterializedView">[]> => many("MaterializedView", args);

/** The same as {@link getMaterializedViews}, as an output; its arguments may be outputs too. */
export const getMaterializedViewsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"MaterializedView">[]> => manyOutput("MaterializedView", args);

/**
 * The index of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE INDEX".
 */
export const getIndex = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"Index">> => one("Index", args);

/**
 * The same as {@link getIndex}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getIndexOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSchemaObject<"Index">> =>
    oneOutput("Index", args);

/** All indexes, or those of a schema or database, in the order of their names. */
export const getIndexes = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSchemaObject<"Index">[]> =>
    many("Index", args);

/** The same as {@link getIndexes}, as an output; its arguments may be outputs too. */
export const getIndexesOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSchemaObject<"Index">[]> =>
    manyOutput("Index", args);
