import { expect } from "chai";
import { type Server, skip, startServer, timeLimit } from "../server";
import { expectFailure } from "./networks/support";
import { configFor, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

/** Objects with the resource options that Pulumi's engine carries out. */
const PROGRAM = `
const stage = config.require("stage");
const view = (name, opts, query = "SELECT 1 AS one") => new materialize.View(name, { query }, opts);
class Team extends pulumi.ComponentResource { constructor(name, opts) { super("tests:index:Team", name, {}, opts); } }
const triggered = view("triggered", { replacementTrigger: stage });
const along = view("along", { replaceWith: [triggered] });
view("child", { parent: new Team("team"), dependsOn: along });
view("first", { deleteBeforeReplace: true }, stage === "second" ? "SELECT 2 AS two" : "SELECT 1 AS one");
if (config.get("hooked")) view("hooked", { hooks: { beforeCreate: [new pulumi.ResourceHook("announce", () => console.log("the hook has run"))] } });
new materialize.View("hidden", { query: "SELECT 1 AS one", comment: stage }, { hideDiffs: ["comment"] });
view("secretive", { additionalSecretOutputs: ["query"] }, "SELECT 'unlikely-7fa1' AS text");
view("transformed", { transformations: [({ props, opts }) => ({ props: { ...props, comment: "transformed" }, opts })] });
const forgetful = ({ props }) => ({ props: { ...props, comment: "by a transform" }, opts: {} });
view("changed", { transforms: [forgetful] });
const role = new materialize.Role("steady");
new materialize.Grant("reads", { on: along, role, privileges: ["SELECT"] });
new materialize.Role("emptied", {}, { deleteBeforeReplace: true });
const refused = JSON.parse(config.get("refused") ?? "{}");
const setRefused = ({ props, opts }) => ({ props, opts: { ...opts, ...refused } });
const retained = ({ props, opts }) => ({ props, opts: { ...opts, retainOnDelete: true } });
const givenBy = {
    program: () => refused,
    transform: () => ({ transforms: [setRefused] }),
    "transform of the parent": () => ({ parent: new Team("transforming", { transforms: [setRefused] }) }),
    "transformation of the stack": () => void pulumi.runtime.registerStackTransformation(setRefused),
    "transform that retains": () => ({ transforms: [retained] }),
    "transformation that retains": () => ({ transformations: [retained] }),
}[config.get("givenBy")];
if (givenBy) new materialize.View("given", { query: "SELECT '" + stage + "' AS one" }, givenBy());`;

const urnOf = (kind: string, name: string): string =>
    `urn:pulumi:test::options::pulumi-nodejs:dynamic/materialize:${kind}::${name}`;
const CHILD = "urn:pulumi:test::options::tests:index:Team$pulumi-nodejs:dynamic/materialize:View::child";

describe("resource options of objects", function () {
    this.timeout(timeLimit("5m"));
    let local: Server;
    const stack = new Stack("options").program(PROGRAM);
    const idsOf = async (...names: string[]): Promise<string> =>
        JSON.stringify(
            await queryAt(local.url, `SELECT name, id FROM mz_objects WHERE name IN ('${names.join("', '")}') ORDER BY 1`),
        );

    before(async () => {
        local = await startServer();
        await stack.configure({ ...configFor(local), "options:stage": "first" });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("Pulumi carries out the options that it handles by itself when it creates objects", async () => {
        ok(await stack.up());
        const secretive = (await stack.state()).find(({ urn }) => urn.endsWith("::secretive"));
        expect(JSON.stringify(secretive?.outputs.query)).to.contain("ciphertext").and.not.to.contain("unlikely-7fa1");
        const comments = await queryAt(local.url, "SELECT comment FROM mz_internal.mz_comments WHERE id LIKE 'u%' ORDER BY 1");
        expect(comments.map(({ comment }) => comment)).to.deep.equal(["by a transform", "first", "transformed"]);
    });

    it("Pulumi carries out the options that it handles by itself when it changes objects", async () => {
        const before = await idsOf("triggered", "along", "first");
        await stack.configure({ "options:stage": "second" });
        const { output } = ok(await stack.up());
        expect(output).not.to.match(/comment *: "first" => "second"/u);
        const after = await idsOf("triggered", "along", "first");
        expect(after.match(/"u\d+"/gu)).to.have.length(3);
        for (const id of before.match(/"u\d+"/gu) ?? []) expect(after).not.to.contain(id);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("up --replace and state taint replace an object, which is dropped first", async () => {
        for (const [name, urn, ...args] of [
            ["child", CHILD, "--replace", CHILD],
            ["child", CHILD],
            ["changed", urnOf("View", "changed"), "--replace", urnOf("View", "changed")],
        ] as const) {
            const before = await idsOf(name);
            if (args.length === 0) await stack.mustRun(["state", "taint", urn, "--yes"]);
            ok(await stack.up(...args));
            expect(await idsOf(name)).not.to.equal(before);
        }
    });

    it("A role is replaced under its name only with deleteBeforeReplace: true", async () => {
        const before = await queryAt(local.url, "SELECT id FROM mz_roles WHERE name = 'emptied'");
        ok(await stack.up("--replace", urnOf("Role", "emptied")));
        expect(await queryAt(local.url, "SELECT id FROM mz_roles WHERE name = 'emptied'")).not.to.deep.equal(before);
        expect(expectFailure(await stack.up("--replace", urnOf("Role", "steady")))).to.contain(
            "; for `pulumi up --replace` of a Role, whose replacement is created first, give deleteBeforeReplace: true",
        );
        await stack.mustRun(["state", "taint", urnOf("Role", "steady"), "--yes"]);
        expect(expectFailure(await stack.up())).to.contain("give deleteBeforeReplace: true");
        await stack.mustRun(["state", "untaint", urnOf("Role", "steady"), "--yes"]);
    });

    it("Pulumi runs the hooks of an object", async function () {
        await stack.configure({ "options:hooked": "true" });
        const { code, output } = await stack.up();
        await stack.configure({ "options:hooked": "" });
        if (output.includes("unknown method RegisterResourceHook"))
            skip(this, "the language host of this engine is too old for hooks");
        expect(code).to.equal(0);
        expect(output).to.contain("the hook has run");
    });

    const previewGiven = async (givenBy: string, refused = {}) => {
        await stack.configure({ "options:givenBy": givenBy, "options:refused": JSON.stringify(refused) });
        return expectFailure(await stack.preview());
    };

    for (const by of ["program", "transform", "transform of the parent", "transformation of the stack"]) {
        it(`A refused option of the ${by} ends with one sentence`, async () => {
            for (const [option, value] of Object.entries({
                import: "u1",
                customTimeouts: { create: "1m" },
                deleteBeforeReplace: false,
            })) {
                const output = await previewGiven(by, { [option]: value });
                expect(output).to.contain(`View given: the resource option ${option} cannot be used: `);
                expect(output).not.to.match(/\n\s+at /u);
            }
        });
    }

    for (const by of ["transform", "transformation"]) {
        it(`A preview refuses a replacement under the same name of an object that a ${by} retains`, async () => {
            await stack.configure({ "options:givenBy": `${by} that retains`, "options:stage": "second" });
            ok(await stack.up());
            await stack.configure({ "options:stage": "third" });
            expect(expectFailure(await stack.preview()))
                .to.contain("View given must be replaced: query – ")
                .and.to.contain("with retainOnDelete the existing object stays and keeps its name");
        });
    }
});
