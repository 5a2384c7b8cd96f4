import { resolve } from "node:path";
import { expect } from "chai";
import { ESLint, type Linter } from "eslint";
import { configs } from "typescript-eslint";

const root = resolve(__dirname, "..");

/** An import that turns an arrow, and the room in which it would stand. */
const TURNED: readonly (readonly [string, string])[] = [
    ["provider/index.ts", "../sdk"],
    ["provider/index.ts", "../components"],
    ["provider/index.ts", "@pulumi/pulumi"],
    ["provider/lifecycle/check.ts", "../../sdk/resource"],
    ["provider/index.ts", "@aws-sdk/client-ec2"],
    ["provider/sql/sql.ts", "../values/value"],
    ["provider/values/value.ts", "../statement/kind"],
    ["provider/statement/parts.ts", "../kinds"],
    ["provider/kinds/grant.ts", "../catalog/queries"],
    ["provider/kinds/shared/decoding.ts", "../../session/session"],
    ["provider/session/session.ts", "../catalog/catalog"],
    ["provider/catalog/catalog.ts", "../run/environment"],
    ["provider/run/run.ts", "../lifecycle/check"],
    ["provider/lifecycle/check.ts", "../helpers/helperKind"],
    ["provider/helpers/aws/clients.ts", "@pulumi/aws"],
    ["provider/helpers/aws/clients.ts", "@aws-sdk/client-ec2"],
    ["provider/helpers/aws/awsSdk.ts", "@pulumi/aws"],
    ["provider/helpers/aws/resources/mskBrokers.ts", "../../../../components"],
    ["provider/helpers/index.ts", "@aws-sdk/client-ec2"],
    ["sdk/secret.ts", "pg"],
    ["sdk/secret.ts", "../provider"],
    ["sdk/secret.ts", "../components"],
    ["components/index.ts", "../provider"],
    ["components/targets/ingestion.ts", "../../provider/sql/sql"],
    ["components/index.ts", "../tests/materialize"],
    ["components/aws.ts", "@aws-sdk/client-ec2"],
];

const ALLOWED: readonly (readonly [string, string])[] = [
    ["components/index.ts", "../sdk"],
    ["sdk/secret.ts", "@pulumi/pulumi"],
    ["provider/session/session.ts", "pg"],
    ["provider/lifecycle/check.ts", "../run/run"],
    ["provider/helpers/kafka/topic.ts", "../../session/waitUntil"],
    ["components/aws.ts", "@pulumi/aws"],
];

describe("the arrows between rooms", function () {
    this.timeout("30s");
    // The rule needs no types, and loading them takes seconds.
    const eslint = new ESLint({ cwd: root, overrideConfig: configs.disableTypeChecked as Linter.Config });

    const turned = async (file: string, module: string, text = `import * as other from "${module}";\nvoid other;\n`) => {
        const [result] = await eslint.lintText(text, { filePath: resolve(root, file) });
        return result?.messages.some(message => message.ruleId === "@typescript-eslint/no-restricted-imports") ?? false;
    };

    for (const [file, module] of TURNED) {
        it(`fails where ${file} imports ${module}`, async () => {
            expect(await turned(file, module)).to.equal(true);
        });
    }
    for (const [file, module] of ALLOWED) {
        it(`lets ${file} import ${module}`, async () => {
            expect(await turned(file, module)).to.equal(false);
        });
    }
    it("lets provider/helpers/aws/clients.ts import the types of the AWS SDK", async () => {
        const module = "@aws-sdk/client-ec2";
        const text = `import type { EC2Client } from "${module}";\nexport type Client = EC2Client;\n`;
        expect(await turned("provider/helpers/aws/clients.ts", module, text)).to.equal(false);
    });
});
