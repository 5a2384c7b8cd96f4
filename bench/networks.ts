import { broker, JoinedStack, ok, world } from "../tests/e2e/networks/support";
import { useAws } from "../tests/e2e/support/aws";
import { baselineFor, type Shape } from "./baseline";
import { compare, type Compared } from "./compare";
import { type Loaded, loading } from "./loading";
import { CHANGE } from "./operations";

const BROKERS = [broker(1, "a"), broker(2, "b"), broker(3, "c")];

/** A program with one network of each class. The change is another tag. */
const PROGRAM = `
const tags = { value: process.env.${CHANGE} ?? "value" };
new materialize.PrivateLinkNetwork("link", { brokerSecurityGroupId: "sg-kafka", brokers: ${JSON.stringify(BROKERS)} });
new materialize.SshBastionNetwork("bastion", { subnetId: "subnet-public-a", brokerSecurityGroupId: "sg-kafka", ports: [9096] });
new materialize.AllowMaterializeIps("allowed", { securityGroupId: "sg-app", ports: [9096], tags });`;

/** The networks are measured three times as often as the objects: a run takes seconds, and a difference of 5 % matters. */
const RUNS_PER_REPETITION = 3;

/** The figures of the networks in the local AWS, in which waits take no time. */
export interface NetworksCompared {
    readonly repetitions: number;
    readonly shape: Shape;
    readonly compared: readonly Compared[];
    readonly loading: readonly Loaded[];
}

export async function compareNetworks(times: number): Promise<NetworksCompared> {
    const repetitions = times * RUNS_PER_REPETITION;
    const joined = await JoinedStack.start("networks", PROGRAM, { world: world(BROKERS) });
    try {
        ok(await joined.stack.up());
        const { stack, shape } = baselineFor(await joined.stack.state());
        const baseline = await useAws(stack, joined.aws).configure({});
        try {
            ok(await joined.stack.destroy());
            ok(await baseline.up());
            ok(await baseline.destroy());
            const { log } = joined.materialize;
            const compared = await compare({ ours: joined.stack, baseline, log }, repetitions);
            return { repetitions, shape, compared, loading: await loading() };
        } finally {
            baseline.remove();
        }
    } finally {
        await joined.close();
    }
}
