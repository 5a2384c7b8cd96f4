import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { skip, timeLimit } from "../server";
import { run, Stack } from "./support/stack";
import { query, settings } from "./support/testServer";

const root = resolve(__dirname, "../..");

/** A package manager: the package that contains it, its command, and the files that a program needs with it. */
interface Manager {
    readonly name: string;
    readonly install: string;
    readonly command: readonly string[];
    readonly files?: Readonly<Record<string, string>>;
}

const BUN: Manager = { name: "Bun", install: "bun@1", command: ["node_modules/.bin/bun", "install", "--omit", "peer"] };

// Yarn Classic checks the versions of Node.js that all dependencies state. The peer dependency @pulumi/aws is large, and this program does not use it.
const MANAGERS: readonly Manager[] = [
    {
        name: "pnpm",
        install: "pnpm@10",
        command: ["node_modules/pnpm/bin/pnpm.cjs", "install", "--config.auto-install-peers=false"],
    },
    {
        name: "Yarn Classic",
        install: "yarn@1",
        command: ["node_modules/yarn/bin/yarn.js", "install", "--non-interactive", "--ignore-engines"],
    },
    {
        name: "Yarn with nodeLinker: node-modules",
        install: "@yarnpkg/cli-dist@4",
        command: ["node_modules/@yarnpkg/cli-dist/bin/yarn.js", "install"],
        files: { ".yarnrc.yml": "nodeLinker: node-modules\nenableImmutableInstalls: false\n", "yarn.lock": "" },
    },
    BUN,
];

describe("package managers", function () {
    this.timeout(timeLimit("5m"));
    let folder: string;
    let tarball: string;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "managers-"));
        await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], root);
        tarball = join(folder, readdirSync(folder).find(file => file.endsWith(".tgz")) ?? "");
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    /** Installs a package manager in a folder of its own; skips the test where the registry does not have it. */
    async function toolOf(test: Mocha.Context, { name, install, command }: Manager): Promise<readonly string[]> {
        const tools = join(folder, name.replaceAll(/\W/gu, "_"));
        mkdirSync(tools);
        writeFileSync(join(tools, "package.json"), "{}");
        const { code, output } = await run("npm", ["install", "--no-audit", "--no-fund", install], tools);
        if (code !== 0) skip(test, `${install} cannot be installed: ${output}`);
        const [file = "", ...args] = command;
        return file.endsWith("js") ? [process.execPath, join(tools, file), ...args] : [join(tools, file), ...args];
    }

    for (const manager of MANAGERS) {
        it(`A program that is installed with ${manager.name} creates and drops an object`, async function () {
            const [program = "", ...args] = await toolOf(this, manager);
            const stack = new Stack("managed", false);
            try {
                const name = `e2e_managed_${String(process.pid)}`;
                const pulumi = (await run("node", ["-p", "require('@pulumi/pulumi/package.json').version"], root)).output.trim();
                const dependencies = { "pulumi-materialize": `file:${tarball}`, "@pulumi/pulumi": pulumi };
                stack.write("package.json", JSON.stringify({ name: "managed", private: true, dependencies }));
                for (const [file, text] of Object.entries(manager.files ?? {})) stack.write(file, text);
                stack.program(`new materialize.Secret("managed", { name: "${name}", value: pulumi.secret("x") });`);
                const installed = await run(program, args, stack.folder);
                expect(installed.code, installed.output).to.equal(0);
                await stack.configure(await settings());
                const up = await stack.up();
                expect(up.code, up.output).to.equal(0);
                expect(await query("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.have.length(1);
                const destroyed = await stack.destroy();
                expect(destroyed.code, destroyed.output).to.equal(0);
                expect(await query("SELECT name FROM mz_secrets WHERE name = $1", [name])).to.be.empty;
            } finally {
                stack.remove();
            }
        });
    }

    it("A program that Bun runs is refused with what to write in Pulumi.yaml", async function () {
        const [bun = ""] = await toolOf(this, { ...BUN, name: "Bun as a runtime" });
        const stack = new Stack("bun").write(
            "index.js",
            // The engine is not needed for the refusal, which comes before the resource is registered.
            `const pulumi = require("@pulumi/pulumi");
            pulumi.runtime.getEngine = () => ({});
            const { Secret } = require("pulumi-materialize");
            try { new Secret("x", { value: "y" }); } catch (error) { console.log(error.message); }`,
        );
        const { output } = await run(bun, ["index.js"], stack.folder);
        stack.remove();
        expect(output.trim()).to.equal(
            "Bun cannot run programs with resources of pulumi-materialize, since Pulumi supports dynamic providers only in Node.js: write `runtime: nodejs` in Pulumi.yaml, with the option `packagemanager: bun` to install packages with Bun",
        );
    });
});
