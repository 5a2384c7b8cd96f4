import { expect } from "chai";
import { AwsError } from "../../aws/errors";
import type { EntityKind } from "../../aws/world/entities";
import { broker, expectFailure, JoinedStack, ok, world } from "./support";

/** The two networks with many resources, each with a Kafka cluster and a schema registry. */
const PROGRAM = `
const brokers = config.requireObject("brokers");
const kafka = (name, way) => new materialize.KafkaConnection(name, {
    ...way, sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});
const registry = (name, way) => new materialize.ConfluentSchemaRegistryConnection(name, { url: "http://registry.internal:8081", ...way });
const password = new materialize.Secret("password", { value: "hunter2" });

const link = new materialize.PrivateLinkNetwork("orders", {
    brokerSecurityGroupId: "sg-kafka", brokers, timeoutMinutes: 1,
    schemaRegistry: { ip: "10.0.1.9", port: 8081, subnetId: "subnet-a", securityGroupId: "sg-app" },
});
kafka("kafka", { brokers: link.brokers });
registry("registry", { privateLink: link.connection });

const bastion = new materialize.SshBastionNetwork("bastion", {
    subnetId: "subnet-public-a", brokerSecurityGroupId: "sg-kafka", ports: [9096], adminCidrs: ["198.51.100.0/24"], timeoutMinutes: 1,
    schemaRegistry: { port: 8081, securityGroupId: "sg-app" }, rotateKeys: config.get("rotateKeys"),
});
kafka("kafka_over_ssh", { brokers: brokers.map(({ host, port }) => host + ":" + port), sshTunnel: bastion.sshTunnel });
registry("registry_over_ssh", { sshTunnel: bastion.sshTunnel });
exports.keys = bastion.sshTunnel.publicKeys;`;

const BROKERS = [broker(0, "a"), broker(3, "b")];
const REGISTRY = { url: "http://registry.internal:8081", ip: "10.0.1.9", port: 8081, subnetId: "subnet-a" };

/** The AWS resources of each network. */
const MADE: readonly string[] = [
    ...["securityGroup", "targetGroup", "attachment", "egressRule", "ingressRule"],
    ...["loadBalancer", "listener", "endpointService", "principal"],
    ...["address", "association", "instance"].map(kind => `bastion's ${kind}`),
    ...["securityGroup", "egressRule", "ingressRule"].map(kind => `bastion's ${kind}`),
];
const BASTIONS: readonly EntityKind[] = ["address", "association", "instance"];
const KINDS = [...new Set(MADE.map(entityName => entityName.replace("bastion's ", "") as EntityKind))];

const MOST_TRIES = 16;

describe("an up that fails before its end", function () {
    this.timeout("15m");
    let joined: JoinedStack;

    before(async () => {
        const servers = [{ ...REGISTRY, securityGroups: ["sg-app"] }];
        joined = await JoinedStack.start("halfway", PROGRAM, { world: world(BROKERS, { servers }) });
        await joined.setArguments({ brokers: BROKERS });
    });
    after(() => joined.close());

    /** Lets AWS fail once at each of the given kinds, and returns those at which it has failed. */
    function failOnceAt(names: readonly string[]): Set<string> {
        const awsWorld = joined.aws.world;
        const add = awsWorld.add.bind(awsWorld);
        const failedAt = new Set<string>();
        awsWorld.add = ((kind: EntityKind, region: string, id: string, props: { tags?: Record<string, string> }) => {
            const isBastions = BASTIONS.includes(kind) || props.tags?.Name?.startsWith("bastion") === true;
            const entityName = isBastions ? `bastion's ${kind}` : kind;
            if (!names.includes(entityName) || failedAt.has(entityName)) return add(kind, region, id, props as never);
            failedAt.add(entityName);
            throw new AwsError("InternalFailure", `no capacity for another ${kind}`);
        }) as typeof add;
        return failedAt;
    }

    it("An up continues after a failure at each AWS resource", async () => {
        const failedAt = failOnceAt(MADE);
        for (let tries = 0; failedAt.size < MADE.length; tries++) {
            expect(tries, [...failedAt].join()).to.be.lessThan(MOST_TRIES);
            expect(expectFailure(await joined.stack.up("--continue-on-error"))).to.contain("no capacity for another");
        }
    });

    it("An up after the failures completes the networks and creates nothing twice", async () => {
        ok(await joined.stack.up());
        ok(await joined.stack.preview("--expect-no-changes"));
        expect(joined.aws.world.all("targetGroup")).to.have.length(BROKERS.length + 1);
        for (const kind of ["loadBalancer", "instance", "address"] as const)
            expect(joined.aws.world.all(kind), kind).to.have.length(1);
    });

    it("An up that fails after a rotation keeps the keys in use, also with another rotation", async () => {
        failOnceAt(["bastion's instance"]);
        await joined.setArguments({ rotateKeys: "first" });
        expect(expectFailure(await joined.stack.up())).to.contain("no capacity for another instance");
        await joined.setArguments({ rotateKeys: "second" });
        ok(await joined.stack.up());
        const { keys } = await joined.stack.outputs();
        const [bastion, ...others] = joined.aws.world.all("instance");
        expect(others).to.be.empty;
        for (const key of keys as string[]) expect(bastion?.props.userData).to.contain(key);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A destroy after failures removes all resources", async () => {
        ok(await joined.stack.destroy());
        expect(joined.createdEntities([...KINDS, "endpointConnection"]).filter(({ kind }) => !kind.endsWith("Rule"))).to.be.empty;
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
    });
});
