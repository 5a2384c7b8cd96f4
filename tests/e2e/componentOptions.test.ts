import { expect } from "chai";
import { timeLimit } from "../server";
import { changeCounts } from "./networks/support";
import { ok, Stack } from "./support/stack";
import { query, kafka, settings } from "./support/testServer";

/** Two instances of a component with Pulumi's resource options. */
const PROGRAM = `
const prefix = config.require("prefix");
const name = config.require("name");
const schema = new materialize.Schema(prefix);
const first = new materialize.Role(prefix + "_first");
const commented = ({ type, props, opts }) => type.endsWith(":Secret") ? { props: { ...props, comment: "by a transform" }, opts } : undefined;
const args = key => ({
    brokers: [{ host: pulumi.output(${JSON.stringify(kafka.saslBroker)}).apply(at => at.split(":")[0]), port: pulumi.output(Number(${JSON.stringify(kafka.saslBroker)}.split(":")[1])) }],
    auth: { scram: { username: pulumi.output("materialize"), password: config.requireSecret("password") } },
    network: { none: {} }, securityProtocol: "SASL_PLAINTEXT", cluster: pulumi.output("quickstart"), schema,
    sources: { [key]: { topic: pulumi.output(${JSON.stringify(kafka.topic)}), format: { json: {} }, indexes: { [key + "_data"]: { columns: ["data"] } } } },
});
const group = new pulumi.ComponentResource("program:index:Group", "group");
const one = new materialize.SelfHostedKafkaIngestion(name, args("one"), {
    aliases: [{ name: "one" }], dependsOn: first, transforms: [commented], protect: config.getBoolean("protect"),
});
const two = new materialize.SelfHostedKafkaIngestion("two", args("two"), config.getBoolean("moved") ? { parent: group, aliases: [{ parent: pulumi.rootStackResource }] } : {});
`;

describe("resource options of components", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("classes").program(PROGRAM);
    const prefix = `e2e_classes_${String(process.pid)}`;
    const urnOf = (name: string): string => `urn:pulumi:test::classes::materialize:index:SelfHostedKafkaIngestion::${name}`;

    before(async () => {
        await stack.configure({
            ...(await settings()),
            ...{ "classes:prefix": prefix, "classes:name": "one", "classes:protect": "true" },
            "classes:password": { secret: kafka.password },
        });
    });
    after(() => {
        stack.remove();
    });

    it("The children of a component inherit its resource options", async () => {
        ok(await stack.up());
        const state = await stack.state();
        const children = state.filter(({ parent }) => parent === urnOf("one"));
        expect(children.map(({ urn }) => urn.split("::").at(-1))).to.have.members(
            ["username", "password", "kafka", "one", "one_data"].map(part => `one_${part}`),
        );
        for (const child of children) expect(child, child.urn).to.have.property("protect", true);
        expect(state.find(({ urn }) => urn === urnOf("one"))?.dependencies?.join()).to.contain(`Role::${prefix}_first`);
        expect(state.find(({ urn }) => urn === urnOf("one"))?.outputs).to.have.property("connection");
        const secrets = await query(
            "SELECT comment FROM mz_internal.mz_comments c JOIN mz_objects o ON o.id = c.id JOIN mz_schemas s ON s.id = o.schema_id WHERE s.name = $1",
            [prefix],
        );
        expect(secrets).to.deep.equal([{ comment: "by a transform" }, { comment: "by a transform" }]);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A component with a new parent is kept", async () => {
        await stack.configure({ "classes:moved": "true" });
        ok(await stack.up("--expect-no-changes"));
    });

    it("A new name of a component renames the objects with generated names and replaces nothing", async () => {
        await stack.configure({ "classes:name": "renamed" });
        expect(changeCounts(ok(await stack.up()))).to.deep.equal({ update: 3 });
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A protected component cannot be destroyed", async () => {
        expect((await stack.destroy()).output).to.contain("protected");
        await stack.configure({ "classes:protect": "false" });
        ok(await stack.up());
        ok(await stack.destroy());
        expect(await query("SELECT name FROM mz_schemas WHERE name = $1", [prefix])).to.be.empty;
    });
});
