import { expect } from "chai";

import { type LocalAws, startAws } from ".";
import { RULE_CASES } from "./rules/cases";
import { RULES } from "./rules";
import { callPlugin, tryCreate, create, createPrivateLinkNetwork } from "./support";

describe("the rules of the local AWS", () => {
    let aws: LocalAws;

    before(async () => {
        aws = await startAws();
    });
    after(() => aws.close());
    beforeEach(() => {
        aws.reset();
    });

    it("each have a test that provokes them", () => {
        expect(RULES.map(({ name }) => name).filter(name => !(name in RULE_CASES))).to.be.empty;
        expect(Object.keys(RULE_CASES)).to.have.length(RULES.length);
    });

    for (const { number, name, unverified } of RULES) {
        const ruleCase = RULE_CASES[name];
        if (!ruleCase) continue;
        it(`${String(number)}. ${name}${unverified ? " (not verified)" : ""}`, async () => {
            const { message, comply, violate } = ruleCase;
            if (comply) {
                const { error } = await comply(aws);
                expect(error, "what is allowed").to.equal(undefined);
                aws.reset();
            }
            const { error, failures = [] } = await violate(aws);
            expect([error, ...failures.map(({ reason }) => reason)].join("\n")).to.match(message);
        });
    }

    it("say when a made name is too long", async () => {
        const { error } = await tryCreate(
            aws,
            "lb.LoadBalancer",
            { loadBalancerType: "network" },
            "us-east-1",
            "a-network-for-the-orders-cluster",
        );
        expect(error).to.equal("name 'a-network-for-the-orders-cluster-' plus 7 random chars is longer than maximum length 32");
    });

    it("let an identical listener be made again, with the same ARN", async () => {
        const { listeners, groups, balancer } = await createPrivateLinkNetwork(aws);
        const again = await create(aws, "lb.Listener", {
            ...{ loadBalancerArn: balancer, port: 9001, protocol: "TCP" },
            defaultActions: [{ type: "forward", targetGroupArn: groups[0] ?? "" }],
        });
        expect(again).to.equal(listeners[0]);
    });

    it("begin a security group without egress", async () => {
        const { outputs } = await tryCreate(aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
        expect(outputs?.egress).to.deep.equal([]);
    });

    it("refuse what @pulumi/aws does not declare", async () => {
        const { failures = [] } = await callPlugin(aws, "check", "lb.TargetGroup", {
            news: {
                port: 9092,
                protocol: "TCP",
                vpcId: "vpc-main",
                healthCheck: { proto: "TCP" },
                tags: { a: "b" },
                deregistrationDelay: "soon",
            },
        });
        expect(failures.map(({ property, reason }) => `${property}: ${reason}`)).to.deep.equal([
            "healthCheck.proto: Invalid or unknown key. Check `pulumi config get aws:proto`. Examine values at 'healthCheck.proto'.",
            'deregistrationDelay: expected a number, got "soon"',
        ]);
    });
});
