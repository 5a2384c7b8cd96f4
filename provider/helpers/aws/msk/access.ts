import type { EC2Client } from "@aws-sdk/client-ec2";
import type { KafkaClient, Provisioned } from "@aws-sdk/client-kafka";
import { isOlder, OLDEST_PUBLIC_MSK } from "../../../../common/kafka";
import { kafkaSdk } from "../awsSdk";
import { privateSubnets } from "../subnets";
import type { Probe } from "../../../session/waitUntil";
import { type Cluster, describe } from "./cluster";
import { hasAuthorities, isPublic, isUnauthenticated } from "./authentication";

type Described = Pick<Cluster, "provisioned">;

/** What a cluster lacks before AWS lets it be public, and what to do (AWS: "Turn on public access to an MSK Provisioned cluster"). */
const LACKS: readonly (readonly [todo: string, lacks: (cluster: Described) => boolean])[] = [
    ['turn plaintext off (clientBroker: "TLS")', ({ provisioned }) => inTransit(provisioned)?.ClientBroker !== "TLS"],
    ["turn unauthenticated access off", isUnauthenticated],
    [
        "make it anew with inCluster: true (encryption between brokers)",
        ({ provisioned }) => inTransit(provisioned)?.InCluster === false,
    ],
    [
        `upgrade it to Kafka ${OLDEST_PUBLIC_MSK} or later`,
        ({ provisioned }) => isOlder(provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion ?? "", OLDEST_PUBLIC_MSK),
    ],
];

const ACLS = "apply a configuration with allow.everyone.if.no.acl.found=false, with ACLs for whom it is to serve";

const OVERTAKEN = /ACTIVE state|identical to the current value|current version/iu;

const inTransit = ({ EncryptionInfo: encryption }: Provisioned) => encryption?.EncryptionInTransit;

interface AccessCheck {
    readonly kafka: KafkaClient;
    readonly ec2: EC2Client;
    /** Shows a warning. */
    readonly say: (line: string) => void;
}

/** Returns one error message with everything that a cluster lacks before it can be public. */
export async function accessProblems({ kafka, ec2, say }: AccessCheck, arn: string): Promise<string[]> {
    const { provisioned, ClusterName: name } = await describe(kafka, arn);
    if (isPublic({ provisioned })) return [];
    const lacks = LACKS.flatMap(([todo, isLacking]) => (isLacking({ provisioned }) ? [todo] : []));
    const open = usesAcls(provisioned) && (await servesEveryone(kafka, provisioned)) ? [ACLS] : [];
    const all = [...lacks, ...(await routeProblems(ec2, provisioned, say)), ...open];
    return all.length === 0 ? [] : [`the cluster ${String(name)} cannot be made public as it is: ${all.join("; ")}`];
}

/** A cluster's subnets cannot be exchanged, but their routes can be changed. */
async function routeProblems(
    ec2: EC2Client,
    { BrokerNodeGroupInfo: group }: Provisioned,
    say: (line: string) => void,
): Promise<string[]> {
    const subnets = await privateSubnets(ec2, group?.ClientSubnets ?? [], say);
    return subnets.length === 0 ? [] : [`give ${subnets.join(", ")} a route to an internet gateway`];
}

const usesAcls = (provisioned: Provisioned): boolean =>
    provisioned.ClientAuthentication?.Sasl?.Scram?.Enabled === true || hasAuthorities({ provisioned });

/** MSK serves everyone a topic that has no ACLs, unless its configuration says otherwise. */
async function servesEveryone(kafka: KafkaClient, { CurrentBrokerSoftwareInfo: software }: Provisioned): Promise<boolean> {
    const { ConfigurationArn: Arn, ConfigurationRevision: Revision } = software ?? {};
    if (Arn === undefined || Revision === undefined) return true;
    const { DescribeConfigurationRevisionCommand } = kafkaSdk();
    const { ServerProperties } = await kafka.send(new DescribeConfigurationRevisionCommand({ Arn, Revision }));
    const properties = Buffer.from(ServerProperties ?? []).toString();
    return !/^\s*allow\.everyone\.if\.no\.acl\.found\s*=\s*false\s*$/mu.test(properties);
}

/** Turns public access on, and looks how far it is. */
export class PublicAccess {
    private asked: string | undefined;

    constructor(
        private readonly kafka: KafkaClient,
        private readonly arn: string,
    ) {}

    async look(): Promise<Probe> {
        const { State: state, CurrentVersion: version = "", provisioned } = await describe(this.kafka, this.arn);
        if (state !== "ACTIVE") return { ready: false, state: `the cluster is ${String(state)}` };
        if (isPublic({ provisioned })) return { ready: true, state: "public" };
        if (this.asked !== undefined) await this.refuseFailed(this.asked);
        else await this.ask(version);
        return { ready: false, state: "public access is being turned on" };
    }

    private async ask(version: string): Promise<void> {
        const { BadRequestException, UpdateConnectivityCommand } = kafkaSdk();
        const turnedOn = new UpdateConnectivityCommand({
            ClusterArn: this.arn,
            CurrentVersion: version,
            ConnectivityInfo: { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" } },
        });
        try {
            this.asked = (await this.kafka.send(turnedOn)).ClusterOperationArn;
        } catch (error) {
            // Somebody else was faster: the next look sees what became of it.
            if (!(error instanceof BadRequestException && OVERTAKEN.test(error.message))) throw error;
        }
    }

    /** A cluster that is ACTIVE again, and as it was. */
    private async refuseFailed(operation: string): Promise<void> {
        const { DescribeClusterOperationV2Command } = kafkaSdk();
        const { ClusterOperationInfo: info } = await this.kafka.send(
            new DescribeClusterOperationV2Command({ ClusterOperationArn: operation }),
        );
        if (info?.OperationState !== "UPDATE_FAILED") return;
        throw new Error(
            `AWS could not turn public access on: ${info.ErrorInfo?.ErrorString ?? info.ErrorInfo?.ErrorCode ?? "it does not say why"}`,
        );
    }
}
