import type { ClusterInfo, GetBootstrapBrokersResponse, KafkaClient, Provisioned } from "@aws-sdk/client-kafka";
import { kafkaSdk } from "../awsSdk";

/** A broker of a cluster, as AWS knows it. */
export interface Broker {
    readonly id: number;
    /** The name that it advertises, unless the cluster's configuration says another one. */
    readonly host: string;
    readonly ip: string;
    readonly subnetId: string;
}

/** An MSK cluster as it is now. */
export interface Cluster {
    readonly name: string;
    readonly state: string;
    /** What an update must name. */
    readonly version: string;
    readonly kafkaVersion: string;
    readonly provisioned: Provisioned;
    /** Sorted by id. */
    readonly brokers: readonly Broker[];
    readonly bootstrap: GetBootstrapBrokersResponse;
}

const ARN = /^arn:aws[a-z-]*:kafka:[a-z0-9-]+:\d{12}:cluster\/[^/]+\/[^/]+$/u;

/** What is wrong with a cluster's ARN. */
export const arnProblems = (arn: string): string[] =>
    ARN.test(arn)
        ? []
        : [
              `mskClusterArn takes the ARN of a cluster, such as arn:aws:kafka:us-east-1:123456789012:cluster/orders/1a2b…, not ${arn}`,
          ];

/** A cluster that is not there. */
export class NoCluster extends Error {}

/** The part of a cluster that tells whether it is ready, and public. */
export async function describe(kafka: KafkaClient, arn: string): Promise<ClusterInfo & { provisioned: Provisioned }> {
    const { DescribeClusterV2Command, NotFoundException } = kafkaSdk();
    const { ClusterInfo: found } = await kafka.send(new DescribeClusterV2Command({ ClusterArn: arn })).catch((error: unknown) => {
        throw error instanceof NotFoundException ? new NoCluster(`AWS has no MSK cluster ${arn}`) : asked(arn, error);
    });
    const provisioned = found?.Provisioned;
    if (provisioned === undefined) {
        throw new Error(
            `the cluster ${String(found?.ClusterName)} is serverless: it has no brokers to make a network to; give one that is provisioned`,
        );
    }
    return { ...found, provisioned };
}

/** Looks a cluster up. */
export async function clusterOf(kafka: KafkaClient, arn: string): Promise<Cluster> {
    const { GetBootstrapBrokersCommand } = kafkaSdk();
    const { provisioned, ...found } = await describe(kafka, arn);
    // A cluster that is being made has no brokers to ask for.
    const isThere = found.State !== "CREATING";
    const [brokers, bootstrap] = isThere
        ? await Promise.all([brokersOf(kafka, arn), kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: arn }))]).catch(
              (error: unknown) => {
                  throw asked(arn, error);
              },
          )
        : [[], {} as GetBootstrapBrokersResponse];
    return {
        name: found.ClusterName ?? "",
        state: found.State ?? "",
        version: found.CurrentVersion ?? "",
        kafkaVersion: provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion ?? "",
        ...{ provisioned, brokers, bootstrap },
    };
}

async function brokersOf(kafka: KafkaClient, arn: string): Promise<Broker[]> {
    const { paginateListNodes } = kafkaSdk();
    const found: Broker[] = [];
    for await (const page of paginateListNodes({ client: kafka }, { ClusterArn: arn })) {
        // Nodes that only control have no such part.
        for (const { BrokerNodeInfo: node } of page.NodeInfoList ?? []) {
            const { BrokerId: id, Endpoints: [host] = [], ClientVpcIpAddress: ip = "", ClientSubnet: subnetId = "" } = node ?? {};
            if (id !== undefined && host !== undefined) found.push({ id, host, ip, subnetId });
        }
    }
    return found.sort((one, other) => one.id - other.id);
}

const asked = (arn: string, error: unknown): Error =>
    new Error(
        `AWS does not say what the cluster ${arn} is: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    );
