import { expect } from "chai";
import { AwsError } from "../../aws/errors";
import type { Kind } from "../../aws/world/things";
import { broker, failed, Joined, ok, world } from "./support";

const PROGRAM = `
const network = new materialize.PrivateLinkNetwork("orders", {
    brokerSecurityGroupId: "sg-kafka", brokers: config.requireObject("brokers"), timeoutMinutes: 1,
});
const password = new materialize.Secret("password", { value: "hunter2" });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: network.brokers, sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});`;

const BROKERS = [broker(0, "a"), broker(3, "b")];

/** What is made in AWS. */
const KINDS: readonly Kind[] = [
    ...(["securityGroup", "targetGroup", "attachment", "egressRule", "ingressRule"] as const),
    ...(["loadBalancer", "listener", "endpointService", "principal"] as const),
];

const MOST_TRIES = 12;

describe("an up that stops half-way", function () {
    this.timeout("10m");
    let joined: Joined;

    before(async () => {
        joined = await Joined.start("halfway", PROGRAM, { world: world(BROKERS) });
        await joined.given({ brokers: BROKERS });
    });
    after(() => joined.close());

    /** Lets AWS fail at the first thing of each kind; the kinds at which it has. */
    function failOnceAtEach(): Set<Kind> {
        const there = joined.aws.world;
        const add = there.add.bind(there);
        const broken = new Set<Kind>();
        there.add = ((kind: Kind, ...rest: [string, string, object]) => {
            if (!KINDS.includes(kind) || broken.has(kind)) return add(kind, ...rest);
            broken.add(kind);
            throw new AwsError("InternalFailure", `there is no room for another ${kind}`);
        }) as typeof add;
        return broken;
    }

    it("at anything that AWS makes is gone on with by the next one", async () => {
        const broken = failOnceAtEach();
        for (let tries = 0; broken.size < KINDS.length; tries++) {
            expect(tries, [...broken].join()).to.be.lessThan(MOST_TRIES);
            expect(failed(await joined.stack.up())).to.contain("there is no room for another");
        }
    });

    it("is completed by the next one, and nothing is left over", async () => {
        ok(await joined.stack.up());
        ok(await joined.stack.preview("--expect-no-changes"));
        expect(joined.aws.world.all("targetGroup")).to.have.length(BROKERS.length);
        expect(joined.aws.world.all("loadBalancer")).to.have.length(1);
        ok(await joined.stack.destroy());
        expect(joined.madeIn([...KINDS, "endpointConnection"]).filter(({ kind }) => !kind.endsWith("Rule"))).to.be.empty;
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
    });
});
