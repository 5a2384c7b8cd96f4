import { expect } from "chai";
import { Handlers } from "../../provider/handlers";
import { helpers } from "../../provider/helpers";
import { kinds } from "../../provider/kinds";
import { Run } from "../../provider/run/run";
import { argumentsOf } from "../../provider/statement/parts";
import { alternativesOf, itemsOf, partOf, referencedKinds, type ValueSchema } from "../../provider/values/schema";
import { type Fields, isFields } from "../../provider/values/value";
import { allCases } from "../changes/cases";
import { refusals, settings } from "./support";
import { allTextArguments } from "./textArguments";

const OUTPUT = "SELECT Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> …";
const NAME = '"materialize"."public"."kafka"';

/** A resource of a kind, as the resource class sends it. */
const resourceOf = (kind: string): Fields => ({ id: "u1", qualifiedName: NAME, __kind: kind });

/** Returns a value with a resource of a kind that no argument takes in place of each reference. */
function withForeignReferences(schema: ValueSchema | undefined, value: unknown): unknown {
    if (schema === undefined) return value;
    const isReference = alternativesOf(schema).some(one => one.type === "reference" || one.type === "secret");
    if (isReference) return resourceOf("Foreign");
    if (Array.isArray(value)) return value.map(item => withForeignReferences(itemsOf(schema), item));
    if (!isFields(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, part]) => [key, withForeignReferences(partOf(schema, key), part)]),
    );
}

const at = (path: string, value: unknown): Fields => {
    const [key = "", ...inner] = path.split(".");
    return { [key]: inner.length === 0 ? value : at(inner.join("."), value) };
};

describe("values that JavaScript makes by mistake", () => {
    it("every argument of every kind refuses an output or an object that was converted to a string", () => {
        for (const { kind, path, args } of allTextArguments()) {
            for (const [text, reason] of [
                [OUTPUT, "contains an output that JavaScript converted to a string"],
                ["SELECT * FROM [object Object]", 'contains "[object …]"'],
            ] as const) {
                const found = refusals(kind.name, args(text));
                expect(found, `${kind.name}.${path}`).to.have.length(1);
                expect(found[0]).to.contain(reason).and.to.contain(path.split(/[.[]/u, 1)[0]);
                expect(found[0]).not.to.contain("To get the value");
            }
        }
    });

    it("every argument that takes an object by name refuses its qualified name", () => {
        const named = allTextArguments().filter(({ row, path }) => path === row.path && row.value.type.type === "reference");
        expect(named.length).to.be.greaterThan(20);
        for (const { kind, path, args } of named) {
            const found = refusals(kind.name, args(NAME)).join("\n");
            expect(found, `${kind.name}.${path}`).to.contain(
                'is a quoted name: give the resource itself, or the bare name "kafka"',
            );
        }
    });

    it("every argument of every kind refuses a resource of a kind that it does not take", () => {
        let references = 0;
        for (const { kind: name, base, cases } of allCases) {
            for (const row of kinds.get(name)?.rows ?? []) {
                const { from, to = {} } = cases.find(({ path }) => path === row.path) ?? {};
                const value = argumentsOf({ ...base, ...from, ...to }).get(row.path);
                if (value === undefined) continue;
                const isReference = referencedKinds(row.value.type).length > 0;
                const foreign = isReference ? withForeignReferences(row.value.type, value) : resourceOf("Foreign");
                const found = refusals(name, { ...base, ...from, ...to, ...at(row.path, foreign) }).join("\n");
                if (JSON.stringify(foreign).includes("Foreign")) {
                    expect(found, `${name}.${row.path}`).to.contain("not a Foreign").and.to.contain(row.path);
                    references++;
                }
            }
        }
        expect(references).to.be.greaterThan(100);
    });

    it("an argument that refers to an object takes a resource of its kind, and the state has no kind", () => {
        const args = { connection: resourceOf("KafkaConnection"), topic: "t", format: { json: {} } };
        expect(refusals("KafkaSource", args)).to.be.empty;
        expect(refusals("KafkaSource", { ...args, connection: resourceOf("SshTunnelConnection") })).to.deep.equal([
            "connection takes a KafkaConnection, its name, or { name, schema, database }, not a SshTunnelConnection",
        ]);
        expect(refusals("KafkaConnection", { brokers: ["a:1"], sasl: resourceOf("Secret") })).to.deep.equal([
            "sasl takes { mechanism, username, password }, not a Secret",
        ]);
        expect(refusals("View", { query: { __kind: "function" } })).to.deep.equal(["query takes a query, not a function"]);
    });

    it("a number that is not finite is refused", () => {
        expect(refusals("PostgresConnection", { host: "h", user: "u", database: "d", port: NaN })).to.deep.equal([
            "port takes a number, not NaN",
        ]);
    });

    it("every helper resource refuses a resource and a converted output in place of each argument", async () => {
        for (const helper of helpers.values()) {
            for (const [key, { type }] of Object.entries(helper.arguments)) {
                const check = (value: unknown) =>
                    new Handlers(new Run())
                        .of({ __kind: helper.name })
                        .check({}, { __kind: helper.name, [key]: value }, settings);
                const reasons = async (value: unknown): Promise<string> =>
                    (await check(value)).failures.map(({ reason }) => reason).join("\n");
                expect(await reasons(OUTPUT), `${helper.name}.${key}`).to.contain("converted to a string");
                if (type.type !== "any")
                    expect(await reasons(resourceOf("View")), `${helper.name}.${key}`).to.contain("not a View");
            }
        }
    });

    it("a view refuses a whole statement or a name as its query, and an index a statement as an expression", () => {
        for (const query of ["create or replace view x AS SELECT 1", "-- v\nCREATE MATERIALIZED VIEW x AS SELECT 1"]) {
            expect(refusals("View", { query })).to.deep.equal([
                'query: is a whole statement: give only the query, which follows "AS"',
            ]);
        }
        for (const query of [NAME, "orders", "INSERT INTO t VALUES (1)"]) {
            expect(refusals("MaterializedView", { query })).to.deep.equal([
                "query: is not a query: begin it with SELECT, WITH, VALUES, TABLE or SHOW",
            ]);
        }
        for (const query of ["(select 1)", "with a as (select 1) select * from a", "VALUES (1)", "TABLE orders"]) {
            expect(refusals("View", { query })).to.be.empty;
        }
        expect(refusals("Index", { on: "v", columns: [{ expression: "CREATE INDEX i ON v (a)" }] })).to.deep.equal([
            "columns: columns[0].expression is a statement: give only the expression over the relation's columns",
        ]);
    });
});
