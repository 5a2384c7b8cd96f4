import { msk } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MskIngestion, MskPublicCluster } from "../../../components";
import { MSK_ARN, run } from "../networks/support";

interface RegisteredOutputs {
    getUrn(): string;
    getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface Monitor {
    registerResourceOutputs(outputs: RegisteredOutputs, done: unknown): unknown;
}

/** Runs a program, and returns the outputs that it registers for clusters. */
async function registered(program: () => unknown): Promise<(Record<string, unknown> | undefined)[]> {
    const found: (Record<string, unknown> | undefined)[] = [];
    const { refused } = await run(() => {
        const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
        const complete = monitor.registerResourceOutputs.bind(monitor);
        monitor.registerResourceOutputs = (given, done) => {
            if (given.getUrn().includes("aws:msk/cluster:Cluster")) found.push(given.getOutputs()?.toJavaScript());
            return complete(given, done);
        };
        return program();
    });
    expect(refused).to.deep.equal([]);
    return found;
}

/** The mocks give a cluster its name as its version. */
const cluster = (clusterName: string) =>
    new msk.Cluster("own", {
        clusterName,
        kafkaVersion: "3.6.0",
        numberOfBrokerNodes: 2,
        brokerNodeGroupInfo: { instanceType: "kafka.m5.large", clientSubnets: ["subnet-a"], securityGroups: ["sg-msk"] },
    });
const ingestion = (name: string, mskClusterArn: pulumi.Input<string>) =>
    new MskIngestion(name, {
        mskClusterArn,
        auth: { iam: {} },
        network: { allowMaterializeIps: { cidrs: [`203.0.113.${String(name.length)}/32`], publicAccess: true } },
    });

describe("the version of a cluster with public access", () => {
    it("MskPublicCluster records the cluster's new version, and keeps its other outputs", async () => {
        const [outputs, ...others] = await registered(
            () =>
                new MskPublicCluster("clicks", {
                    vpcId: "vpc-main",
                    subnetIds: ["subnet-a", "subnet-b"],
                    kafkaVersion: "3.6.0",
                    instanceType: "kafka.m5.large",
                    users: {},
                }),
        );
        expect(others).to.be.empty;
        expect(outputs).to.include({ arn: MSK_ARN, kafkaVersion: "3.6.0", numberOfBrokerNodes: 2, currentVersion: "K2" });
    });

    it("MskIngestion records the new version of a cluster that the program creates", async () => {
        expect((await registered(() => ingestion("orders", cluster("K1").arn))).map(one => one?.currentVersion)).to.deep.equal([
            "K2",
        ]);
    });

    it("A version is recorded only for a cluster of the program whose recorded version is older", async () => {
        expect(await registered(() => ingestion("orders", cluster("K3").arn))).to.be.empty;
        expect(await registered(() => ingestion("orders", MSK_ARN))).to.be.empty;
        expect(await registered(() => ingestion("orders", pulumi.output(MSK_ARN)))).to.be.empty;
    });
});
