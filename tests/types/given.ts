// Declares the values that the programs of this folder refer to. The programs do not run: tsc checks them, and must refuse each line under
// `@ts-expect-error`.
import type * as pulumi from "@pulumi/pulumi";
import type * as materialize from "../../index";

export declare const secret: materialize.Secret;
export declare const tunnel: materialize.SshTunnelConnection;
export declare const link: materialize.AwsPrivatelinkConnection;
export declare const aws: materialize.AwsConnection;
export declare const glue: materialize.AwsGlueSchemaRegistryConnection;
export declare const gcp: materialize.GcpConnection;
export declare const kafka: materialize.KafkaConnection;
export declare const registry: materialize.ConfluentSchemaRegistryConnection;
export declare const source: materialize.KafkaSource;
export declare const postgres: materialize.PostgresConnection;
export declare const view: materialize.View;
export declare const role: materialize.Role;
export declare const cluster: materialize.Cluster;
export declare const database: materialize.Database;
export declare const schema: materialize.Schema;
export declare const text: pulumi.Output<string>;
export declare function see(...values: unknown[]): void;
