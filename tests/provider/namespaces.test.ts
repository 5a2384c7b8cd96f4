import { expect } from "chai";
import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { accepted, check, compare, definition, diff, resource } from "./support";

const inSchema = (name: string): Fields => ({ schema: resource("u3", `"materialize"."${name}"`) });

describe("namespaces, defaults and secrets", () => {
    const source = { connection: "k", topic: "t", format: { json: {} }, name: "My Source" };

    it("a source with bare names is updated in place if its schema is renamed", () => {
        expect(diff("KafkaSource", { ...source, ...inSchema("old") }, { ...source, ...inSchema("new") })).to.deep.include({
            changes: true,
            replaces: [],
        });
    });

    it("PostgresConnection, which has its own database argument, is replaced if its schema is in another database", () => {
        const postgres = { host: "h", user: "u", database: "d" };
        const to = (database: string): Fields => ({ ...postgres, schema: { name: "s", database } });
        expect(diff("PostgresConnection", to("a"), to("b")).replaces).to.deep.equal(["schema"]);
    });

    it("a rename of a source is an in-place update, whether or not its progress subsource is named", () => {
        expect(diff("KafkaSource", { ...source, name: "plain" }, source).replaces).to.deep.equal([]);
        expect(diff("KafkaSource", source, { ...source, name: "plain" }).replaces).to.deep.equal([]);
    });

    it("a source keeps its cluster if the default cluster is added or removed", () => {
        const before = accepted("KafkaSource", source);
        expect(check("KafkaSource", source, before, { cluster: "later" }).inputs).not.to.have.property("cluster");
        const given = check("KafkaSource", source, {}, { cluster: "first" }).inputs;
        expect(check("KafkaSource", source, given).inputs).to.deep.include({ cluster: "first" });
    });

    it("an object is not replaced if an argument that is not a reference is unknown", () => {
        const before = accepted("Secret", { value: "x", comment: "y" });
        const news = { ...accepted("Secret", { value: "x", comment: "y" }, before), value: UNKNOWN, comment: UNKNOWN };
        expect(compare(before, news)).to.deep.include({ changes: true, replaces: [] });
    });

    it("an index is created on a relation that is given by name, in the schema of the relation", () => {
        const on = { name: "v", schema: "s 1" };
        expect(definition("Index", { on, columns: ["a", { expression: "lower(b)" }] })).to.equal(
            'CREATE INDEX "it"\n    ON "materialize"."s 1"."v" ("a", (lower(b)))',
        );
        expect(accepted("Index", { on, columns: ["a"] }).qualifiedName).to.equal('"materialize"."s 1"."it"');
    });

    it("a replacement of a role creates the new role before it deletes the old one, which may own objects", () => {
        expect(diff("Role", { name: "a" }, { name: "b" })).to.deep.include({
            changes: true,
            replaces: ["name"],
            deleteBeforeReplace: false,
        });
    });

    it("a replacement creates a new RoleGrant before it deletes the old one, and a new Grant after it", () => {
        expect(diff("RoleGrant", { role: "a", member: "m" }, { role: "b", member: "m" })).to.deep.include({
            changes: true,
            replaces: ["role"],
            deleteBeforeReplace: false,
        });
        const grant = { on: { secret: "a" }, role: "r", privileges: ["USAGE"] };
        expect(diff("Grant", grant, { ...grant, on: { secret: "b" } })).to.deep.include({ deleteBeforeReplace: true });
    });

    it("a definition shows no name and no number that the program marks as secret", () => {
        const tunnel = { host: "h", user: "u", port: 2222, __secretInputs: ["port"] };
        expect(definition("SshTunnelConnection", tunnel)).to.contain("PORT = [secret]").and.not.to.contain("2222");
        const marked = {
            ...source,
            include: { key: "hush", timestamp: true },
            keyFormat: { text: {} },
            valueFormat: { text: {} },
            format: undefined,
        };
        expect(definition("KafkaSource", { ...marked, __secretInputs: ["include.key"] })).not.to.contain("hush");
        expect(check("KafkaSource", { ...source, schema: "s", __secretInputs: ["schema"] }).failures[0]?.reason).to.contain(
            "cannot be a secret",
        );
    });

    it("diff reports a change if an argument becomes secret", () => {
        const before = accepted("KafkaSource", source);
        const news = accepted("KafkaSource", { ...source, __secretInputs: ["topic"] }, before);
        expect(compare(before, news).changes).to.equal(true);
    });

    it("the qualified name of an object is unknown while its name is unknown", () => {
        expect(accepted("Secret", { name: UNKNOWN, value: "x" }).qualifiedName).to.equal(UNKNOWN);
    });

    it("a grant is updated in place if its object is renamed", () => {
        const grant = (name: string): Fields => ({
            name: undefined,
            on: { secret: resource("u1", name) },
            role: "r",
            privileges: ["USAGE"],
        });
        expect(diff("Grant", grant('"d"."s"."a"'), grant('"d"."s"."b"'))).to.deep.include({ changes: true, replaces: [] });
        expect(diff("Grant", grant('"d"."s"."a"'), grant('"d"."s"."a"')).changes).to.equal(false);
    });
});
