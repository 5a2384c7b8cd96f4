import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { runGroups } from "../../doctor/check";
import { OLDEST_MATERIALIZE } from "../../doctor/checks/connection";
import { MACHINE_GROUPS } from "../../doctor/examine";
import type { Machine } from "../../cli/machine";
import { isInRange } from "../../cli/versions";
import { type Configuration, linesOf, Program, removePrograms, runCheck } from "./support";

const INSTALL_SDK = "Depend on one version of @pulumi/pulumi everywhere, and run `npm dedupe`.";
const failing = (error: string) => (): Machine => Program.complete({ error }).machine();

/** The check, what is wrong, the machine, and the finding. */
const PROBLEMS: readonly (readonly [check: string, problem: string, machine: () => Machine, finding: RegExp | string])[] = [
    [
        "Node.js",
        "an old version",
        () => Program.complete().machine({}, "18.20.8"),
        "failed Node.js: 18.20.8 is not supported → Install a version of Node.js in the range ^20.19.0 || >=22.12.0.",
    ],
    [
        "Pulumi",
        "no Pulumi",
        () => new Program().machine(),
        "failed Pulumi: not on the PATH → Install Pulumi (https://www.pulumi.com/docs/install).",
    ],
    [
        "Pulumi",
        "an old version of Pulumi",
        () => Program.complete().pulumi("v3.100.0", {}).machine(),
        /^failed Pulumi: v3\.100\.0 is not supported → Install a version of Pulumi in the range \^3\.220\.0 /u,
    ],
    [
        "Pulumi",
        "a broken Pulumi",
        () => Program.complete().tool("pulumi", "exit 3").machine(),
        /^failed Pulumi: `pulumi version` fails → /u,
    ],
    [
        "Pulumi for Node.js",
        "an incomplete Pulumi",
        () => new Program().pulumi("v3.259.0", {}).tool("pulumi-language-nodejs").machine(),
        /^failed Pulumi for Node\.js: pulumi-resource-pulumi-nodejs not found → Install Pulumi's own archive /u,
    ],
    [
        "pulumi-materialize",
        "no installed package",
        () => Program.complete().uninstall("pulumi-materialize").machine(),
        "failed pulumi-materialize: not installed in the folder of the program → Run `npm install pulumi-materialize` there.",
    ],
    [
        "pulumi-materialize",
        "another version than the command's",
        () => Program.complete().uninstall("pulumi-materialize").install("pulumi-materialize", "9.8.7").machine(),
        /^note pulumi-materialize: 9\.8\.7, and this command is of \d.* → Run `npx pulumi-materialize doctor` in the folder of the program\.$/u,
    ],
    [
        "pulumi-materialize",
        "two copies, one in another package",
        () => {
            const program = Program.complete().uninstall("pulumi-materialize").install("pulumi-materialize", "1.0.0");
            return program
                .install("@x/lib", "1.0.0")
                .install("pulumi-materialize", "2.0.0", { inside: "node_modules/@x/lib" })
                .machine();
        },
        /^failed pulumi-materialize: 2 copies, and Pulumi runs the provider of 1\.0\.0 for the resources of all: (?=.*2\.0\.0 in node_modules\/@x\/lib\/node_modules\/pulumi-materialize)/u,
    ],
    [
        "@pulumi/pulumi",
        "no SDK",
        () => Program.complete().uninstall("@pulumi/pulumi").machine(),
        "failed @pulumi/pulumi: not installed → Run `npm install @pulumi/pulumi`.",
    ],
    [
        "@pulumi/pulumi",
        "an old SDK",
        () => Program.complete().install("@pulumi/pulumi", "3.219.9").machine(),
        "failed @pulumi/pulumi: 3.219.9 is not supported → Run `npm install @pulumi/pulumi@3.220.0` or a newer one.",
    ],
    [
        "@pulumi/pulumi",
        "two copies of the SDK",
        () =>
            Program.complete()
                .install("lib", "1.0.0")
                .install("@pulumi/pulumi", "3.230.0", { inside: "node_modules/lib" })
                .machine(),
        `failed @pulumi/pulumi: 2 copies, and a resource of one is unknown to the other: 3.259.0 in node_modules/@pulumi/pulumi, 3.230.0 in node_modules/lib/node_modules/@pulumi/pulumi → ${INSTALL_SDK}`,
    ],
    [
        "@pulumi/pulumi",
        "an SDK for a newer Node.js",
        () => Program.complete().install("@pulumi/pulumi", "3.259.0", { node: ">=22" }).machine({}, "20.19.0"),
        "note @pulumi/pulumi: 3.259.0 is for Node.js >=22, and this is 20.19.0 → Install a newer Node.js.",
    ],
    [
        "@pulumi/aws",
        "no package for AWS",
        () => Program.complete().uninstall("@pulumi/aws").machine(),
        "note @pulumi/aws: not installed; components with AWS resources need it → Run `npm install @pulumi/aws`.",
    ],
    [
        "@pulumi/aws",
        "an old package for AWS",
        () => Program.complete().install("@pulumi/aws", "6.83.0").machine(),
        "failed @pulumi/aws: 6.83.0 is not supported → Install a version of @pulumi/aws in the range ^7.25.0.",
    ],
    [
        "configuration",
        "no Pulumi to read it with",
        () => new Program().machine(),
        "failed configuration: not read, since Pulumi is missing → Install Pulumi.",
    ],
    [
        "configuration",
        "no program in the folder",
        failing("error: no Pulumi.yaml project file found"),
        /^failed configuration: this folder contains no Pulumi program → /u,
    ],
    [
        "configuration",
        "no selected stack",
        failing("error: no stack selected; please use `pulumi stack select`"),
        "failed configuration: no stack is selected → Run `pulumi stack select`, or add `--stack <name>` to this command.",
    ],
    [
        "configuration",
        "an unknown stack",
        failing("error: no stack named 'x' found"),
        "failed configuration: this stack does not exist → Run `pulumi stack ls` to see the names of the stacks.",
    ],
    [
        "configuration",
        "a wrong passphrase",
        failing("error: incorrect passphrase"),
        /^failed configuration: its secrets cannot be decrypted → /u,
    ],
    [
        "configuration",
        "no login",
        failing("error: PULUMI_ACCESS_TOKEN must be set"),
        /^failed configuration: Pulumi is not logged in → /u,
    ],
    [
        "configuration",
        "another error",
        failing("warning: x\nerror: the disk is full"),
        "failed configuration: not read: error: the disk is full → Run `pulumi config` to see the whole error.",
    ],
    [
        "configuration",
        "an error, with the settings in environment variables",
        () => Program.complete({ error: "error: no stack selected" }).machine({ MZ_HOST: "localhost" }),
        /^note configuration: no stack is selected → /u,
    ],
    [
        "unknown settings",
        "a misspelled key",
        () => Program.complete({ "materialize:hots": { value: "x" } }).machine(),
        "note materialize:hots: no setting has this name → Run `pulumi config rm materialize:hots`, or set materialize:host, which may be meant.",
    ],
    [
        "profiles",
        "profiles that are not an object",
        () => Program.complete({ "materialize:profiles": { value: "eu" } }).machine(),
        /^failed profiles: materialize:profiles is not an object: /u,
    ],
];

describe("the doctor's checks of a machine and its program", () => {
    after(removePrograms);

    it("the doctor finds nothing wrong with a complete program", async () => {
        const configuration: Configuration = {
            "materialize:host": { value: "localhost" },
            "materialize:profiles": { value: '{"eu": {"host": "localhost"}}' },
            "other:key": { value: "x" },
        };
        const sections = await runGroups(MACHINE_GROUPS, Program.complete(configuration).machine());
        const findings = sections.flatMap(section => section.findings);
        expect(findings.filter(({ status }) => status !== "ok")).to.deep.equal([]);
        expect(linesOf(findings)).to.include.members([
            "ok configuration: read, with 2 settings of materialize",
            "ok profiles: eu",
        ]);
    });

    for (const [check, problem, machine, expected] of PROBLEMS) {
        it(`the doctor's check ${check} reports ${problem}`, async () => {
            const lines = linesOf(await runCheck(MACHINE_GROUPS, check, machine()));
            expect(lines).to.have.length(1);
            if (typeof expected === "string") expect(lines[0]).to.equal(expected);
            else expect(lines[0]).to.match(expected);
        });
    }

    it("each check of a machine has a test that shows what it reports", () => {
        const names = MACHINE_GROUPS.flatMap(({ checks }) => checks.map(({ name }) => name));
        expect([...new Set(PROBLEMS.map(([check]) => check))]).to.have.members(names);
    });

    it("the doctor knows the oldest supported version of docs/versions.md", () => {
        const page = readFileSync(join(__dirname, "../../docs/versions.md"), "utf8");
        expect(/`v(?<oldest>[\d.]+)` *\| oldest supported/u.exec(page)?.groups?.oldest).to.equal(OLDEST_MATERIALIZE);
    });

    for (const [version, range, expected] of [
        ["20.19.0", "^20.19.0 || >=22.12.0", true],
        ["20.18.3", "^20.19.0 || >=22.12.0", false],
        ["21.7.0", "^20.19.0 || >=22.12.0", false],
        ["v24.0.0", "^20.19.0 || >=22.12.0", true],
        ["4.0.0", "^3.220.0", false],
        ["3.9.0", "^3.10.0", false],
        ["1.0.0", "~2.0.0", true],
    ] as const) {
        it(`the doctor takes ${version} as ${expected ? "in" : "out of"} the range ${range}`, () => {
            expect(isInRange(version, range)).to.equal(expected);
        });
    }
});
