import { expect } from "chai";
import { decode } from "../../plugin/wire";
import { kinds } from "../../provider/kinds";
import { secretArguments } from "../../plugin/inputs";
import type { Fields } from "../../provider/values/value";
import { query, resetEnvironment, server } from "../changes/support";
import { timeLimit } from "../server";
import { Engine, partialState, reference, secret, UNKNOWN, urnOf } from "./engine";

const SECRET = urnOf("Secret", "password");
const KAFKA = urnOf("KafkaConnection", "kafka");
const brokers = ["127.0.0.1:9092"];

describe("resources over the protocol", function () {
    this.timeout(timeLimit("60s"));
    let engine: Engine;
    before(async () => {
        engine = await Engine.start();
        await resetEnvironment(["CREATE ROLE reader"]);
    });
    /** Begins a run, as each command of the engine does. */
    const begin = async (): Promise<void> => {
        const { host, port } = await server();
        await engine.configure({ host, port: String(port), user: "materialize", sslmode: "disable" });
    };
    beforeEach(begin);
    after(() => {
        engine.close();
    });

    /** Brings a resource up as the first one of its name. */
    const create = async (urn: string, args: Fields): Promise<{ id: string; state: Fields; inputs: Fields }> => {
        const inputs = await engine.accepted(urn, args);
        return { ...(await engine.create(urn, inputs)), inputs };
    };

    it("A secret is created, compared, changed, read and deleted, and its value is marked in every answer", async () => {
        const made = await create(SECRET, { value: secret("first") });
        expect([made.inputs.value, made.state.value]).to.deep.equal([secret("first"), secret("first")]);
        expect(made.state.plainSecrets).to.equal(undefined);
        const changed = await engine.accepted(SECRET, { value: secret("second"), comment: "it's" }, made.inputs);
        const compared = await engine.diff(SECRET, made.id, made.state, changed);
        expect(compared).to.deep.equal({
            changes: true,
            replaces: [],
            deleteBeforeReplace: true,
            detailed: { comment: "ADD", value: "UPDATE" },
        });
        const state = await engine.update(SECRET, made.id, { olds: made.state, news: changed });
        expect(state.value).to.deep.equal(secret("second"));
        const read = await engine.read(SECRET, made.id, state, changed);
        expect([read.id, read.state.value, read.inputs.value]).to.deep.equal([made.id, secret("second"), secret("second")]);
        expect((await engine.diff(SECRET, made.id, read.state, changed)).changes).to.equal(false);
        await begin();
        await engine.delete(SECRET, made.id, read.state);
        await begin();
        expect((await engine.read(SECRET, made.id, read.state, changed)).id).to.equal("");
    });

    it("A secret that arrives in clear text is marked, and reviewers see that it was", async () => {
        const { inputs, failures } = await engine.check(SECRET, { value: "plain" });
        expect(failures).to.be.empty;
        expect([inputs.value, inputs.plainSecrets]).to.deep.equal([secret("plain"), ["value"]]);
    });

    it("Only the arguments are always secret that the resource classes mark as secret", () => {
        const found = [...kinds.values()].flatMap(kind => secretArguments(kind).map(key => `${kind.name}.${key}`));
        expect(found).to.have.members(["Secret.value", "Role.password"]);
    });

    it("A resource in an argument is written by the name that its check has found, before it exists", async () => {
        await engine.accepted(SECRET, { name: "kafka password", value: secret("p") });
        const sasl = { mechanism: "PLAIN", username: "u", password: reference(SECRET, UNKNOWN) };
        const args = { brokers, sasl, securityProtocol: "SASL_PLAINTEXT", validate: false };
        const inputs = await engine.accepted(KAFKA, args);
        expect(inputs.definition).to.contain('SASL PASSWORD = SECRET "materialize"."public"."kafka password"');
        expect(inputs.sasl).to.deep.include({
            password: { id: UNKNOWN, qualifiedName: '"materialize"."public"."kafka password"' },
        });
    });

    it("A resource of another kind is refused", async () => {
        await engine.accepted(SECRET, { value: secret("p") });
        const { failures } = await engine.check(urnOf("KafkaSource", "s"), {
            connection: reference(SECRET, "u1"),
            topic: "t",
            format: { text: {} },
        });
        expect(failures.join()).to.match(/^connection takes a KafkaConnection, .* not a Secret$/u);
        const bucket = "urn:pulumi:test::project::aws:s3/bucket:Bucket::b";
        const other = await engine.check(urnOf("Schema", "s"), { database: reference(bucket, "b") });
        expect(other.failures.join()).to.match(/not an aws:s3\/bucket:Bucket$/u);
    });

    it("A resource that another provider has checked keeps the name in the state or in its id, or else is refused", async () => {
        const sasl = (id: string): Fields => ({ mechanism: "PLAIN", username: "u", password: reference(SECRET, id) });
        const args = { brokers, validate: false, securityProtocol: "SASL_PLAINTEXT" };
        const created = '"d"."s"."p"@2026-01-01T00:00:00.000Z';
        const named = await engine.accepted(KAFKA, { ...args, sasl: sasl(created) });
        expect(named.definition).to.contain('SECRET "d"."s"."p"');
        const olds = { sasl: { password: { id: "u7", qualifiedName: '"d"."s"."q"' } } };
        expect((await engine.accepted(KAFKA, { ...args, sasl: sasl("u7") }, olds)).definition).to.contain('SECRET "d"."s"."q"');
        expect((await engine.check(KAFKA, { ...args, sasl: sasl("u8") })).failures).to.deep.equal([
            "the name of the Secret resource password is not known here, since this provider has not checked it: give { name, schema, database } in its place, or { id, qualifiedName } with its outputs",
        ]);
    });

    it("A preview of a create knows the checked inputs, and marks what only the server knows as unknown", async () => {
        const urn = urnOf("SshTunnelConnection", "bastion");
        const inputs = await engine.accepted(urn, { host: UNKNOWN, user: "me" });
        const { id, state } = await engine.create(urn, inputs, true);
        expect(id).to.equal("");
        expect(state).to.deep.include({ host: UNKNOWN, objectId: UNKNOWN, publicKeys: UNKNOWN, environmentId: UNKNOWN });
        expect(state.qualifiedName).to.equal('"materialize"."public"."bastion"');
        expect(await query(await server(), "SELECT 1 FROM mz_connections WHERE name = 'bastion'")).to.be.empty;
    });

    it("A preview of an update keeps the outputs that the change leaves, and only those", async () => {
        const urn = urnOf("SshTunnelConnection", "tunnel");
        const made = await create(urn, { host: "h", user: "me" });
        const { fields: known } = decode(made.state);
        const preview = async (args: Fields): Promise<Fields> => {
            const news = await engine.accepted(urn, args, made.inputs);
            return engine.update(urn, made.id, { olds: made.state, news, preview: true });
        };
        const commented = await preview({ host: "h", user: "me", comment: "c" });
        expect([commented.publicKeys, commented.comment]).to.deep.equal([known.publicKeys, "c"]);
        const moved = await preview({ host: "other", user: "me" });
        expect([moved.publicKeys, moved.environmentId]).to.deep.equal([UNKNOWN, known.environmentId]);
        await begin();
        await engine.delete(urn, made.id, made.state);
    });

    it("A replacement is marked on the argument that forces it", async () => {
        const urn = urnOf("KafkaConnection", "replaced");
        const args = { brokers, securityProtocol: "PLAINTEXT", validate: false };
        const made = await create(urn, args);
        await begin();
        const news = await engine.accepted(
            urn,
            { ...args, brokers: ["127.0.0.1:9093"], schema: "other", owner: "reader" },
            made.inputs,
        );
        const compared = await engine.diff(urn, made.id, made.state, news);
        expect(compared.replaces).to.deep.equal(["schema"]);
        expect(compared.detailed).to.deep.equal({
            brokers: "UPDATE",
            owner: "ADD",
            schema: "ADD_REPLACE",
            qualifiedName: "UPDATE",
            definition: "UPDATE",
        });
        // An update checks the replacement before it drops anything.
        const refused = await engine.delete(urn, made.id, made.state).then(String, String);
        expect(refused).to.contain('"materialize"."other"."replaced" cannot be replaced, and nothing has been dropped');
        await begin();
        await engine.delete(urn, made.id, made.state);
    });

    it("Under --replace, which calls no comparison, the replacement is checked before the object is dropped too", async () => {
        const urn = urnOf("KafkaConnection", "forced");
        const args = { brokers, securityProtocol: "PLAINTEXT", validate: false };
        const made = await create(urn, args);
        await begin();
        await engine.accepted(urn, { ...args, owner: "reader" }, made.inputs);
        await engine.accepted(urn, { ...args, owner: "reader" });
        const refused = await engine.delete(urn, made.id, made.state).then(String, String);
        expect(refused).to.contain('"materialize"."public"."forced" cannot be replaced, and nothing has been dropped');
        await begin();
        await engine.delete(urn, made.id, made.state);
    });

    it("A resource whose reference is replaced is replaced too: the engine compares it with the reference unknown", async () => {
        const urn = urnOf("View", "dependant");
        const schema = { id: "u1", qualifiedName: '"materialize"."public"' };
        const inputs = await engine.accepted(urn, { schema, query: "SELECT 1" });
        const compared = await engine.diff(urn, "u2", inputs, { ...inputs, schema: UNKNOWN });
        expect([compared.replaces, compared.deleteBeforeReplace, compared.detailed.schema]).to.deep.equal([
            ["schema"],
            true,
            "UPDATE_REPLACE",
        ]);
    });

    it("Two grants of which one is on all objects of the other are refused, since they do not know of each other", async () => {
        const grant = { role: "reader", privileges: ["SELECT"] };
        await engine.accepted(urnOf("Grant", "all"), { ...grant, on: { allTables: true, in: { schema: "public" } } });
        const { failures } = await engine.check(urnOf("Grant", "one"), { ...grant, on: { table: "t" } });
        expect(failures.join()).to.contain(
            "all and one may give the same role privileges on the same object, and one of them does not know of the other, which would revoke them: give the privileges by only one of the two",
        );
    });

    it("A grant gives a role its privileges, and revokes them when it is deleted", async () => {
        const schema = urnOf("Schema", "granted");
        const made = await create(schema, {});
        const urn = urnOf("Grant", "usage");
        const on = { schema: reference(schema, made.id) };
        const grant = await create(urn, { on, role: "reader", privileges: ["USAGE"] });
        expect(grant.inputs.definition).to.equal('GRANT USAGE\n    ON SCHEMA "materialize"."granted" TO "reader"');
        expect(grant.inputs.name).to.equal(undefined);
        const acl = async (): Promise<string> =>
            JSON.stringify(await query(await server(), "SELECT privileges::text FROM mz_schemas WHERE name = 'granted'"));
        const given = await acl();
        await begin();
        await engine.delete(urn, grant.id, grant.state);
        expect(given).not.to.equal(await acl());
        await engine.delete(schema, made.id, made.state);
    });

    it("A create that is only half done keeps its state, and its secrets marked", async () => {
        const urn = urnOf("Secret", "half");
        const inputs = await engine.accepted(urn, { value: secret("v"), owner: "nobody" });
        const error: unknown = await engine.create(urn, inputs).catch((one: unknown) => one);
        const partial = partialState(error);
        expect(partial?.id, String(error)).to.match(/^"materialize"."public"."half"@/u);
        expect(partial?.state.value).to.deep.equal(secret("v"));
        await begin();
        await engine.delete(urn, partial?.id ?? "", partial?.state ?? {});
    });

    it("A resource of the plugin with the same name before version 1 is refused with what to do", async () => {
        const urn = "urn:pulumi:test::project::materialize:index/secret:Secret::old";
        const message = "is a type of the plugin materialize 0.x, which is another product";
        expect(await engine.check(urn, {}).then(String, String)).to.contain(message);
        for (const call of [engine.read(urn, "1", { name: "n" }), engine.delete(urn, "1", {}), engine.diff(urn, "1", {}, {})])
            expect(await call.then(String, String)).to.contain(message);
    });

    it("A type that does not exist is refused with the one that was meant", async () => {
        const error = await engine.read(urnOf("KafkaConection", "k"), "u1").then(String, String);
        expect(error).to.contain(
            "has no resource of the type materialize:index:KafkaConection; did you mean materialize:index:KafkaConnection?",
        );
    });
});
