import { resolve } from "node:path";
import { expect } from "chai";
import { ESLint, type Linter } from "eslint";
import { configs } from "typescript-eslint";

const root = resolve(__dirname, "..");

/** A file, and a module that it must not import. */
const FORBIDDEN: readonly (readonly [string, string])[] = [
    ["common/msk.ts", "../provider/values/value"],
    ["common/msk.ts", "../sdk"],
    ["common/msk.ts", "../components"],
    ["common/msk.ts", "@pulumi/pulumi"],
    ["common/msk.ts", "pg"],
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
    ["provider/index.ts", "../plugin/server"],
    ["plugin/server.ts", "../sdk"],
    ["plugin/server.ts", "../components"],
    ["plugin/server.ts", "pg"],
    ["doctor/examine.ts", "../sdk"],
    ["doctor/examine.ts", "@pulumi/pulumi"],
    ["doctor/checks/rights.ts", "../../provider/lifecycle/check"],
    ["importer/index.ts", "../sdk"],
    ["importer/index.ts", "@pulumi/pulumi"],
    ["importer/index.ts", "pg"],
    ["cli/machine.ts", "../sdk"],
    ["cli/machine.ts", "../provider/run/run"],
];

/** A file, and a module that it may import. */
const ALLOWED: readonly (readonly [string, string])[] = [
    ["common/msk.ts", "./kafka"],
    ["components/index.ts", "../sdk"],
    ["components/index.ts", "../common/msk"],
    ["sdk/secret.ts", "@pulumi/pulumi"],
    ["sdk/secret.ts", "../common/privileges"],
    ["provider/values/acl.ts", "../../common/privileges"],
    ["provider/session/session.ts", "pg"],
    ["provider/lifecycle/check.ts", "../run/run"],
    ["provider/helpers/kafka/topic.ts", "../../session/waitUntil"],
    ["components/aws.ts", "@pulumi/aws"],
    ["plugin/server.ts", "../provider/handlers"],
    ["plugin/server.ts", "@pulumi/pulumi/proto/provider_pb"],
    ["doctor/checks/rights.ts", "../../provider/values/acl"],
    ["doctor/checks/rights.ts", "../../provider/kinds"],
    ["doctor/examine.ts", "../cli/machine"],
    ["importer/index.ts", "../cli/machine"],
    ["importer/index.ts", "../provider/run/run"],
];

describe("the lint rule for imports between folders", function () {
    this.timeout("30s");
    // The rule needs no type information, which takes seconds to load.
    const eslint = new ESLint({ cwd: root, overrideConfig: configs.disableTypeChecked as Linter.Config });

    const isForbidden = async (file: string, module: string, text = `import * as other from "${module}";\nvoid other;\n`) => {
        const [result] = await eslint.lintText(text, { filePath: resolve(root, file) });
        return result?.messages.some(message => message.ruleId === "@typescript-eslint/no-restricted-imports") ?? false;
    };

    for (const [file, module] of FORBIDDEN) {
        it(`${file} must not import ${module}`, async () => {
            expect(await isForbidden(file, module)).to.equal(true);
        });
    }
    for (const [file, module] of ALLOWED) {
        it(`${file} may import ${module}`, async () => {
            expect(await isForbidden(file, module)).to.equal(false);
        });
    }
    it("provider/helpers/aws/clients.ts may import the types of the AWS SDK", async () => {
        const module = "@aws-sdk/client-ec2";
        const text = `import type { EC2Client } from "${module}";\nexport type Client = EC2Client;\n`;
        expect(await isForbidden("provider/helpers/aws/clients.ts", module, text)).to.equal(false);
    });
});
