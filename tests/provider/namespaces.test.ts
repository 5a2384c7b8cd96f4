import { expect } from "chai";
import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { accepted, check, compare, definition, diff, resource } from "./support";

const place = (name: string): Fields => ({ schema: resource("u3", `"materialize"."${name}"`) });

describe("places, defaults and secrets", () => {
    const source = { connection: "k", topic: "t", format: { json: {} }, name: "My Source" };

    it("keeps a source with bare names in a schema that is renamed", () => {
        expect(diff("KafkaSource", { ...source, ...place("old") }, { ...source, ...place("new") })).to.deep.include({
            changes: true,
            replaces: [],
        });
    });

    it("replaces what moves to a schema of another database, also where the database is the connection's own", () => {
        const postgres = { host: "h", user: "u", database: "d" };
        const to = (database: string): Fields => ({ ...postgres, schema: { name: "s", database } });
        expect(diff("PostgresConnection", to("a"), to("b")).replaces).to.deep.equal(["schema"]);
    });

    it("renames a source without touching its progress collection's name", () => {
        expect(diff("KafkaSource", { ...source, name: "plain" }, source).replaces).to.deep.equal([]);
        expect(diff("KafkaSource", source, { ...source, name: "plain" }).replaces).to.deep.equal([]);
    });

    it("moves nothing when a default cluster comes or goes", () => {
        const before = accepted("KafkaSource", source);
        expect(check("KafkaSource", source, before, { cluster: "later" }).inputs).not.to.have.property("cluster");
        const given = check("KafkaSource", source, {}, { cluster: "first" }).inputs;
        expect(check("KafkaSource", source, given).inputs).to.deep.include({ cluster: "first" });
    });

    it("does not go because a value that names nothing is being made anew elsewhere", () => {
        const before = accepted("Secret", { value: "x", comment: "y" });
        const news = { ...accepted("Secret", { value: "x", comment: "y" }, before), value: UNKNOWN, comment: UNKNOWN };
        expect(compare(before, news)).to.deep.include({ changes: true, replaces: [] });
    });

    it("indexes a relation that is named", () => {
        const on = { name: "v", schema: "s 1" };
        expect(definition("Index", { on, columns: ["a", { expression: "lower(b)" }] })).to.equal(
            'CREATE INDEX "it"\n    ON "materialize"."s 1"."v" ("a", (lower(b)))',
        );
        expect(accepted("Index", { on, columns: ["a"] }).qualifiedName).to.equal('"materialize"."s 1"."it"');
    });

    it("makes a role's successor before it goes, so that what it owns has an owner", () => {
        expect(diff("Role", { name: "a" }, { name: "b" })).to.deep.equal({
            changes: true,
            replaces: ["name"],
            deleteBeforeReplace: false,
        });
    });

    it("makes another grant before the one goes whose rights are needed until then", () => {
        expect(diff("RoleGrant", { role: "a", member: "m" }, { role: "b", member: "m" })).to.deep.equal({
            changes: true,
            replaces: ["role"],
            deleteBeforeReplace: false,
        });
        const grant = { on: { secret: "a" }, role: "r", privileges: ["USAGE"] };
        expect(diff("Grant", grant, { ...grant, on: { secret: "b" } })).to.deep.include({ deleteBeforeReplace: true });
    });

    it("shows no name and no number that the program marked as secret", () => {
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

    it("follows where an argument becomes secret", () => {
        const before = accepted("KafkaSource", source);
        const news = accepted("KafkaSource", { ...source, __secretInputs: ["topic"] }, before);
        expect(compare(before, news).changes).to.equal(true);
    });

    it("tells another what its name will be only once it is known", () => {
        expect(accepted("Secret", { name: UNKNOWN, value: "x" }).qualifiedName).to.equal(UNKNOWN);
    });

    it("lets a grant follow an object that is renamed", () => {
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
