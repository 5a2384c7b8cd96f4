import type { ClusterInfo, GetBootstrapBrokersResponse, KafkaClient, Provisioned } from "@aws-sdk/client-kafka";
import { kafkaSdk } from "../awsSdk";

/** A broker of a cluster. */
export interface Broker {
    readonly id: number;
    /** The advertised host name, unless the cluster's configuration sets another one. */
    readonly host: string;
    readonly ip: string;
    readonly subnetId: string;
}

/** The current properties of an MSK cluster. */
export interface Cluster {
    readonly name: string;
    readonly state: string;
    /** The state with AWS's reason, if the cluster cannot be used any more. */
    readonly final: string | undefined;
    /** The version that an update must name. */
    readonly version: string;
    readonly kafkaVersion: string;
    readonly provisioned: Provisioned;
    /** Sorted by id. */
    readonly brokers: readonly Broker[];
    readonly bootstrap: GetBootstrapBrokersResponse;
}

const ARN = /^arn:aws[a-z-]*:kafka:[a-z0-9-]+:\d{12}:cluster\/[^/]+\/[^/]+$/u;

/** Reports a text that is not the ARN of a cluster. */
export const arnProblems = (arn: string): string[] =>
    ARN.test(arn)
        ? []
        : [
              `mskClusterArn takes the ARN of a cluster, such as arn:aws:kafka:us-east-1:123456789012:cluster/orders/1a2b…, not ${arn}`,
          ];

/** The cluster does not exist. */
export class ClusterMissing extends Error {}

/** Returns the properties of a cluster without its brokers. */
export async function describe(kafka: KafkaClient, arn: string): Promise<ClusterInfo & { provisioned: Provisioned }> {
    const { DescribeClusterV2Command, NotFoundException } = kafkaSdk();
    const { ClusterInfo: found } = await kafka.send(new DescribeClusterV2Command({ ClusterArn: arn })).catch((error: unknown) => {
        throw error instanceof NotFoundException ? new ClusterMissing(`AWS has no MSK cluster ${arn}`) : queryError(arn, error);
    });
    const provisioned = found?.Provisioned;
    if (provisioned === undefined) {
        throw new Error(
            `the cluster ${String(found?.ClusterName)} is serverless: it has no brokers that a network could connect to; give a provisioned cluster`,
        );
    }
    return { ...found, provisioned };
}

/** Returns a cluster with its brokers. */
export async function describeWithBrokers(kafka: KafkaClient, arn: string): Promise<Cluster> {
    const { GetBootstrapBrokersCommand } = kafkaSdk();
    const { provisioned, ...found } = await describe(kafka, arn);
    // A cluster that is being created has no brokers.
    const isCreated = found.State !== "CREATING";
    const [brokers, bootstrap] = isCreated
        ? await Promise.all([brokersOf(kafka, arn), kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: arn }))]).catch(
              (error: unknown) => {
                  throw queryError(arn, error);
              },
          )
        : [[], {} as GetBootstrapBrokersResponse];
    return {
        name: found.ClusterName ?? "",
        state: found.State ?? "",
        final: finalState(found),
        version: found.CurrentVersion ?? "",
        kafkaVersion: provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion ?? "",
        ...{ provisioned, brokers, bootstrap },
    };
}

async function brokersOf(kafka: KafkaClient, arn: string): Promise<Broker[]> {
    const { paginateListNodes } = kafkaSdk();
    const found: Broker[] = [];
    for await (const page of paginateListNodes({ client: kafka }, { ClusterArn: arn })) {
        // Controller nodes have no broker properties.
        for (const { BrokerNodeInfo: node } of page.NodeInfoList ?? []) {
            const { BrokerId: id, Endpoints: [host] = [], ClientVpcIpAddress: ip = "", ClientSubnet: subnetId = "" } = node ?? {};
            if (id !== undefined && host !== undefined) found.push({ id, host, ip, subnetId });
        }
    }
    return found.sort((one, other) => one.id - other.id);
}

const queryError = (arn: string, error: unknown): Error =>
    new Error(
        `AWS does not describe the cluster ${arn}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
        { cause: error },
    );

/** Returns the state of a cluster that cannot be used any more, with AWS's reason; undefined if it can. */
export function finalState({ State: state, StateInfo: info }: ClusterInfo): string | undefined {
    if (state !== "FAILED" && state !== "DELETING") return undefined;
    const reason = info?.Message ?? info?.Code;
    return reason === undefined ? state : `${state} (${reason})`;
}
