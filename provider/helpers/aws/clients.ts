import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { KafkaClient } from "@aws-sdk/client-kafka";
import { clientOptions } from "./credentials";
import type { Identity } from "./identity";
import { ec2Sdk, elbSdk, kafkaSdk } from "./awsSdk";

/** The AWS clients for one region. Each is created when it is first used. */
export interface Clients {
    readonly ec2: () => EC2Client;
    readonly elb: () => ElasticLoadBalancingV2Client;
    readonly kafka: () => KafkaClient;
}

/** The AWS clients of a run: one set for each region and identity, so that they share connections and assumed roles. */
export class ClientPool {
    private readonly clients = new Map<string, Clients>();

    of(region: string, identity: Identity): Clients {
        const key = JSON.stringify([region, identity]);
        const clients = this.clients.get(key) ?? createClients(region, identity);
        this.clients.set(key, clients);
        return clients;
    }
}

function createClients(region: string, identity: Identity): Clients {
    return {
        ec2: once(() => new (ec2Sdk().EC2Client)(clientOptions(identity, region, "ec2"))),
        elb: once(() => new (elbSdk().ElasticLoadBalancingV2Client)(clientOptions(identity, region, "elbv2"))),
        kafka: once(() => new (kafkaSdk().KafkaClient)(clientOptions(identity, region, "kafka"))),
    };
}

function once<T>(create: () => T): () => T {
    let created: T | undefined;
    return () => (created ??= create());
}
