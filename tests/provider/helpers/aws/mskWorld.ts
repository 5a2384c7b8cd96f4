import { EC2Client } from "@aws-sdk/client-ec2";
import { KafkaClient } from "@aws-sdk/client-kafka";
import type { HelperContext } from "../../../../provider/helpers/helperKind";
import { type LocalAws, startAws, type WorldFile } from "../../../aws";
import { workOf } from "./support";

const subnets = ["a", "b", "c"].map((zone, at) => ({
    ...{ id: `subnet-${zone}`, vpcId: "vpc-main", cidr: `10.0.${String(at + 1)}.0/24`, zone: `us-east-1${zone}` },
    ...{ zoneId: `use1-az${String(at + 1)}`, isPublic: true },
}));
const brokers = (...ids: number[]) =>
    ids.map((id, at) => ({
        id,
        subnetId: `subnet-${"abc".charAt(at % 3)}`,
        ip: `10.0.${String((at % 3) + 1)}.${String(id + 11)}`,
    }));
type Cluster = NonNullable<WorldFile["mskClusters"]>[number];
const cluster = (name: string, more: Partial<Cluster> = {}): Cluster => ({
    ...{ name, uuid: "1-2", securityGroups: ["sg-msk"], brokers: brokers(1, 2, 3), authentication: ["scram", "iam"], ...more },
});
/** MSK clusters, each with one property that matters. */
const WORLD: WorldFile = {
    vpcs: [{ id: "vpc-main", cidr: "10.0.0.0/16" }],
    internetGateways: [{ id: "igw-main", vpcId: "vpc-main" }],
    subnets: [
        ...subnets,
        { id: "subnet-inside", vpcId: "vpc-main", cidr: "10.0.9.0/24", zone: "us-east-1c", zoneId: "use1-az3" },
    ],
    securityGroups: [{ id: "sg-msk", vpcId: "vpc-main" }],
    mskClusters: [
        cluster("orders"),
        cluster("gaps", { brokers: brokers(0, 3, 101) }),
        cluster("grown", { brokers: brokers(1, 2, 3, 4, 5, 6) }),
        cluster("old", { kafkaVersion: "2.8.1" }),
        cluster("open", { authentication: ["unauthenticated", "tls"], plaintext: true }),
        cluster("closed", { properties: "allow.everyone.if.no.acl.found=false" }),
        cluster("inside", {
            brokers: [...brokers(1, 2), { id: 3, subnetId: "subnet-inside", ip: "10.0.9.11" }],
            properties: "allow.everyone.if.no.acl.found=false",
        }),
        cluster("out", { properties: "allow.everyone.if.no.acl.found = false", publicAccess: true }),
        cluster("express", {
            ...{ instanceType: "express.m7g.large", kafkaVersion: "3.9.x.kraft" },
            properties: "allow.everyone.if.no.acl.found=false",
        }),
        cluster("named", { properties: "custom.advertised.listeners=CLIENT_IAM://b-{broker_id}.x.com:9000+{broker_id}" }),
    ],
};
export const arnOf = (name: string): string => `arn:aws:kafka:us-east-1:210987654321:cluster/${name}/1-2`;

/** A local AWS with the clusters, and the context of a helper resource that uses it. */
export class MskWorld {
    aws!: LocalAws;
    work!: HelperContext;
    /** The lines that the helper resource prints. */
    said: string[] = [];

    async start(): Promise<void> {
        this.aws = await startAws({ world: WORLD });
    }

    reset(): void {
        this.aws.reset();
        const hand = workOf({});
        this.said = hand.said;
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const settings = { endpoint: this.aws.url, region: "us-east-1", credentials, maxAttempts: 1 };
        const [kafka, ec2] = [new KafkaClient(settings), new EC2Client(settings)];
        this.work = { ...hand.work, aws: () => ({ ...hand.work.aws("us-east-1"), kafka: () => kafka, ec2: () => ec2 }) };
    }
}
