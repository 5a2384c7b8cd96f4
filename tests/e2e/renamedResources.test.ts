import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, Stack } from "./support/stack";
import { idsIn, query, settings } from "./support/testServer";

/** A view and its grant, whose Pulumi resources are renamed, moved into a component and adopted; and a resource that fails. */
const PROGRAM = `
class Ingestion extends pulumi.ComponentResource { constructor(name) { super("my:index:Ingestion", name); } }
const suffix = config.get("suffix") ?? "";
const parent = config.getBoolean("moved") ? new Ingestion("ingestion") : undefined;
const schema = new materialize.Schema("place", { name: config.require("schema") });
const role = new materialize.Role("reader", { name: config.require("schema") });
const orders = new materialize.View("orders" + suffix, { name: "orders", schema, query: "SELECT 1 AS id", adopt: config.getBoolean("adopt") }, { parent });
const grant = new materialize.Grant("grant" + suffix, { on: { view: orders }, role, privileges: ["SELECT"] }, { parent });
if (config.getBoolean("fails")) new materialize.View("broken", { schema, query: "SELECT a FROM nowhere" }, { dependsOn: grant });`;

describe("a resource that is renamed or moved in the program", function () {
    this.timeout(timeLimit("5m"));
    const schema = `e2e_renamed_${String(process.pid)}`;
    const stack = new Stack("renamed").program(PROGRAM);

    before(async () => {
        await stack.configure({ ...(await settings()), "renamed:schema": schema });
        ok(await stack.up());
    });
    after(() => {
        stack.remove();
    });

    const ids = (): Promise<unknown> => idsIn(schema);
    const privileges = async (): Promise<string> =>
        String(
            (
                await query(
                    "SELECT v.privileges::text AS p FROM mz_views v JOIN mz_schemas s ON s.id = v.schema_id WHERE s.name = $1",
                    [schema],
                )
            )[0]?.p,
        );

    it("An object that exists under the name is an error that names aliases first", async () => {
        await stack.configure({ "renamed:moved": "true" });
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.match(/already exists, and this resource does not manage it: .*aliases.*adopt: true/u);
    });

    it("A resource that is moved into a component and adopts its object keeps it, and the privileges on it", async () => {
        const [before, granted] = [await ids(), await privileges()];
        await stack.configure({ "renamed:adopt": "true" });
        ok(await stack.up());
        expect(await ids()).to.deep.equal(before);
        expect(await privileges()).to.equal(granted);
        expect(ok(await stack.preview("--refresh")).output)
            .to.match(/unchanged/u)
            .and.not.to.match(/to (?:create|update|delete)/u);
    });

    it("An up that fails between the adoption and the delete, and the next one, keep the object and the privileges", async () => {
        const [before, granted] = [await ids(), await privileges()];
        await stack.configure({ "renamed:suffix": "2", "renamed:fails": "true" });
        expect((await stack.up()).code).not.to.equal(0);
        expect(await ids(), "after the failure").to.deep.equal(before);
        await stack.configure({ "renamed:fails": "false" });
        ok(await stack.up());
        expect(await ids()).to.deep.equal(before);
        expect(await privileges()).to.equal(granted);
    });

    it("A replacement under --replace drops and creates the object", async () => {
        const before = await ids();
        const urn = (await stack.state()).map(resource => resource.urn).find(one => one.endsWith("::orders2")) ?? "";
        ok(await stack.up("--replace", urn));
        expect(await ids()).not.to.deep.equal(before);
    });

    it("A destroy drops the object", async () => {
        ok(await stack.destroy());
        expect(await ids()).to.deep.equal({});
    });
});
