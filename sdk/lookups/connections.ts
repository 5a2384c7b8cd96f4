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
 * The Kafka connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: Kafka".
 */
export const getKafkaConnection = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSchemaObject<"KafkaConnection">> =>
    one("KafkaConnection", args);

/**
 * The same as {@link getKafkaConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getKafkaConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"KafkaConnection">> => oneOutput("KafkaConnection", args);

/** All Kafka connections, or those of a schema or database, in the order of their names. */
export const getKafkaConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"KafkaConnection">[]> => many("KafkaConnection", args);

/** The same as {@link getKafkaConnections}, as an output; its arguments may be outputs too. */
export const getKafkaConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"KafkaConnection">[]> => manyOutput("KafkaConnection", args);

/**
 * The schema registry connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: Confluent Schema Registry".
 */
export const getConfluentSchemaRegistryConnection = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundSchemaObject<"ConfluentSchemaRegistryConnection">> => one("ConfluentSchemaRegistryConnection", args);

/**
 * The same as {@link getConfluentSchemaRegistryConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getConfluentSchemaRegistryConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundSchemaObject<"ConfluentSchemaRegistryConnection">> =>
    oneOutput("ConfluentSchemaRegistryConnection", args);

/** All schema registry connections, or those of a schema or database, in the order of their names. */
export const getConfluentSchemaRegistryConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundSchemaObject<"ConfluentSchemaRegistryConnection">[]> => many("ConfluentSchemaRegistryConnection", args);

/** The same as {@link getConfluentSchemaRegistryConnections}, as an output; its arguments may be outputs too. */
export const getConfluentSchemaRegistryConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundSchemaObject<"ConfluentSchemaRegistryConnection">[]> =>
    manyOutput("ConfluentSchemaRegistryConnection", args);

/** What a look-up knows of the SSH tunnel connection. */
export interface FoundSshTunnelConnection extends FoundSchemaObject<"SshTunnelConnection"> {
    /** Both public keys, in the form of a line of `authorized_keys`. */
    readonly publicKeys: string[];
}

/**
 * The SSH tunnel connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: SSH tunnel".
 */
export const getSshTunnelConnection = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundSshTunnelConnection> =>
    one("SshTunnelConnection", args);

/**
 * The same as {@link getSshTunnelConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getSshTunnelConnectionOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundSshTunnelConnection> =>
    oneOutput("SshTunnelConnection", args, ["publicKeys"]);

/** All SSH tunnel connections, or those of a schema or database, in the order of their names. */
export const getSshTunnelConnections = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundSshTunnelConnection[]> =>
    many("SshTunnelConnection", args);

/** The same as {@link getSshTunnelConnections}, as an output; its arguments may be outputs too. */
export const getSshTunnelConnectionsOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundSshTunnelConnection[]> =>
    manyOutput("SshTunnelConnection", args);

/** What a look-up knows of the PrivateLink connection. */
export interface FoundAwsPrivatelinkConnection extends FoundSchemaObject<"AwsPrivatelinkConnection"> {
    /** The AWS principal that the endpoint service must allow. */
    readonly principal: string;
}

/**
 * The PrivateLink connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: AWS PrivateLink".
 */
export const getAwsPrivatelinkConnection = (
    args: pulumi.Unwrap<SchemaObjectLookupArgs>,
): Promise<FoundAwsPrivatelinkConnection> => one("AwsPrivatelinkConnection", args);

/**
 * The same as {@link getAwsPrivatelinkConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getAwsPrivatelinkConnectionOutput = (
    args: SchemaObjectLookupArgs,
): FoundObjectOutputs<FoundAwsPrivatelinkConnection> => oneOutput("AwsPrivatelinkConnection", args, ["principal"]);

/** All PrivateLink connections, or those of a schema or database, in the order of their names. */
export const getAwsPrivatelinkConnections = (
    args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {},
): Promise<FoundAwsPrivatelinkConnection[]> => many("AwsPrivatelinkConnection", args);

/** The same as {@link getAwsPrivatelinkConnections}, as an output; its arguments may be outputs too. */
export const getAwsPrivatelinkConnectionsOutput = (
    args: SchemaObjectsLookupArgs = {},
): pulumi.Output<FoundAwsPrivatelinkConnection[]> => manyOutput("AwsPrivatelinkConnection", args);

/** What a look-up knows of the AWS connection. */
export interface FoundAwsConnection extends FoundSchemaObject<"AwsConnection"> {
    /** The principal that takes on the role; none with a key. */
    readonly principal?: string | undefined;
    /** The external id that the role's trust policy must ask for; none with a key. */
    readonly externalId?: string | undefined;
    /** A trust policy for the role; none with a key. */
    readonly exampleTrustPolicy?: unknown;
}

/**
 * The AWS connection of a name: its exact name, schema and database.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "CREATE CONNECTION: AWS".
 */
export const getAwsConnection = (args: pulumi.Unwrap<SchemaObjectLookupArgs>): Promise<FoundAwsConnection> =>
    one("AwsConnection", args);

/**
 * The same as {@link getAwsConnection}, as outputs: it can be given wherever the resource can. Its arguments may be outputs too.
 */
export const getAwsConnectionOutput = (args: SchemaObjectLookupArgs): FoundObjectOutputs<FoundAwsConnection> =>
    oneOutput("AwsConnection", args, ["principal", "externalId", "exampleTrustPolicy"]);

/** All AWS connections, or those of a schema or database, in the order of their names. */
export const getAwsConnections = (args: pulumi.Unwrap<SchemaObjectsLookupArgs> = {}): Promise<FoundAwsConnection[]> =>
    many("AwsConnection", args);

/** The same as {@link getAwsConnections}, as an output; its arguments may be outputs too. */
export const getAwsConnectionsOutput = (args: SchemaObjectsLookupArgs = {}): pulumi.Output<FoundAwsConnection[]> =>
    manyOutput("AwsConnection", args);
