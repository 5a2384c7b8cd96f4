import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkArguments } from "../../../../provider/helpers/helperHandler";
import { Run } from "../../../../provider/run/run";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { settings } from "../../support";
import { ask, stepNamed, workOf } from "./support";

const CLUSTER = { clusterArn: "arn:aws:kafka:us-east-1:210987654321:cluster/orders/1-2", auth: "iam", isPublic: false };
const KAFKA = {
    ...{ bootstrapServers: "b-1.example.com:9098", securityProtocol: "SASL_SSL", timeoutMinutes: 1 },
    ...{ name: "orders", partitions: 1 },
};
const SCRAM = { mechanism: "SCRAM-SHA-512", username: "u", password: "p" };
const IAM = { mechanism: "AWS_MSK_IAM", region: "us-east-1" };

/** Returns why a helper resource is refused in a stack whose configuration of AWS has a proxy. */
function reasons(kind: string, args: Fields): string[] {
    const run = new Run(key => (key === "aws:httpsProxy" ? "http://proxy" : undefined));
    const news = { __kind: kind, __resource: "it", ...args };
    return checkArguments(stepNamed(kind), run, { olds: {}, news }, settings).failures.map(({ reason }) => reason);
}

describe("an AWS provider whose identity the calls could not have", () => {
    it("it is refused where the helper resource calls AWS, and not elsewhere", () => {
        expect(reasons("MskBrokers", CLUSTER)[0]).to.match(/^aws:httpsProxy of the stack configuration cannot be used/u);
        expect(reasons("KafkaTopic", { ...KAFKA, sasl: IAM })[0]).to.match(/^aws:httpsProxy of the stack/u);
        expect(reasons("KafkaTopic", { ...KAFKA, sasl: SCRAM })).to.deep.equal([]);
        const further = { httpsProxy: "http://proxy" };
        expect(reasons("KafkaTopic", { ...KAFKA, sasl: SCRAM, __aws: { hasKeys: false, further } })).to.deep.equal([]);
        expect(reasons("SshPublicKeys", { connectionId: "u1" })).to.deep.equal([]);
    });

    it("the plugin, whose resources have the settings of the stack in the state, names these settings", () => {
        const ofStack = { isOfStack: true, hasKeys: false, further: { httpsProxy: "http://proxy" } };
        expect(reasons("MskBrokers", { ...CLUSTER, __aws: ofStack })[0]).to.match(/^aws:httpsProxy of the stack configuration/u);
        expect(reasons("MskBrokers", { ...CLUSTER, __aws: { ...ofStack, hasKeys: true } })[0]).to.match(
            /^the stack configuration has aws:accessKey, which would stand in the state/u,
        );
    });

    it("a preview refuses one that is not known yet if it has to ask AWS, and asks nothing", async () => {
        const { work, asked } = workOf({});
        const { failures } = await ask("MskBrokers", work, { ...CLUSTER, __aws: { hasKeys: false, further: UNKNOWN } });
        expect(failures.map(({ reason }) => reason)).to.deep.equal([
            "the properties of the AWS provider that is given are not known yet, and AWS has to be asked with them: write the ARN of a role that exists",
        ]);
        expect(asked).to.be.empty;
    });

    it("each helper resource that uses AWS clients says so", () => {
        const folder = join(__dirname, "../../../../provider/helpers/aws/resources");
        const files = readdirSync(folder).map(file => ({ file, text: readFileSync(join(folder, file), "utf8") }));
        const calling = files.filter(({ text }) => /\{ aws \}: HelperContext|context\.aws\(/u.test(text));
        expect(calling).to.have.length.above(4);
        expect(calling.filter(({ text }) => !text.includes("callsAws")).map(({ file }) => file)).to.deep.equal([]);
    });
});
