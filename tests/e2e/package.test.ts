import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { run, Stack } from "./support/stack";
import { ask, settings } from "./support/target";

const root = resolve(__dirname, "../..");
const compiler = join(createRequire(__filename).resolve("typescript"), "../../bin/tsc");

/** A program as somebody writes it who has installed the package. */
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

/** What the types refuse, so that they are seen to be there at all. */
const WRONG = `
import { KafkaConnection, Secret } from "pulumi-materialize";
import { configure } from "pulumi-materialize/provider";
new Secret("x", { valeu: "y" });
new KafkaConnection("x", { brokers: ["a:1"], sasl: { mechanism: "PLAIN", username: "u", password: "p" } });
void configure;
`;

describe("the package, installed into an empty program", function () {
    this.timeout("5m");
    const stack = new Stack("packed", false);
    const name = `e2e_packed_${String(process.pid)}`;
    let tarball = "";

    before(async () => {
        const packed = await run("npm", ["pack", "--ignore-scripts", "--pack-destination", stack.folder], root);
        tarball = readdirSync(stack.folder).find(file => file.endsWith(".tgz")) ?? "";
        expect(tarball, packed.output).not.to.equal("");
        const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
            devDependencies: Record<string, string>;
        };
        const pulumi = devDependencies["@pulumi/pulumi"];
        const dependencies = {
            "pulumi-materialize": `file:${tarball}`,
            "@pulumi/pulumi": pulumi,
            typescript: devDependencies.typescript,
        };
        stack.write("package.json", JSON.stringify({ name: "packed", private: true, dependencies }));
        stack.write("Pulumi.yaml", "name: packed\nruntime: nodejs\nmain: index.ts\n").write("index.ts", PROGRAM);
        const installed = await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel", "error"], stack.folder);
        expect(installed.code, installed.output).to.equal(0);
    });
    after(() => {
        stack.remove();
    });

    it("holds no tests, and what it needs at run time", async () => {
        const { output } = await run("tar", ["-tzf", tarball], stack.folder);
        const files = output.trim().split("\n");
        const strange = files.filter(file => /(?:^|\/)tests?\/|\.test\.|mocha|(?<!\.d)\.ts$/u.test(file));
        expect(strange).to.be.empty;
        expect(files).to.include.members([
            "package/dist/index.js",
            "package/dist/provider/index.js",
            "package/LICENSE",
            "package/README.md",
        ]);
        const modules = readdirSync(join(stack.folder, "node_modules"));
        expect(modules).to.include("pg").and.not.to.include("mocha");
    });

    for (const moduleResolution of ["node", "node16"]) {
        it(`has its types under moduleResolution ${moduleResolution}`, async () => {
            const module = moduleResolution === "node" ? "commonjs" : "node16";
            const options = { strict: true, noEmit: true, target: "es2022", types: [], module, moduleResolution };
            const project = (file: string): Promise<{ code: number; output: string }> => {
                const folder = join(stack.folder, moduleResolution);
                mkdirSync(folder, { recursive: true });
                writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: [`../${file}`] }));
                return run(process.execPath, [compiler, "-p", folder], stack.folder);
            };
            const right = await project("index.ts");
            expect(right.code, right.output).to.equal(0);
            stack.write("wrong.ts", WRONG);
            const { output } = await project("wrong.ts");
            expect(output)
                .to.contain("valeu")
                .and.to.contain("SecretRef")
                .and.not.to.contain("TS2307")
                .and.not.to.contain("TS7016");
        });
    }

    it("is loaded by require and by import", async () => {
        const required = await run(process.execPath, ["-p", `typeof require("pulumi-materialize/provider").check`], stack.folder);
        expect(required.output.trim()).to.equal("function");
        stack.write(
            "module.mjs",
            `import { Secret, WarpStreamIngestion } from "pulumi-materialize"; console.log(typeof Secret, typeof WarpStreamIngestion);`,
        );
        expect((await run(process.execPath, ["module.mjs"], stack.folder)).output.trim()).to.equal("function function");
    });

    it("makes and drops an object under the engine", async () => {
        await stack.configure({ ...(await settings()), "packed:name": name, "packed:value": { secret: "x" } });
        const up = await stack.up();
        expect(up.code, up.output).to.equal(0);
        expect(await ask("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.have.length(1);
        expect((await stack.up()).output).to.match(/2 unchanged/u);
        expect((await stack.destroy()).code).to.equal(0);
        expect(await ask("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.be.empty;
    });

    it("leaves a shell in the state that is small, and the same as ever", async () => {
        await stack.must(["up", "--yes", "--skip-preview"]);
        const secret = (await stack.state()).find(resource => resource.type.endsWith("materialize:Secret"));
        const text = String(secret?.outputs.__provider);
        expect(Buffer.byteLength(text)).to.be.lessThan(2000);
        expect(text).to.equal(readFileSync(join(__dirname, "golden", "shell.txt"), "utf8"));
        await stack.must(["destroy", "--yes", "--skip-preview"]);
    });
});
