// What the programs of this folder refer to; none of them runs. Each line under `@ts-expect-error` is one that tsc must refuse.
import type * as pulumi from "@pulumi/pulumi";
import type * as materialize from "../../index";

export declare const secret: materialize.Secret;
export declare const tunnel: materialize.SshTunnelConnection;
export declare const link: materialize.AwsPrivatelinkConnection;
export declare const aws: materialize.AwsConnection;
export declare const kafka: materialize.KafkaConnection;
export declare const registry: materialize.ConfluentSchemaRegistryConnection;
export declare const source: materialize.KafkaSource;
export declare const view: materialize.View;
export declare const role: materialize.Role;
export declare const cluster: materialize.Cluster;
export declare const database: materialize.Database;
export declare const schema: materialize.Schema;
export declare const text: pulumi.Output<string>;
export declare function see(...values: unknown[]): void;
