import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { configFor, queryAt } from "./support/server";
import { ok, run, Stack } from "./support/stack";

const root = resolve(__dirname, "../..");
const description = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

/** Installs a library of components that brings its own copy of the package, with a version. */
function installLibrary(stack: Stack, version: string): void {
    const library = join(stack.folder, "node_modules", "library");
    const copy = join(library, "node_modules", "pulumi-materialize");
    cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
    if (!existsSync(join(copy, "node_modules"))) symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    writeFileSync(join(copy, "package.json"), JSON.stringify({ ...description, version }));
    writeFileSync(join(library, "package.json"), JSON.stringify({ name: "library", version: "1.0.0" }));
    writeFileSync(
        join(library, "index.js"),
        'const materialize = require("pulumi-materialize");\nexports.declare = () => new materialize.Schema("of_library", {});\n',
    );
}

describe("two copies of the package in one program", function () {
    this.timeout(timeLimit("3m"));
    let local: LocalServer;
    const stack = new Stack("copies").program('new materialize.Schema("own", {});\nrequire("library").declare();');

    before(async () => {
        local = await startLocal();
        await stack.configure(configFor(local));
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("Two copies of one version are used together", async () => {
        installLibrary(stack, description.version);
        expect(ok(await stack.preview()).output)
            .to.contain("of_library")
            .and.to.contain("own");
    });

    it("A preview names both versions and their folders if a library brings another version", async () => {
        installLibrary(stack, "9.9.9");
        const { code, output } = await stack.preview();
        expect(code).not.to.equal(0);
        expect(output).to.contain("resources are declared by 9.9.9 in ").and.to.contain(join("library", "node_modules"));
        expect(output).to.contain(`would be managed by ${description.version} in ${root}. Install one version`);
        expect(output).not.to.match(/\n\s+at /u);
    });
});

/** Runs inline programs of several stacks at the same time, twice, in one process. */
const AUTOMATION = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const materialize = require("pulumi-materialize");

const program = name => async () => {
    const found = await materialize.getSchemas();
    new materialize.Schema(name, {});
    return { found: found.map(one => one.name) };
};

async function main() {
    const { stacks, envVars } = JSON.parse(process.argv[2]);
    const opened = await Promise.all(
        stacks.map(async ({ name, host, port, workDir }) => {
            const stack = await LocalWorkspace.createOrSelectStack(
                { stackName: "test", projectName: name, program: program(name) },
                { workDir, envVars },
            );
            await stack.setAllConfig({ "materialize:host": { value: host }, "materialize:port": { value: port } });
            return stack;
        }),
    );
    for (let time = 0; time < 2; time++) {
        const results = await Promise.all(opened.map(stack => stack.up()));
        console.log("FOUND " + JSON.stringify(results.map(({ outputs }) => outputs.found.value)));
    }
}
main().catch(error => {
    console.log(String(error));
    process.exitCode = 1;
});
`;

describe("several stacks in one process of the Automation API", function () {
    this.timeout(timeLimit("5m"));
    const servers: LocalServer[] = [];
    const stack = new Stack("automation");

    before(async () => {
        stack.write("automation.js", AUTOMATION);
        servers.push(await startLocal(), await startLocal());
    });
    after(async () => {
        stack.remove();
        for (const server of servers) await server.close();
    });

    const upAll = (names: readonly string[], envVars: Readonly<Record<string, string>> = {}) => {
        const stacks = names.map((name, at) => {
            const workDir = join(stack.folder, name);
            mkdirSync(workDir, { recursive: true });
            return { name, workDir, host: servers[at]?.host, port: String(servers[at]?.port) };
        });
        const args = ["automation.js", JSON.stringify({ stacks, envVars })];
        return run(process.execPath, args, stack.folder, stack.environment());
    };

    it("The lookups and resources of each stack use its own server, also in its second run", async () => {
        const { output } = ok(await upAll(["one", "two"]));
        const found = [...output.matchAll(/^FOUND (?<names>.*)$/gmu)].map(
            ({ groups }) => JSON.parse(groups?.names ?? "") as unknown,
        );
        expect(found).to.deep.equal([
            [["public"], ["public"]],
            [
                ["one", "public"],
                ["public", "two"],
            ],
        ]);
        for (const [at, name] of ["one", "two"].entries()) {
            const rows = await queryAt(servers[at]?.url ?? "", "SELECT name FROM mz_schemas WHERE name IN ('one', 'two')");
            expect(rows).to.deep.equal([{ name }]);
        }
    });

    it("An up refuses lookups in another environment than that of the resources, which envVars name for the engine alone", async () => {
        const { code, output } = await upAll(["three"], { MZ_PORT: String(servers[1]?.port) });
        expect(code).not.to.equal(0);
        expect(output).to.contain(
            `the program looks up objects in Materialize at 127.0.0.1:${String(servers[0]?.port)} as the user`,
        );
        expect(output).to.contain(`managed in Materialize at 127.0.0.1:${String(servers[1]?.port)} as the user`);
    });
});
