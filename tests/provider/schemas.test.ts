import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { describeSchema, type ValueSchema } from "../../provider/values/schema";
import type { Problem, ArgumentContext, ValueType } from "../../provider/values/value";

/** Yields a type and the types of all its parts, each with its path. */
function* within(schema: ValueSchema, path: string): Generator<readonly [path: string, schema: ValueSchema]> {
    yield [path, schema];
    if (schema.type === "list") yield* within(schema.items, `${path}[]`);
    if (schema.type === "map") yield* within(schema.values, `${path}{}`);
    if (schema.type === "one of") for (const one of schema.alternatives) yield* within(one, path);
    if (schema.type === "object")
        for (const [key, one] of Object.entries(schema.properties)) yield* within(one, `${path}.${key}`);
}

const all = [...kinds.values()].flatMap(kind =>
    kind.rows.flatMap(({ path, value }) =>
        [...within(value.type, `${kind.name}.${path}`)].map(([at, schema]) => ({ at, schema, value })),
    ),
);

/** Returns the problems of a value; their paths are relative to the argument. */
function problemsOf(type: ValueType, value: unknown): Problem[] {
    const context = (path: string): ArgumentContext => ({
        path,
        secret: false,
        namespace: { database: "d", schema: "s" },
        child: step => context(typeof step === "number" ? `${path}[${String(step)}]` : `${path}.${step}`),
        problem: reason => [{ path, reason }],
    });
    return type.check(value, context(""));
}

describe("the types of arguments", () => {
    it("the type of a reference names only kinds that exist", () => {
        const unknown = all.flatMap(({ at, schema }) =>
            schema.type === "reference" ? schema.kinds.filter(kind => !kinds.has(kind)).map(kind => `${at}: ${kind}`) : [],
        );
        expect(unknown).to.deep.equal([]);
    });

    it("the type of a reference has the scope of the kinds that it names", () => {
        const wrong = all.flatMap(({ at, schema }) => {
            if (schema.type !== "reference") return [];
            const scopes = schema.kinds
                .map(name => kinds.get(name))
                .map(kind => kind !== undefined && "scope" in kind && kind.scope);
            return scopes.every(scope => scope === schema.scope) ? [] : [at];
        });
        expect(wrong).to.deep.equal([]);
    });

    it("no argument has the type that only components compute", () => {
        expect(all.filter(({ schema }) => schema.type === "any")).to.deep.equal([]);
    });

    it("the type of an enum lists every word that the check accepts", () => {
        const enums = all.filter(({ schema, value }) => schema === value.type && schema.type === "enum");
        expect(enums.length).to.be.above(5);
        for (const { at, schema, value } of enums) {
            if (schema.type !== "enum") continue;
            expect(schema.words.length, at).to.be.above(0);
            for (const word of schema.words) expect(problemsOf(value, word), at).to.deep.equal([]);
            expect(problemsOf(value, "another word"), at).to.have.length(1);
        }
    });

    it("the type of an object has exactly the properties that the check accepts", () => {
        const objects = all.filter(({ schema, value }) => schema === value.type && schema.type === "object");
        expect(objects.length).to.be.above(5);
        for (const { at, schema, value } of objects) {
            if (schema.type !== "object") continue;
            for (const key of Object.keys(schema.properties)) {
                const reasons = problemsOf(value, { [key]: 1 }).map(({ reason }) => reason);
                expect(reasons.join(), `${at}.${key}`).not.to.contain("is not an argument");
            }
            expect(problemsOf(value, { "another key": 1 })[0]?.reason, at).to.contain("is not an argument");
        }
    });

    it("the type of an object requires exactly the properties that the check requires", () => {
        for (const { at, schema, value } of all) {
            if (schema !== value.type || schema.type !== "object" || schema.required === "one") continue;
            const missing = problemsOf(value, {}).flatMap(({ path, reason }) => (reason === "is missing" ? [path.slice(1)] : []));
            expect(missing, at).to.deep.equal(schema.required);
        }
    });

    it("the check of every argument refuses a value of a type that no argument has", () => {
        for (const { at, schema, value } of all) {
            if (schema !== value.type || schema.type === "any") continue;
            const [problem] = problemsOf(value, Symbol("of no type"));
            expect(problem?.reason, `${at} must be ${describeSchema(schema)}`).to.be.a("string");
        }
    });

    it("the type of an integer has the range that the check accepts", () => {
        const integers = all.filter(({ schema, value }) => schema === value.type && schema.type === "integer");
        expect(integers.length).to.be.above(3);
        for (const { at, schema, value } of integers) {
            if (schema.type !== "integer") continue;
            if (schema.min !== undefined) {
                expect(problemsOf(value, schema.min), at).to.deep.equal([]);
                expect(problemsOf(value, schema.min - 1), at).to.have.length(1);
            }
            if (schema.max !== undefined) {
                expect(problemsOf(value, schema.max), at).to.deep.equal([]);
                expect(problemsOf(value, schema.max + 1), at).to.have.length(1);
            }
        }
    });
});
