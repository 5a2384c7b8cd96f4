import type { EC2Client } from "@aws-sdk/client-ec2";
import type { KafkaClient, Provisioned } from "@aws-sdk/client-kafka";
import { isExpress, isKraft, isOlder, OLDEST_PUBLIC_MSK } from "../../../../common/kafka";
import { kafkaSdk } from "../awsSdk";
import { privateSubnets } from "../subnets";
import type { Probe } from "../../../session/waitUntil";
import { type Cluster, describe, finalState } from "./cluster";
import { hasAuthorities, isPublic, isUnauthenticated } from "./authentication";

type Described = Pick<Cluster, "provisioned">;

/** The requirements of public access, each with the fix (https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html). */
const REQUIREMENTS: readonly (readonly [fix: string, lacks: (cluster: Described) => boolean])[] = [
    ['turn plaintext off (clientBroker: "TLS")', ({ provisioned }) => inTransit(provisioned)?.ClientBroker !== "TLS"],
    ["turn unauthenticated access off", isUnauthenticated],
    [
        "recreate it with inCluster: true (encryption between brokers)",
        ({ provisioned }) => inTransit(provisioned)?.InCluster === false,
    ],
    [
        `upgrade it to Kafka ${OLDEST_PUBLIC_MSK} or later`,
        ({ provisioned }) => isOlder(provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion ?? "", OLDEST_PUBLIC_MSK),
    ],
    [
        "recreate it in ZooKeeper mode (AWS has no public access in KRaft mode)",
        ({ provisioned }) => isKraft(provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion ?? ""),
    ],
    [
        "recreate it with standard brokers (AWS has no public access for Express brokers)",
        ({ provisioned }) => isExpress(provisioned.BrokerNodeGroupInfo?.InstanceType ?? ""),
    ],
];

const ACLS = "apply a configuration with allow.everyone.if.no.acl.found=false, with ACLs for whom it is to serve";

/** AWS's errors for an update while another one runs. */
const CONFLICT = /ACTIVE state|identical to the current value|current version/iu;

const inTransit = ({ EncryptionInfo: encryption }: Provisioned) => encryption?.EncryptionInTransit;

interface AccessCheck {
    readonly kafka: KafkaClient;
    readonly ec2: EC2Client;
    /** Prints a warning. */
    readonly print: (line: string) => void;
}

/** Returns one error message with everything that a cluster lacks before it can be public. */
export async function accessProblems({ kafka, ec2, print }: AccessCheck, arn: string): Promise<string[]> {
    const { provisioned, ClusterName: name } = await describe(kafka, arn);
    if (isPublic({ provisioned })) return [];
    const lacks = REQUIREMENTS.flatMap(([fix, isLacking]) => (isLacking({ provisioned }) ? [fix] : []));
    const open = usesAcls(provisioned) && (await allowsEveryone(kafka, provisioned)) ? [ACLS] : [];
    const all = [...lacks, ...(await routeProblems(ec2, provisioned, print)), ...open];
    return all.length === 0 ? [] : [`the cluster ${String(name)} cannot be made public as it is: ${all.join("; ")}`];
}

/** Reports subnets without a route to the internet. The subnets of a cluster cannot be replaced, but their routes can. */
async function routeProblems(
    ec2: EC2Client,
    { BrokerNodeGroupInfo: group }: Provisioned,
    print: (line: string) => void,
): Promise<string[]> {
    const subnets = await privateSubnets(ec2, group?.ClientSubnets ?? [], print);
    return subnets.length === 0 ? [] : [`give ${subnets.join(", ")} a route to an internet gateway`];
}

const usesAcls = (provisioned: Provisioned): boolean =>
    provisioned.ClientAuthentication?.Sasl?.Scram?.Enabled === true || hasAuthorities({ provisioned });

/** True if clients may use a topic that has no ACLs, which is MSK's default. */
async function allowsEveryone(kafka: KafkaClient, { CurrentBrokerSoftwareInfo: software }: Provisioned): Promise<boolean> {
    const { ConfigurationArn: Arn, ConfigurationRevision: Revision } = software ?? {};
    if (Arn === undefined || Revision === undefined) return true;
    const { DescribeConfigurationRevisionCommand } = kafkaSdk();
    const { ServerProperties } = await kafka.send(new DescribeConfigurationRevisionCommand({ Arn, Revision }));
    const properties = Buffer.from(ServerProperties ?? []).toString();
    return !/^\s*allow\.everyone\.if\.no\.acl\.found\s*=\s*false\s*$/mu.test(properties);
}

/** Turns public access on, and checks the progress. */
export class PublicAccess {
    private operationArn: string | undefined;
    private readonly seen: string[] = [];

    constructor(
        private readonly kafka: KafkaClient,
        private readonly arn: string,
    ) {}

    /** The versions of the cluster during the checks; the last one is current. */
    get versions(): readonly string[] {
        return this.seen;
    }

    async check(): Promise<Probe> {
        const { provisioned, ...cluster } = await describe(this.kafka, this.arn);
        const { State: state, CurrentVersion: version = "" } = cluster;
        if (this.seen.at(-1) !== version) this.seen.push(version);
        const final = finalState(cluster);
        if (final !== undefined) return { ready: false, isFinal: true, state: `the cluster is ${final}` };
        if (state !== "ACTIVE") return { ready: false, state: `the cluster is ${String(state)}` };
        if (isPublic({ provisioned })) return { ready: true, state: "public" };
        if (this.operationArn !== undefined) await this.refuseFailed(this.operationArn);
        else await this.turnOn(version);
        return { ready: false, state: "public access is being turned on" };
    }

    private async turnOn(version: string): Promise<void> {
        const { BadRequestException, UpdateConnectivityCommand } = kafkaSdk();
        const request = new UpdateConnectivityCommand({
            ClusterArn: this.arn,
            CurrentVersion: version,
            ConnectivityInfo: { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" } },
        });
        try {
            this.operationArn = (await this.kafka.send(request)).ClusterOperationArn;
        } catch (error) {
            // Another update of the cluster runs: the next check returns its result.
            if (!(error instanceof BadRequestException && CONFLICT.test(error.message))) throw error;
        }
    }

    /** Throws if the operation has failed: the cluster is then ACTIVE and unchanged. */
    private async refuseFailed(operation: string): Promise<void> {
        const { DescribeClusterOperationV2Command } = kafkaSdk();
        const { ClusterOperationInfo: info } = await this.kafka.send(
            new DescribeClusterOperationV2Command({ ClusterOperationArn: operation }),
        );
        if (info?.OperationState !== "UPDATE_FAILED") return;
        throw new Error(
            `AWS could not turn public access on: ${info.ErrorInfo?.ErrorString ?? info.ErrorInfo?.ErrorCode ?? "without a reason"}`,
        );
    }
}
