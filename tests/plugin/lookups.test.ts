import { expect } from "chai";
import { LOOKUPS } from "../../plugin/lookups";
import * as sdk from "../../sdk";
import { resetEnvironment } from "../changes/support";
import { timeLimit } from "../server";
import { Engine, urnOf } from "./engine";

const SETUP = [
    "CREATE SECRET it AS 'x'",
    "COMMENT ON SECRET it IS 'a comment'",
    "CREATE SCHEMA other",
    "CREATE TABLE other.t (a int)",
    "COMMENT ON TABLE other.t IS 'rows'",
    "CREATE VIEW other.v (b) AS SELECT a FROM other.t",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE txt IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt')",
    "CREATE TABLE lines FROM SOURCE txt (REFERENCE txt) FORMAT TEXT",
];

describe("lookups and imports over the protocol", function () {
    this.timeout(timeLimit("60s"));
    let engine: Engine;
    before(async () => {
        engine = await Engine.start();
        const { host, port } = await resetEnvironment(SETUP);
        await engine.configure({ host, port: String(port), user: "materialize", sslmode: "disable" });
    });
    after(() => {
        engine.close();
    });

    it("Every lookup function of the package is a function of the plugin", () => {
        const exported = Object.keys(sdk).filter(name => name.startsWith("get") && !name.endsWith("Output"));
        expect([...LOOKUPS.keys()]).to.have.members(exported);
    });

    it("A lookup of one object returns its properties, and one of several a list", async () => {
        const found = await engine.invoke("materialize:index:getSecret", { name: "it" });
        expect(found).to.deep.include({
            kind: "Secret",
            name: "it",
            qualifiedName: '"materialize"."public"."it"',
            comment: "a comment",
        });
        expect(await engine.invoke("materialize:index:getSecrets", {})).to.deep.equal({ items: [found] });
        const parameter = await engine.invoke("materialize:index:getSystemParameter", { name: "max_secrets" });
        expect(parameter.name).to.equal("max_secrets");
    });

    it("The result of a lookup is a reference", async () => {
        const found = await engine.invoke("materialize:index:getSchema", { name: "other" });
        const inputs = await engine.accepted(urnOf("View", "w"), { schema: found, query: "SELECT 1" });
        expect(inputs.qualifiedName).to.equal('"materialize"."other"."w"');
    });

    it("A lookup that finds nothing, or does not exist, is an error", async () => {
        const error = (token: string, args: object): Promise<string> => engine.invoke(token, { ...args }).then(String, String);
        expect(await error("materialize:index:getSecret", { name: "no" })).to.contain(
            'there is no Secret "materialize"."public"."no"',
        );
        expect(await error("materialize:index:getSecret", { nam: "it" })).to.contain("did you mean name?");
        expect(await error("materialize:index:getSecre", {})).to.contain("did you mean materialize:index:getSecret?");
    });

    it("An object is imported by its qualified name into arguments against which its program has no change", async () => {
        const urn = urnOf("View", "imported");
        const { id, state, inputs } = await engine.read(urn, '"materialize"."other"."v"');
        expect(inputs).to.deep.include({ name: "v", schema: "other", columns: ["b"] });
        expect(String(inputs.query).replaceAll('"', "")).to.equal("SELECT a FROM materialize.other.t");
        const program = { name: "v", schema: "other", columns: ["b"], query: inputs.query };
        const news = await engine.accepted(urn, program, inputs);
        expect(await engine.diff(urn, id, state, news)).to.deep.include({ changes: false, detailed: {} });
    });

    it("An object is imported by Materialize's id with every argument that the catalog holds", async () => {
        const { id } = await engine.invoke("materialize:index:getKafkaSource", { name: "txt" });
        const read = await engine.read(urnOf("KafkaSource", "txt"), String(id));
        expect(read.id).to.equal(id);
        expect(read.inputs).to.deep.include({ name: "txt", topic: "txt" });
        expect(read.inputs).to.deep.include({
            connection: { name: "kafka", schema: "public", database: "materialize" },
            tablesOnly: true,
        });
        const lines = await engine.read(urnOf("SourceTable", "lines"), '"materialize"."public"."lines"');
        expect(lines.inputs).to.deep.include({ reference: "txt", format: { text: {} } });
        const table = await engine.read(urnOf("Table", "t"), '"materialize"."other"."t"');
        expect(table.inputs).to.deep.include({ comment: "rows", columns: [{ name: "a", type: "int4" }] });
    });

    it("A secret is imported without its value, which Materialize does not return", async () => {
        const { inputs } = await engine.read(urnOf("Secret", "it"), '"materialize"."public"."it"');
        expect(inputs).to.deep.include({ name: "it", comment: "a comment" }).and.not.to.have.property("value");
    });

    it("An import of what does not exist has no id; a name that is not qualified, and a grant, are refused", async () => {
        expect((await engine.read(urnOf("Secret", "x"), '"materialize"."public"."x"')).id).to.equal("");
        const error = (kind: string, id: string): Promise<string> => engine.read(urnOf(kind, "x"), id).then(String, String);
        expect(await error("Secret", "it")).to.contain(
            'it is not the qualified name of a Secret, such as "database"."schema"."name", nor an id',
        );
        expect(await error("Grant", "x")).to.contain("a Grant cannot be imported");
        expect((await engine.read(urnOf("View", "x"), '"materialize"."other"."t"')).id).to.equal("");
    });
});
