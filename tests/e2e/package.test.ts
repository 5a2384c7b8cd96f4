import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import packageFile from "../../package.json";
import { Engine } from "../plugin/engine";
import { timeLimit } from "../server";
import { run, Stack } from "./support/stack";
import { query, settings } from "./support/testServer";

const root = resolve(__dirname, "../..");
const compiler = join(createRequire(__filename).resolve("typescript"), "../../bin/tsc");

/** A program of a user who has installed the package. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();
const secret: materialize.Secret = new materialize.Secret("packed", {
    name: config.require("name"),
    value: config.requireSecret("value"),
});
export const name: pulumi.Output<string> = secret.qualifiedName;
`;

/** A program with a type error, which shows that the types are found. */
const WRONG = `
import { KafkaConnection, Secret } from "pulumi-materialize";
import { configure } from "pulumi-materialize/provider";
new Secret("x", { valeu: "y" });
new KafkaConnection("x", { brokers: ["a:1"], sasl: { mechanism: "PLAIN", username: "u", password: "p" } });
void configure;
`;

describe("the package in an empty program", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("packed", false);
    const name = `e2e_packed_${String(process.pid)}`;
    let tarball = "";

    before(async () => {
        const packed = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", stack.folder], root);
        tarball = readdirSync(stack.folder).find(file => file.endsWith(".tgz")) ?? "";
        expect(tarball, packed.output).not.to.equal("");
        const dependencies = { "pulumi-materialize": `file:${tarball}` };
        stack.write("package.json", JSON.stringify({ name: "packed", private: true, dependencies }));
        stack.write("Pulumi.yaml", "name: packed\nruntime: nodejs\nmain: index.ts\n");
        stack.write("index.ts", PROGRAM).write("wrong.ts", WRONG);
        // Peer dependencies are large, so the program uses those of the repository.
        const quietly = ["--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel", "error"];
        const installed = await run("npm", ["install", ...quietly], stack.folder);
        expect(installed.code, installed.output).to.equal(0);
        for (const peer of ["@pulumi", "typescript"]) {
            symlinkSync(join(root, "node_modules", peer), join(stack.folder, "node_modules", peer));
        }
    });
    after(() => {
        stack.remove();
    });

    it("The package contains no tests and all files that it needs at run time", async () => {
        const { output } = await run("tar", ["-tzf", tarball], stack.folder);
        const files = output.trim().split("\n");
        const unexpected = files.filter(file => /(?:^|\/)tests?\/|\.test\.|mocha|(?<!\.d)\.ts$/u.test(file));
        expect(unexpected).to.be.empty;
        const roots = new Set(files.map(file => file.split("/")[1]));
        expect([...roots]).to.have.members(["package.json", "dist", "docs", "skills", "CHANGELOG.md", "LICENSE", "README.md"]);
        expect(files).to.include.members([
            "package/dist/index.js",
            "package/dist/provider/index.js",
            "package/dist/plugin/index.js",
            "package/dist/plugin/schema.json",
            "package/dist/plugin/PulumiPlugin.yaml",
            "package/dist/plugin/pulumi-resource-materialize",
            "package/docs/llms.txt",
            "package/skills/pulumi-materialize/SKILL.md",
            "package/LICENSE",
            "package/README.md",
        ]);
        const modules = readdirSync(join(stack.folder, "node_modules"));
        expect(modules).to.include.members(["pg", "@aws-sdk"]).and.not.to.include("mocha");
    });

    it("publint and attw find no fault in the packed package", async () => {
        const path = join(stack.folder, tarball);
        for (const command of [
            ["publint", path, "--strict"],
            ["attw", path],
        ]) {
            const { code, output } = await run("npx", ["--no", ...command], root);
            expect(code, output).to.equal(0);
            expect(output).to.match(/All good!|No problems found/u);
        }
    });

    for (const [moduleResolution, module, skipLibCheck] of [
        ["node", "commonjs", true],
        ["node16", "node16", false],
    ] as const) {
        it(`The types of the package resolve with moduleResolution ${moduleResolution}`, async () => {
            const folder = join(stack.folder, moduleResolution);
            const options = { strict: true, noEmit: true, target: "es2022", types: [], module, moduleResolution, skipLibCheck };
            mkdirSync(folder);
            const files = ["../index.ts", "../wrong.ts"];
            writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
            const { output } = await run(process.execPath, [compiler, "-p", folder], stack.folder);
            const errors = output.split("\n").filter(line => line.includes("error TS"));
            expect(
                errors.filter(line => !line.startsWith("wrong.ts")),
                errors.join("\n"),
            ).to.be.empty;
            expect(errors.join("\n"))
                .to.contain("valeu")
                .and.to.contain("SecretRef")
                .and.not.to.contain("TS2307")
                .and.not.to.contain("TS7016");
        });
    }

    it("The plugin in the package starts by itself, and by the program with which Pulumi's language host starts plugins", async () => {
        const folder = join(stack.folder, "node_modules/pulumi-materialize/dist/plugin");
        const host = join(root, "node_modules/@pulumi/pulumi/cmd/run-plugin");
        for (const [command, ...args] of [
            [join(folder, "pulumi-resource-materialize")],
            [process.execPath, host, folder],
        ] as const) {
            const child = spawn(command, args, { cwd: stack.folder, stdio: ["ignore", "pipe", "inherit"] });
            const [port] = (await once(child.stdout, "data")) as [Buffer];
            const engine = Engine.connect(Number(port.toString()), () => child.kill());
            const info: PluginInfo = await engine.call("getPluginInfo", new Empty());
            engine.close();
            expect(info.getVersion()).to.equal(packageFile.version);
        }
    });

    it("The package can be loaded with require and with import", async () => {
        const required = await run(process.execPath, ["-p", `typeof require("pulumi-materialize/provider").check`], stack.folder);
        expect(required.output.trim()).to.equal("function");
        stack.write(
            "module.mjs",
            `import { Secret, WarpStreamIngestion } from "pulumi-materialize"; console.log(typeof Secret, typeof WarpStreamIngestion);`,
        );
        expect((await run(process.execPath, ["module.mjs"], stack.folder)).output.trim()).to.equal("function function");
    });

    it("The installed package creates and drops an object", async () => {
        await stack.configure({ ...(await settings()), "packed:name": name, "packed:value": { secret: "x" } });
        const up = await stack.up();
        expect(up.code, up.output).to.equal(0);
        expect(await query("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.have.length(1);
        const secret = (await stack.state()).find(resource => resource.type.endsWith("materialize:Secret"));
        expect(secret?.outputs.__provider, "the same as ever").to.equal(
            readFileSync(join(__dirname, "golden", "shell.txt"), "utf8"),
        );
        expect((await stack.destroy()).code).to.equal(0);
        expect(await query("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.be.empty;
    });

    it("The installed package has the command doctor, which finds the settings of the stack and fails without a server", async () => {
        await stack.configure(await settings());
        const doctor = (env: NodeJS.ProcessEnv = {}) =>
            run("npx", ["--no", "pulumi-materialize", "doctor"], stack.folder, { ...stack.environment(), ...env });
        const healthy = await doctor();
        expect(healthy.code, healthy.output).to.equal(0);
        expect(healthy.output)
            .to.match(/ok +host +\S+ \(stack configuration materialize:host\)/u)
            .and.to.match(/ok +version +Materialize v/u)
            .and.to.match(/\d+ ok(?:, \d+ note)?\n$/u);
        const unreachable = await doctor({ MZ_PORT: "1" });
        expect(unreachable.code, unreachable.output).to.equal(1);
        expect(unreachable.output).to.match(/failed +network +Materialize at \S+:1 refuses connections/u);
    });
});
