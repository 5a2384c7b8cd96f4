import { expect } from "chai";
import { computeDiff } from "./provider/diff";
import type { JsonObject } from "./provider/values";
import { UNKNOWN } from "../../common/unknowns";
import { loadBalancer } from "./resources/lb/loadBalancer";

const BALANCER = { loadBalancerType: "network", subnets: ["subnet-a", "subnet-b"], securityGroups: ["sg-1"] };

const changed = (news: JsonObject) =>
    computeDiff(loadBalancer, { olds: BALANCER, oldInputs: BALANCER, news: { ...BALANCER, ...news } });

describe("the diff of a Network Load Balancer", () => {
    it("A Network Load Balancer is replaced if it loses a subnet, and updated if it gets one", () => {
        expect(changed({ subnets: ["subnet-a"] })).to.deep.equal({ subnets: "UPDATE_REPLACE" });
        expect(changed({ subnets: ["subnet-a", "subnet-b", "subnet-c"] })).to.deep.equal({ subnets: "UPDATE" });
    });

    it("A Network Load Balancer is not replaced in a preview with unknown subnets or security groups", () => {
        expect(changed({ subnets: UNKNOWN })).to.deep.equal({ subnets: "UPDATE" });
        expect(changed({ subnets: ["subnet-a", UNKNOWN] })).to.deep.equal({ subnets: "UPDATE" });
        expect(changed({ securityGroups: UNKNOWN })).to.deep.equal({ securityGroups: "UPDATE" });
    });
});
