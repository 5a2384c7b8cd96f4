import { expect } from "chai";
import { kindOf, Life, region } from "./support";

const SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f60718";

describe("a zone that Materialize does not serve", function () {
    this.timeout("1m");

    it("is refused with those that it does serve", async () => {
        const life = new Life(kindOf("AwsPrivatelinkConnection"), await region());
        const said = await life.up({ name: "link", serviceName: SERVICE, availabilityZones: ["use1-az1", "use1-az9"] }).then(
            () => "nothing was refused",
            (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        expect(said).to.contain('invalid AWS PrivateLink availability zone "use1-az9"');
        expect(said).to.match(/^Hint: .*Known availability zone IDs:\n\s+use1-az1\n\s+use1-az2\n\s+use1-az4$/mu);
        expect(said).to.contain("Statement: CREATE CONNECTION");
    });
});
