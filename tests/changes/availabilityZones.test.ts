import { expect } from "chai";
import { kindOf, StackResource, resetEnvironment } from "./support";
import { timeLimit } from "../server";

const SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f60718";

describe("the availability zones of AwsPrivatelinkConnection", function () {
    this.timeout(timeLimit("1m"));

    it("the error for an unknown availability zone lists the zones that Materialize supports", async () => {
        const resource = new StackResource(kindOf("AwsPrivatelinkConnection"), await resetEnvironment());
        const message = await resource
            .up({ name: "link", serviceName: SERVICE, availabilityZones: ["use1-az1", "use1-az9"] })
            .then(
                () => "no error",
                (error: unknown) => (error instanceof Error ? error.message : String(error)),
            );
        expect(message).to.contain('invalid AWS PrivateLink availability zone "use1-az9"');
        expect(message).to.match(/^Hint: .*Known availability zone IDs:\n\s+use1-az1\n\s+use1-az2\n\s+use1-az4$/mu);
        expect(message).to.contain("Statement: CREATE CONNECTION");
    });
});
