import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { PrivateLinkNetwork } from "../../../components";
import type { Fields } from "../../../provider/values/value";
import { asked, COMPONENTS } from "../support";
import { run } from "./support";

const broker = { id: 1, host: "kafka-1", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" };

/** Returns the AWS identity that a helper resource gets from a program with an explicit AWS provider. */
async function identityOf(args: aws.ProviderArgs, isPreview: boolean): Promise<Fields> {
    const program = () => {
        const provider = new aws.Provider("explicit", args);
        return new PrivateLinkNetwork("orders", { brokers: [broker], brokerSecurityGroupId: "sg-kafka" }, { provider });
    };
    const { made } = await run(program, { isPreview });
    return made.find(({ type }) => type === "PrivateLinkLayout")?.inputs.__aws as Fields;
}

describe("the AWS provider of a component", () => {
    for (const isPreview of [true, false]) {
        const when = isPreview ? "a preview" : "an up";

        it(`helper resources know in ${when} that a provider leaves out credentials`, async () => {
            expect(await identityOf({ region: "us-east-1" }, isPreview)).to.deep.equal({ hasKeys: false, further: {} });
        });

        it(`helper resources get the properties of a provider in ${when}, without its keys and its token`, async () => {
            const webIdentity = { roleArn: "arn:web", webIdentityToken: "jwt" };
            const identity = await identityOf(
                {
                    ...{ accessKey: "AKIA", secretKey: "hunter2", allowedAccountIds: ["1"], httpsProxy: "http://proxy" },
                    ...{ assumeRoleWithWebIdentity: webIdentity, defaultTags: { tags: { a: "b" } } },
                },
                isPreview,
            );
            expect(identity).to.deep.equal({
                hasKeys: true,
                further: {
                    allowedAccountIds: '["1"]',
                    assumeRoleWithWebIdentity: { roleArn: "arn:web", webIdentityToken: true },
                    httpsProxy: "http://proxy",
                },
            });
        });
    }

    it("helper resources depend on an explicit provider, so that its role is deleted after them", async () => {
        const { made } = await asked(COMPONENTS.PrivateLinkNetwork ?? expect.fail(), ["orders"]);
        const drained = made.find(request => request.getType().endsWith(":EndpointConnectionsDrained"));
        expect(drained?.getDependenciesList().join()).to.match(/pulumi:providers:aws::/u);
    });
});
