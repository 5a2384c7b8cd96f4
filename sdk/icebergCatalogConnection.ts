import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs, TextOrSecret, ConnectionArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** A catalog in S3 Tables, or one that speaks REST. */
export type IcebergCatalog =
    | {
          /** S3 Tables. */
          catalogType: "s3tablesrest";
          /** The table bucket's ARN. */
          warehouse: pulumi.Input<string>;
          /** The AWS connection that may read it. */
          awsConnection: ObjectRef<"AwsConnection">;
          credential?: never;
          scope?: never;
      }
    | {
          /** A catalog that speaks Iceberg's REST protocol. */
          catalogType: "rest";
          /** The client's id and secret: `id:secret`. */
          credential: TextOrSecret;
          /** The scope that is asked for. Default: the catalog's. */
          scope?: pulumi.Input<string>;
          /** The warehouse. Default: the catalog's. */
          warehouse?: pulumi.Input<string>;
          awsConnection?: never;
      };

/** Arguments of an {@link IcebergCatalogConnection}. */
export type IcebergCatalogConnectionArgs = SchemaObjectArgs &
    ConnectionArgs &
    IcebergCatalog & {
        /** The catalog's address. */
        url: pulumi.Input<string>;
    };

/**
 * A connection to an Iceberg catalog. Materialize cannot alter one: whatever changes replaces it.
 *
 * Errors: arguments of the other catalog type, at preview; a catalog that does not answer, at `pulumi up` (unless `validate` is `false`).
 *
 * Materialize's documentation: "CREATE CONNECTION: Iceberg catalog".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const aws = new materialize.AwsConnection("lake_aws", { assumeRoleArn: "arn:aws:iam::123456789012:role/Lake" });
 * new materialize.IcebergCatalogConnection("lake", {
 *     catalogType: "s3tablesrest",
 *     url: "https://s3tables.us-east-1.amazonaws.com/iceberg",
 *     warehouse: "arn:aws:s3tables:us-east-1:123456789012:bucket/lake",
 *     awsConnection: aws,
 * });
 * ```
 */
export class IcebergCatalogConnection extends MaterializeResource<"IcebergCatalogConnection"> {
    constructor(name: string, args: IcebergCatalogConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("IcebergCatalogConnection", name, args, opts);
    }
}

const lookups = schemaObjectLookups("IcebergCatalogConnection");

/**
 * Returns the Iceberg catalog connection with this exact name, schema and database.
 *
 * Errors: no such Iceberg catalog connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getIcebergCatalogConnection = lookups.get;

/**
 * Returns the same as {@link getIcebergCatalogConnection} as outputs, which other resources take in place of a `IcebergCatalogConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getIcebergCatalogConnectionOutput = lookups.getOutput;

/**
 * Returns all Iceberg catalog connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getIcebergCatalogConnections = lookups.list;

/**
 * Returns the same as {@link getIcebergCatalogConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getIcebergCatalogConnectionsOutput = lookups.listOutput;
