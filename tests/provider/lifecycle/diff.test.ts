import { expect } from "chai";
import type { CatalogRow } from "../../../provider/catalog/catalog";
import { retainConflict, replacementReason } from "../../../provider/lifecycle/replacementNotices";
import { planAlter } from "../../../provider/lifecycle/planStatements";
import { kindOn } from "../../../provider/statement/versions";
import { statementText, UNKNOWN } from "../../../provider/sql/sql";
import type { Fields } from "../../../provider/values/value";
import { accepted, compare, diff, objectKind, resource } from "../support";

const secret = resource("u1", '"materialize"."public"."pw"');
const sasl = { mechanism: "PLAIN", username: "me", password: secret };

/** Returns the statements of an update from the arguments of one program to those of another, each on one line. */
function statements(kind: string, olds: Fields, news: Fields, catalogRow: Partial<CatalogRow> = {}): string[] {
    const before = accepted(kind, olds);
    const after = accepted(kind, news, before);
    const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
    const observed: CatalogRow = {
        id: "u9",
        name: text(before.name) ?? "",
        schema: "public",
        database: "materialize",
        owner: "materialize",
        comment: text(before.comment),
        type: "",
        ...catalogRow,
    };
    const steps = planAlter({ kind: objectKind(after), observed, olds: before, news: after });
    return steps.map(({ statement }) => statementText(statement).replaceAll(/\s+/gu, " "));
}

const target = '"materialize"."public"."it"';

describe("diff and update", () => {
    const three = { brokers: ["a:1", "b:1", "c:1"], sasl };

    it("diff finds no change if a program writes the same arguments in another form", () => {
        const again = { brokers: [{ address: "a:1" }, "b:1", { address: "c:1", sshTunnel: undefined }], sasl };
        expect(diff("KafkaConnection", three, again)).to.deep.equal({ changes: false, replaces: [], deleteBeforeReplace: true });
        expect(diff("MaterializedView", { query: "SELECT 1" }, { query: " SELECT 1; " }).changes).to.equal(false);
    });

    it("diff finds no change if another version of the package wrote another definition", () => {
        for (const [kind, args] of [
            ["Secret", { value: "x" }],
            ["Grant", { on: { secret }, role: "team", privileges: ["USAGE"] }],
            ["RoleGrant", { role: "team", member: "me" }],
            ["DefaultPrivilege", { forRole: "me", on: "TABLES", grantee: "team", privileges: ["SELECT"] }],
        ] as const) {
            const news = accepted(kind, args);
            expect(compare({ ...news, definition: "MAKE IT" }, news).changes, kind).to.equal(false);
        }
    });

    it("diff finds no change between an omitted argument and one that has no effect", () => {
        const json = { connection: "kafka", topic: "t", format: { json: {} } };
        const withoutEffect: Fields[] = [
            { envelope: { none: {} } },
            { include: { timestamp: false, header: [] } },
            { include: {} },
            { tablesOnly: false },
        ];
        for (const more of withoutEffect) {
            for (const [before, after] of [
                [json, { ...json, ...more }],
                [{ ...json, ...more }, json],
            ] as const) {
                expect(diff("KafkaSource", before, after), JSON.stringify(more)).to.deep.include({
                    changes: false,
                    replaces: [],
                });
            }
        }
    });

    it("KafkaConnection alters several options in one statement", () => {
        const after = {
            brokers: ["a:1", "b:1", "c:1", "d:1"],
            securityProtocol: "SASL_SSL",
            awsConnection: "aws",
            validate: false,
        };
        expect(diff("KafkaConnection", three, after)).to.deep.include({ changes: true, replaces: [] });
        expect(statements("KafkaConnection", three, after)).to.deep.equal([
            `ALTER CONNECTION ${target} SET (BROKERS = ('a:1', 'b:1', 'c:1', 'd:1')), SET (SECURITY PROTOCOL = 'SASL_SSL'), ` +
                `SET (AWS CONNECTION = "materialize"."public"."aws"), DROP (SASL MECHANISMS), DROP (SASL USERNAME), DROP (SASL PASSWORD) WITH (VALIDATE = false)`,
        ]);
    });

    it("KafkaConnection is replaced if its progress topic changes", () => {
        expect(diff("KafkaConnection", three, { ...three, progressTopic: "p" })).to.deep.include({
            changes: true,
            replaces: ["progressTopic"],
        });
    });

    it("an update renames a secret, alters its value, and sets its comment and owner, in this order", () => {
        const before = { value: "a" };
        const after = { value: "b", name: "new", comment: "it's", owner: "team" };
        expect(diff("Secret", before, after).replaces).to.deep.equal([]);
        expect(statements("Secret", before, after)).to.deep.equal([
            `ALTER SECRET ${target} RENAME TO "new"`,
            `ALTER SECRET "materialize"."public"."new" AS '\\x62'`,
            `COMMENT ON SECRET "materialize"."public"."new" IS 'it''s'`,
            `ALTER SECRET "materialize"."public"."new" OWNER TO "team"`,
        ]);
    });

    it("an update removes a comment", () => {
        expect(statements("Secret", { value: "a", comment: "x" }, { value: "a" })).to.deep.equal([
            `COMMENT ON SECRET ${target} IS NULL`,
        ]);
    });

    it("an update renames an object from the name that it has in the catalog", () => {
        expect(statements("Secret", { value: "a" }, { value: "a" }, { name: "moved" })).to.deep.equal([
            `ALTER SECRET "materialize"."public"."moved" RENAME TO "it"`,
        ]);
    });

    it("a change of validate to true sends VALIDATE CONNECTION", () => {
        const off = { ...three, validate: false };
        expect(statements("KafkaConnection", off, { ...three, validate: true })).to.deep.equal([`VALIDATE CONNECTION ${target}`]);
        expect(statements("KafkaConnection", { ...three, validate: true }, off)).to.deep.equal([]);
    });

    it("a change of retainHistory alters a source in place, and a change of its topic or format replaces it", () => {
        const source = { connection: "k", topic: "t", format: { json: {} } };
        expect(statements("KafkaSource", source, { ...source, retainHistory: "1h" })).to.deep.equal([
            `ALTER SOURCE ${target} SET (RETAIN HISTORY = FOR '1h')`,
        ]);
        expect(statements("KafkaSource", { ...source, retainHistory: "1h" }, source)).to.deep.equal([
            `ALTER SOURCE ${target} RESET (RETAIN HISTORY)`,
        ]);
        expect(diff("KafkaSource", source, { ...source, topic: "u" }).replaces).to.deep.equal(["topic"]);
        expect(diff("KafkaSource", source, { ...source, format: { text: {} } }).replaces).to.deep.equal(["format"]);
    });

    it("a source does not change if its connection is renamed, and is replaced if it refers to another connection", () => {
        const source = { topic: "t", format: { json: {} } };
        const before = { ...source, connection: resource("u2", '"materialize"."public"."old"') };
        expect(
            diff("KafkaSource", before, { ...source, connection: resource("u2", '"materialize"."public"."new"') }).changes,
        ).to.equal(false);
        expect(
            diff("KafkaSource", before, { ...source, connection: resource("u3", '"materialize"."public"."other"') }).replaces,
        ).to.deep.equal(["connection"]);
    });

    it("diff reports a replacement if the engine passes a raw unknown value for a replaced dependency", () => {
        const before = accepted("KafkaConnection", three);
        const news = { ...accepted("KafkaConnection", three, before), sasl: UNKNOWN };
        expect(compare(before, news)).to.deep.include({ changes: true, replaces: ["sasl"] });
    });

    it("a replacement with retainOnDelete is refused if the new object would have the name of the old one", () => {
        const view = { name: "it", query: "SELECT 1" };
        const before = accepted("View", view);
        const kept = (args: object, olds = before) =>
            retainConflict(objectKind(olds), olds, accepted("View", { ...view, ...args, __retained: true }, before));
        expect(kept({ query: "SELECT 2" })).to.match(/^View it must be replaced: query – .*; with retainOnDelete/u);
        expect(kept({ query: "SELECT 2", name: "other" })).to.equal(undefined);
        expect(kept({ query: "SELECT 2", profile: "eu" })).to.equal(undefined);
        expect(
            kept({ query: "SELECT 2" }, { ...before, pending: ["create"] }),
            "it is unknown whether the object was created",
        ).to.equal(undefined);
        expect(retainConflict(objectKind(before), before, accepted("View", { ...view, query: "SELECT 2" }, before))).to.equal(
            undefined,
        );
    });

    it("the notice of a replacement names all arguments that cause it, and gives each reason once", () => {
        const source = { connection: resource("u1", '"materialize"."public"."kafka"'), topic: "t", format: { json: {} } };
        const before = accepted("KafkaSource", source);
        const why = (args: Fields, version?: number): string | undefined =>
            replacementReason(
                kindOn(objectKind(before), version),
                before,
                accepted("KafkaSource", { ...source, ...args }, before),
            );
        expect(why({ comment: "c" })).to.equal(undefined);
        const reads = "Materialize cannot alter what a source reads: the replacement reads the topic again";
        expect(why({ topic: "u", groupIdPrefix: "g" })).to.equal(
            `KafkaSource it must be replaced: topic, groupIdPrefix – ${reads}`,
        );
        const interval = "Materialize cannot alter the timestamp interval: the replacement ingests the data again";
        expect(why({ topic: "u", timestampInterval: "1s" }, 2_600_600), "an older server").to.equal(
            `KafkaSource it must be replaced: topic – ${reads}; timestampInterval – ${interval}`,
        );
        expect(why({ timestampInterval: "1s" }, 2_603_900), "a newer server").to.equal(undefined);
        expect(why({ timestampInterval: "1s" }), "a server whose version is not known").to.equal(
            `KafkaSource it must be replaced: timestampInterval – ${interval}; a server of v26.39 or newer changes it in place, and the version of this one is not known`,
        );
        const asked = { ...before, connection: UNKNOWN };
        expect(replacementReason(objectKind(before), before, asked)).to.equal(
            "KafkaSource it must be replaced too: connection – refers to an object that is replaced",
        );
    });

    it("an argument that is unknown in a preview is an in-place update", () => {
        const before = accepted("KafkaConnection", three);
        const news = accepted("KafkaConnection", { ...three, brokers: UNKNOWN }, before);
        expect(compare(before, news)).to.deep.include({ changes: true, replaces: [] });
        expect(news.definition).to.equal(UNKNOWN);
    });

    it("an object keeps its namespace if the default database or schema changes", () => {
        const before = accepted("Secret", { value: "x" });
        const old = { ...before, __home: { database: "old", schema: "s" } };
        expect(accepted("Secret", { value: "x" }, old).qualifiedName).to.equal('"old"."s"."it"');
        expect(diff("Secret", { value: "x", schema: "given" }, { value: "x" }).replaces).to.deep.equal(["schema"]);
    });

    it("diff reports a change if an operation is pending", () => {
        const before = accepted("KafkaConnection", three);
        expect(compare({ ...before, pending: ["validate"] }, before).changes).to.equal(true);
    });
});
