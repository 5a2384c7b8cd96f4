import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { KafkaClient } from "@aws-sdk/client-kafka";
import { type Identity, identityOptions } from "./credentials";
import { ec2Sdk, elbSdk, kafkaSdk } from "./awsSdk";

/** AWS's clients in one region, each made when it is first asked for. */
export interface Clients {
    readonly ec2: () => EC2Client;
    readonly elb: () => ElasticLoadBalancingV2Client;
    readonly kafka: () => KafkaClient;
}

/** The clients of a run: one set for each region and identity, so that connections and taken roles are shared. */
export class ClientPool {
    private readonly made = new Map<string, Clients>();

    of(region: string, identity: Identity): Clients {
        const key = JSON.stringify([region, identity]);
        const clients = this.made.get(key) ?? open(region, identity);
        this.made.set(key, clients);
        return clients;
    }
}

function open(region: string, identity: Identity): Clients {
    const options = { region, ...identityOptions(identity, region) };
    return {
        ec2: once(() => new (ec2Sdk().EC2Client)(options)),
        elb: once(() => new (elbSdk().ElasticLoadBalancingV2Client)(options)),
        kafka: once(() => new (kafkaSdk().KafkaClient)(options)),
    };
}

function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}
