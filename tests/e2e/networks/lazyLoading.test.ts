import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { run } from "../support/stack";

const root = resolve(__dirname, "../../..");

/**
 * An expression for the number of loaded modules of AWS's packages and of `fastq`, a dependency of the Kafka client, which is itself ESM and not in
 * `require.cache`.
 */
const LOADED = `Object.keys(require.cache).filter(file => /@pulumi.aws\\/|@aws-sdk|fastq/u.test(file)).length`;

const PROGRAMS: readonly (readonly [subject: string, args: readonly string[], loaded: RegExp])[] = [
    [
        "A program that requires the package",
        ["-p", `require("pulumi-materialize").PrivateLinkNetwork.name + " " + ${LOADED}`],
        /^PrivateLinkNetwork 0$/u,
    ],
    [
        "A program of ES modules that imports a component by its name",
        [
            "--input-type=module",
            "--eval",
            `import { createRequire } from "node:module";
             import { PrivateLinkNetwork, Secret } from "pulumi-materialize";
             const require = createRequire(import.meta.url);
             console.log(PrivateLinkNetwork.name, Secret.name, ${LOADED});`,
        ],
        /^PrivateLinkNetwork Secret 0$/u,
    ],
    ["Loading the provider", ["-p", `typeof require("pulumi-materialize/provider").check + " " + ${LOADED}`], /^function 0$/u],
];

describe("lazy loading of AWS's packages and the Kafka client", function () {
    this.timeout("1m");

    for (const [subject, args, loaded] of PROGRAMS) {
        it(`${subject} does not load AWS's packages or the Kafka client`, async () => {
            expect((await run(process.execPath, args, root)).output.trim()).to.match(loaded);
        });
    }

    it("The provider loads the AWS SDK and the Kafka client from their packages at run time", () => {
        const provider = readFileSync(join(root, "dist/provider/index.js"), "utf8");
        expect(provider).to.contain('require("@aws-sdk/client-ec2")').and.to.contain('import("@platformatic/kafka")');
    });

    it("AllowMaterializeIps loads no module of @pulumi/aws with a rule resource except vpc", async () => {
        const loaded = `Object.keys(require.cache).flatMap(file => /@pulumi.aws\\/(\\w+)\\/\\w+Rule\\.js/u.exec(file)?.[1] ?? [])`;
        const used = `
            const pulumi = require("@pulumi/pulumi");
            pulumi.runtime.setMocks({ call: ({ inputs }) => inputs, newResource: ({ inputs }) => ({ id: "id", state: inputs }) });
            const { AllowMaterializeIps } = require("pulumi-materialize");
            const args = { securityGroupId: "sg-1", ports: [9092], cidrs: ["203.0.113.10/32"] };
            new AllowMaterializeIps("x", args).rules.apply(() => console.log(...${loaded}));`;
        expect((await run(process.execPath, ["--eval", used], root)).output.trim()).to.equal("vpc");
    });
});
