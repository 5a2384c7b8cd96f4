import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, Stack } from "./support/stack";
import { idsIn, kafka, query, settings } from "./support/testServer";

const PROGRAM = `
const place = { schema: new materialize.Schema("place", { name: config.require("schema") }) };
const mode = config.require("mode");
new materialize.Secret("owned", { ...place, value: "x", comment: "kept", owner: mode === "broken" ? "no_such_role" : undefined });
new materialize.SshTunnelConnection("bastion", { ...place, host: "127.0.0.1", user: "materialize", port: 1, validate: mode === "broken" });
const connection = new materialize.KafkaConnection("kafka", {
    ...place,
    brokers: [mode === "refused" ? "127.0.0.1:1" : config.require("broker")],
    securityProtocol: "PLAINTEXT",
});
exports.keys = connection.id;`;

describe("pending operations", function () {
    this.timeout(timeLimit("3m"));
    const schema = `e2e_unfinished_${String(process.pid)}`;
    const stack = new Stack("unfinished").program(PROGRAM);

    before(async () => {
        await stack.configure({
            ...(await settings()),
            "unfinished:schema": schema,
            "unfinished:broker": kafka.broker,
            "unfinished:mode": "broken",
        });
    });
    after(() => {
        stack.remove();
    });

    let createdIds: Record<string, unknown> = {};

    it("An up reports a pending operation with its reason and keeps the objects", async () => {
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("unknown role 'no_such_role'").and.to.contain("Connection refused");
        createdIds = await idsIn(schema);
        expect(Object.keys(createdIds).sort()).to.deep.equal(["bastion", "kafka", "owned"]);
        const comments = await query("SELECT comment FROM mz_internal.mz_comments WHERE id = $1", [createdIds.owned]);
        expect(comments).to.deep.equal([{ comment: "kept" }]);
    });

    it("The next up retries a pending operation, also after a refresh", async () => {
        ok(await stack.refresh());
        expect(ok(await stack.preview()).output).to.match(/~ 2 to update/u);
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("unknown role 'no_such_role'").and.to.contain("Connection refused");
        expect(await idsIn(schema)).to.deep.equal(createdIds);
    });

    it("An up with a corrected program completes the pending operations and creates nothing twice", async () => {
        await stack.configure({ "unfinished:mode": "mended" });
        ok(await stack.up());
        expect(await idsIn(schema)).to.deep.equal(createdIds);
        expect(ok(await stack.up()).output).to.match(/5 unchanged/u);
    });

    it("A preview shows the change again if an ALTER was refused and the object is unchanged", async () => {
        await stack.configure({ "unfinished:mode": "refused" });
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output).to.contain("Broker transport failure");
        expect(ok(await stack.preview()).output).to.match(/~ 1 to update/u);
        const [row] = await query("SELECT create_sql FROM mz_connections WHERE id = $1", [createdIds.kafka]);
        expect(String(row?.create_sql)).to.contain(kafka.broker);
    });

    it("A destroy succeeds with pending operations", async () => {
        ok(await stack.destroy());
        expect(await idsIn(schema)).to.deep.equal({});
    });
});
