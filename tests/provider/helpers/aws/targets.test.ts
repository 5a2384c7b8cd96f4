import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "chai";
import { TargetHealth } from "../../../../provider/helpers/aws/targets";
import { waitForAws } from "../../../../provider/helpers/aws/waitForAws";
import { type LocalAws, startAws } from "../../../aws";
import { failure } from "./support";

const BROKERS = 50;
const groupOf = (id: number): string => `arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup/broker-${String(id)}/1`;

/** Adds a load balancer's target group, target and listener for each broker. */
function addTargets({ world }: LocalAws): Record<string, { group: string; attachment: string }> {
    const ids = Array.from({ length: BROKERS }, (_, at) => at + 1);
    for (const id of ids) {
        const targetGroupArn = groupOf(id);
        world.add("targetGroup", "us-east-1", targetGroupArn, { arn: targetGroupArn, healthCheck: { enabled: false } });
        world.add("attachment", "us-east-1", `attachment-${String(id)}`, { targetGroupArn, targetId: "10.0.1.10", port: 9096 });
        const defaultActions = [{ type: "forward", targetGroupArn }];
        world.add("listener", "us-east-1", `listener-${String(id)}`, { port: 9000 + id, defaultActions });
    }
    return Object.fromEntries(ids.map(id => [`broker ${String(id)}`, { group: groupOf(id), attachment: "a" }]));
}

describe("the health of targets", function () {
    this.timeout("1m");
    let aws: LocalAws;
    let elb: ElasticLoadBalancingV2Client;

    before(async () => {
        aws = await startAws({ times: { targetHealth: 1500 } });
        elb = new ElasticLoadBalancingV2Client({
            ...{ endpoint: aws.url, region: "us-east-1", maxAttempts: 3 },
            credentials: { accessKeyId: "local", secretAccessKey: "local" },
        });
    });
    afterEach(() => {
        aws.reset();
    });
    after(() => aws.close());

    const wait = async (health: TargetHealth, minutes = 0.5): Promise<string[]> => {
        const said: string[] = [];
        await waitForAws(() => health.check(), { what: "the targets", minutes, print: line => said.push(line) });
        return said;
    };

    it("The targets of 50 brokers become healthy within AWS's limit of calls", async () => {
        const said = await wait(new TargetHealth(elb, addTargets(aws)));
        expect(said[0]).to.equal(
            "waiting for the targets: broker 1 is initial (Elb.InitialHealthChecking), broker 2 is initial (Elb.InitialHealthChecking), broker 3 is initial (Elb.InitialHealthChecking), 47 more",
        );
        const asked = new Set(aws.log.entries.filter(({ error }) => error === undefined).map(({ call }) => call));
        expect(asked).to.deep.equal(new Set(["elasticloadbalancing DescribeTargetHealth"]));
        expect(aws.log.entries.filter(({ error }) => error !== undefined).length, "throttled calls").to.be.lessThan(BROKERS / 2);
    });

    it("The wait goes on while another program uses up AWS's limit of calls", async () => {
        const targets = addTargets(aws);
        const until = Date.now() + 3000;
        const other = async (): Promise<void> => {
            while (Date.now() < until) {
                const command = new DescribeTargetHealthCommand({ TargetGroupArn: groupOf(1) });
                await elb.send(command).catch(() => undefined);
            }
        };
        const others = Promise.all(Array.from({ length: 20 }, other));
        const said = await wait(new TargetHealth(elb, targets)).finally(() => others);
        expect(said.join("\n")).to.contain("AWS does not answer (ThrottlingException: Rate exceeded)");
    });

    it("Another error of AWS ends the wait", async () => {
        const missing = new TargetHealth(elb, { "broker 1": { group: "arn:none", attachment: "a" } });
        expect(await failure(wait(missing))).to.contain("One or more target groups not found");
    });
});
