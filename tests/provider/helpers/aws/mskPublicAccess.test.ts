import { EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { arnOf, MskWorld } from "./mskWorld";
import { ask, check, failure, stepNamed, workOf } from "./support";

describe("MskPublicAccess", () => {
    const world = new MskWorld();
    before(() => world.start());
    after(() => world.aws.close());
    beforeEach(() => {
        world.reset();
    });

    const open = (name: string, args: Fields = {}) =>
        ask("MskPublicAccess", world.work, { clusterArn: arnOf(name), timeoutMinutes: 1, ...args });
    const run = (name: string) =>
        stepNamed("MskPublicAccess").apply?.(world.work, { clusterArn: arnOf(name), timeoutMinutes: 0.01 });
    const typeOf = async (name: string) => {
        const seen = await stepNamed("MskPublicAccess").read?.(world.work, { clusterArn: arnOf(name) });
        return seen?.publicAccess;
    };

    it("MskPublicAccess reports all missing requirements in the check", async () => {
        expect((await open("open")).failures.map(({ reason }) => reason)).to.deep.equal([
            'the cluster open cannot be made public as it is: turn plaintext off (clientBroker: "TLS"); turn unauthenticated access off; apply a configuration with allow.everyone.if.no.acl.found=false, with ACLs for whom it is to serve',
        ]);
        expect((await open("orders")).failures[0]?.reason).to.contain("apply a configuration with allow.everyone");
        const changing = await open("orders", { __changing: "cluster" });
        expect(changing.failures).to.be.empty;
        expect(changing.inputs, "an update plan would refuse it").not.to.have.property("__changing");
        expect((await open("closed")).failures).to.be.empty;
    });

    it("MskPublicAccess refuses Express brokers and KRaft mode", async () => {
        expect((await open("express")).failures[0]?.reason).to.contain(
            "recreate it in ZooKeeper mode (AWS has no public access in KRaft mode); recreate it with standard brokers (AWS has no public access for Express brokers)",
        );
    });

    it("MskPublicAccess refuses a subnet without a route to an internet gateway", async () => {
        expect((await open("inside")).failures.map(({ reason }) => reason)).to.deep.equal([
            "the cluster inside cannot be made public as it is: give subnet-inside a route to an internet gateway",
        ]);
        expect(world.said).to.be.empty;
    });

    it("MskPublicAccess warns with the missing permissions if AWS denies the calls that read the routes", async () => {
        const denied = Object.assign(new Error("You are not authorized"), { name: "UnauthorizedOperation" });
        const ec2 = Object.assign(new EC2Client({ region: "us-east-1" }), { send: () => Promise.reject(denied) });
        const clients = world.work.aws("us-east-1");
        world.work = { ...world.work, aws: () => ({ ...clients, ec2: () => ec2 }) };
        expect((await open("inside")).failures).to.be.empty;
        expect(world.said).to.deep.equal([
            "cannot check that subnet-a, subnet-b, subnet-inside have a route to an internet gateway: allow ec2:DescribeSubnets and ec2:DescribeRouteTables (UnauthorizedOperation: You are not authorized)",
        ]);
    });

    it("MskPublicAccess turns public access on, and prints the progress", async () => {
        expect(await typeOf("closed")).to.equal("DISABLED");
        expect(await failure(run("closed"))).to.equal("");
        expect(await typeOf("closed")).to.equal("SERVICE_PROVIDED_EIPS");
        expect(world.said).to.deep.equal(["waiting for public access: public access is being turned on"]);
    });

    it("MskPublicAccess returns the versions that the cluster had before, with that of the state, and its current one", async () => {
        const apply = (more: Fields = {}) =>
            stepNamed("MskPublicAccess").apply?.(world.work, { clusterArn: arnOf("closed"), timeoutMinutes: 0.01, ...more });
        const versionOf = (name: string) => world.aws.world.find("cluster", arnOf(name))?.props.currentVersion;
        const before = versionOf("closed");
        const first = await apply();
        expect(first).to.deep.equal({ versions: { former: [before], current: versionOf("closed") } });
        expect(versionOf("closed")).not.to.equal(before);
        const again = await apply({ __recordedVersion: before });
        expect(again).to.deep.equal(first);
    });

    it("MskPublicAccess keeps the version that it was created with, so that later versions change no inputs", () => {
        const inputsOf = (version: string, olds: Fields) =>
            check("MskPublicAccess", { clusterArn: arnOf("a"), timeoutMinutes: 1, __recordedVersion: version }, olds).inputs;
        const first = inputsOf("K1", {});
        expect(first).to.include({ __recordedVersion: "K1" });
        expect(inputsOf("K2", first)).to.include({ __recordedVersion: "K1" });
        expect(inputsOf("K2", { ...first, clusterArn: arnOf("b") })).to.include({ __recordedVersion: "K2" });
    });

    it("MskPublicAccess does not change a public cluster, and a refresh finds that a cluster does not exist", async () => {
        await run("out");
        expect(world.aws.log.entries.filter(({ call }) => call.includes("PUT"))).to.be.empty;
        expect(await typeOf("none")).to.equal(undefined);
    });

    it("MskPublicAccess waits until the cluster is active first", async () => {
        const clusterArn = arnOf("closed");
        const operation = { clusterArn, type: "DISABLED", other: false, version: "", since: Date.now() + 60_000 };
        world.aws.world.add("operation", "us-east-1", "operation", operation);
        expect(await failure(run("closed")))
            .to.contain("gave up waiting for public access")
            .and.to.contain("the cluster is UPDATING");
    });

    it("MskPublicAccess waits while AWS throttles its calls or does not answer", async () => {
        const errors = [
            Object.assign(new Error("Rate exceeded"), { name: "TooManyRequestsException" }),
            Object.assign(new Error("getaddrinfo EAI_AGAIN"), { code: "EAI_AGAIN" }),
            Object.assign(new Error("internal"), { $metadata: { httpStatusCode: 500 } }),
            Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
        ];
        const IS_PUBLIC = { ConnectivityInfo: { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" } } };
        const hand = workOf({
            aws: () => {
                const error = errors.shift();
                if (error !== undefined) throw error;
                return { ClusterInfo: { State: "ACTIVE", Provisioned: { BrokerNodeGroupInfo: IS_PUBLIC } } };
            },
        });
        const args = { clusterArn: arnOf("closed"), timeoutMinutes: 1 };
        expect(await failure(stepNamed("MskPublicAccess").apply?.(hand.work, args))).to.equal("");
        expect(hand.said).to.have.length(4);
    });

    const FINAL: readonly (readonly [state: object, error: string])[] = [
        [{ State: "FAILED", StateInfo: { Message: "no capacity" } }, "the cluster is FAILED (no capacity)"],
        [{ State: "DELETING" }, "the cluster is DELETING"],
    ];
    for (const [state, error] of FINAL) {
        it(`MskPublicAccess does not wait: ${error}`, async () => {
            const hand = workOf({ aws: () => ({ ClusterInfo: { ...state, Provisioned: {} } }) });
            const args = { clusterArn: arnOf("closed"), timeoutMinutes: 120 };
            expect(await failure(stepNamed("MskPublicAccess").apply?.(hand.work, args))).to.equal(
                `gave up waiting for public access: ${error}. Run \`pulumi up\` again once that is fixed`,
            );
            expect(hand.asked).to.deep.equal(["DescribeClusterV2"]);
        });
    }

    it("MskPublicAccess fails with AWS's reason", async () => {
        const hand = workOf({
            aws: command =>
                command === "DescribeClusterV2"
                    ? { ClusterInfo: { State: "ACTIVE", Provisioned: {} } }
                    : command === "UpdateConnectivity"
                      ? { ClusterOperationArn: "operation" }
                      : {
                            ClusterOperationInfo: {
                                OperationState: "UPDATE_FAILED",
                                ErrorInfo: { ErrorString: "no address is free" },
                            },
                        },
        });
        const args = { clusterArn: arnOf("closed"), timeoutMinutes: 1 };
        expect(await failure(stepNamed("MskPublicAccess").apply?.(hand.work, args))).to.equal(
            "AWS could not turn public access on: no address is free",
        );
    });

    it("MskPublicAccess warns in a preview what is lost with a cluster that is replaced", async () => {
        const olds = { clusterArn: arnOf("closed"), timeoutMinutes: 1 };
        await ask("MskPublicAccess", world.work, { ...olds, clusterArn: UNKNOWN }, olds);
        expect(world.said.join("\n")).to.match(
            /^warning: the cluster arn:.*closed.* is replaced: its topics are lost with all messages/u,
        );
        await ask("MskPublicAccess", world.work, { ...olds, clusterArn: UNKNOWN });
        await ask("MskPublicAccess", world.work, olds, olds);
        expect(world.said).to.have.length(1);
    });
});
