import type * as pulumi from "@pulumi/pulumi";
import type { ConnectionArgs, ObjectRef, SchemaObjectArgs, SecretRef } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** The type of an Iceberg catalog and its credentials. */
export type IcebergCatalog =
    | {
          /** {@link https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables.html | Amazon S3 Tables}. */
          catalogType: "s3tablesrest";
          /** The ARN of the table bucket. */
          warehouse: pulumi.Input<string>;
          /** The AWS connection with access to the table bucket. */
          awsConnection: ObjectRef<"AwsConnection">;
          gcpConnection?: never;
          credential?: never;
          scope?: never;
      }
    | {
          /** BigLake, the catalog of Google Cloud. */
          catalogType: "rest";
          /** The GCP connection with access to the catalog. Its `url` is `https://biglake.googleapis.com/iceberg/v1/restcatalog`. Needs Materialize v26.29. */
          gcpConnection: ObjectRef<"GcpConnection">;
          /** The bucket: `gs://…`. Default: chosen by the catalog. */
          warehouse?: pulumi.Input<string>;
          awsConnection?: never;
          credential?: never;
          scope?: never;
      }
    | {
          /** A catalog with Iceberg's REST API. */
          catalogType: "rest";
          /** The secret that contains the client's id and secret, `id:secret`. */
          credential: SecretRef;
          /** The OAuth scope. Default: chosen by the catalog. */
          scope?: pulumi.Input<string>;
          /** The warehouse. Default: chosen by the catalog. */
          warehouse?: pulumi.Input<string>;
          awsConnection?: never;
          gcpConnection?: never;
      };

/** Arguments of an {@link IcebergCatalogConnection}. */
export type IcebergCatalogConnectionArgs = SchemaObjectArgs &
    ConnectionArgs &
    IcebergCatalog & {
        /** The URL of the catalog, without user and password. */
        url: pulumi.Input<string>;
    };

/**
 * A connection to an Iceberg catalog. A change of its own arguments replaces it, because Materialize cannot alter it.
 *
 * Errors: at preview, arguments of the other catalog type, a URL with credentials, another URL than BigLake's with a `gcpConnection`, or a `credential` that is a string; at `pulumi up`, a catalog that Materialize cannot reach, unless `validate` is
 * `false`.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#iceberg-catalog | CREATE CONNECTION: Iceberg catalog}.
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
 * Returns the same as {@link getIcebergCatalogConnection} as outputs, which other resources take in place of an `IcebergCatalogConnection`. Its arguments can be outputs.
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
