import { broker, Joined, ok, world } from "../tests/e2e/networks/support";
import { useAws } from "../tests/e2e/support/aws";
import { compare, type Compared } from "./contest";
import { floorOf, type Shape } from "./floor";
import { type Loaded, loading } from "./loading";
import { CHANGE } from "./operations";

const BROKERS = [broker(1, "a"), broker(2, "b"), broker(3, "c")];

/** One of each network; the change is another tag. */
const PROGRAM = `
const tags = { value: process.env.${CHANGE} ?? "value" };
new materialize.PrivateLinkNetwork("link", { brokerSecurityGroupId: "sg-kafka", brokers: ${JSON.stringify(BROKERS)} });
new materialize.SshBastionNetwork("bastion", { subnetId: "subnet-public-a", brokerSecurityGroupId: "sg-kafka", ports: [9096] });
new materialize.AllowMaterializeIps("allowed", { securityGroupId: "sg-app", ports: [9096], tags });`;

/** How often they are measured for each time that objects are: it takes seconds, and a twentieth more or less is what matters. */
const OFTENER = 3;

/** The networks' own time: no wait takes any. */
export interface NetworksCompared {
    readonly repetitions: number;
    readonly shape: Shape;
    readonly compared: readonly Compared[];
    readonly loading: readonly Loaded[];
}

export async function compareNetworks(times: number): Promise<NetworksCompared> {
    const repetitions = times * OFTENER;
    const joined = await Joined.start("networks", PROGRAM, { world: world(BROKERS) });
    try {
        ok(await joined.stack.up());
        const { stack, shape } = floorOf(await joined.stack.state());
        const floor = await useAws(stack, joined.aws).configure({});
        try {
            ok(await joined.stack.destroy());
            ok(await floor.up());
            ok(await floor.destroy());
            const { log } = joined.materialize;
            const compared = await compare({ ours: joined.stack, floor, log }, repetitions);
            return { repetitions, shape, compared, loading: await loading() };
        } finally {
            floor.remove();
        }
    } finally {
        await joined.close();
    }
}
