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

    it("Every rule of the local AWS has a test case", () => {
        expect(RULES.map(({ name }) => name).filter(name => !(name in RULE_CASES))).to.be.empty;
        expect(Object.keys(RULE_CASES)).to.have.length(RULES.length);
    });

    for (const { number, name, unverified } of RULES) {
        const ruleCase = RULE_CASES[name];
        if (!ruleCase) continue;
        it(`${name} (rule ${String(number)}${unverified ? ", not verified with AWS" : ""})`, async () => {
            const { message, comply, violate } = ruleCase;
            if (comply) {
                const { error } = await comply(aws);
                expect(error, "the call that the rule allows").to.equal(undefined);
                aws.reset();
            }
            const { error, failures = [] } = await violate(aws);
            expect([error, ...failures.map(({ reason }) => reason)].join("\n")).to.match(message);
        });
    }

    it("The local AWS refuses a generated name that is too long", async () => {
        const { error } = await tryCreate(
            aws,
            "lb.LoadBalancer",
            { loadBalancerType: "network" },
            "us-east-1",
            "a-network-for-the-orders-cluster",
        );
        expect(error).to.equal("name 'a-network-for-the-orders-cluster-' plus 7 random chars is longer than maximum length 32");
    });

    it("The creation of an identical listener returns the ARN of the first one", async () => {
        const { listeners, groups, balancer } = await createPrivateLinkNetwork(aws);
        const again = await create(aws, "lb.Listener", {
            ...{ loadBalancerArn: balancer, port: 9001, protocol: "TCP" },
            defaultActions: [{ type: "forward", targetGroupArn: groups[0] ?? "" }],
        });
        expect(again).to.equal(listeners[0]);
    });

    it("A new security group has no egress rules", async () => {
        const { outputs } = await tryCreate(aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
        expect(outputs?.egress).to.deep.equal([]);
    });

    it("The local AWS refuses arguments that @pulumi/aws does not declare", async () => {
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
