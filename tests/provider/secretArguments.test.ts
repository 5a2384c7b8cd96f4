import { expect } from "chai";
import fc from "fast-check";
import { planAlter } from "../../provider/lifecycle/planStatements";
import { redact } from "../../provider/session/redact";
import { definitionText, keyword, secretTexts, type Sql, statementText } from "../../provider/sql/sql";
import { hasSubject, isGrant } from "../../provider/statement/kind";
import { statementParts } from "../../provider/statement/parts";
import type { Fields } from "../../provider/values/value";
import { check, resource } from "./support";
import { allTextArguments, type TextArgument } from "./textArguments";

/** Values with quotes and characters of regular expressions between letters that no message has. */
const value = fc
    .array(fc.constantFrom("XQ", "ZK", ..."'\"\\.*+?^${}()|[]/$& é".split("")), { maxLength: 10 })
    .map(parts => `ZZXQ${parts.join("")}ZKQQ`);
const marked = /[XZ][QKZ]/u;

/** Returns the path of a value and the paths of the arguments that contain it: an output can be any of them. */
function containers(path: string): string[] {
    const steps = [...path.matchAll(/(?=[.[])|$/gu)].map(({ index }) => path.slice(0, index));
    return [...new Set(steps)].filter(step => step !== "");
}

/** Returns the statements of a create and an update with a secret value, or an empty list if the check refuses the value. */
function statements({ kind, args }: TextArgument, text: string, secrets: readonly string[]): Sql[] {
    const { inputs, failures } = check(kind.name, { ...args(text), __secretInputs: secrets });
    if (failures.length > 0) return [];
    const parts = statementParts(kind, inputs, inputs.__secretInputs as string[]);
    if (hasSubject(kind) && !isGrant(kind)) return [kind.create(parts), kind.reset(parts)];
    if (isGrant(kind)) return [kind.create(parts), kind.grant(parts, keyword("USAGE")), kind.revoke(parts, keyword("USAGE"))];
    const observed = { id: "u1", name: String(inputs.name), schema: null, database: null, owner: null, comment: null, type: "" };
    const before = check(kind.name, args("before"));
    const olds: Fields = { ...(before.failures.length > 0 ? inputs : before.inputs), comment: undefined, owner: undefined };
    return [kind.create(parts), ...planAlter({ kind, observed, olds, news: inputs }).map(({ statement }) => statement)];
}

/** Returns what the engine prints of failures: their reasons, and the values of the properties that they name. */
const shownOf = (inputs: Fields, failures: readonly { property: string; reason: string }[]): string =>
    failures.map(({ property, reason }) => `${reason} ${JSON.stringify(inputs[property] ?? "")}`).join("\n");

describe("secrets in arguments", () => {
    for (const argument of allTextArguments()) {
        const { kind, path } = argument;
        for (const secret of containers(path)) {
            it(`a secret in ${kind.name}.${path} is not shown if ${secret} is marked as secret`, () => {
                fc.assert(
                    fc.property(value, text => {
                        const given = { ...argument.args(text), __secretInputs: [secret] };
                        const { inputs, failures } = check(kind.name, given);
                        expect(shownOf(given, failures), "failures").not.to.match(marked);
                        // Names are refused, and have no definition.
                        if (failures.length > 0) return;
                        expect(String(inputs.definition), "definition").not.to.match(marked);
                        for (const statement of statements(argument, text, [secret])) {
                            expect(definitionText(statement), "statement").not.to.match(marked);
                            const quoted = JSON.stringify(statementText(statement));
                            expect(redact(quoted, secretTexts(statement)), "error").not.to.match(marked);
                        }
                    }),
                    { numRuns: 10 },
                );
            });
        }
    }

    it("a secret of the wrong type is not shown", () => {
        const password = resource("u1", '"materialize"."public"."pw"');
        for (const wrong of [{ deep: ["ZZXQ"] }, [{ deep: "ZZXQ" }], 4711]) {
            for (const [kind, args] of [
                ["KafkaConnection", { brokers: wrong }],
                ["KafkaConnection", { brokers: ["a:1"], sasl: { mechanism: wrong, username: "me", password } }],
                ["View", { query: wrong }],
                ["Secret", { value: wrong }],
                ["Role", { password: wrong }],
            ] as const) {
                const { inputs, failures } = check(kind, { ...args, __secretInputs: Object.keys(args) });
                expect(failures, kind).not.to.be.empty;
                expect(shownOf(inputs, failures), kind).not.to.match(/ZZXQ|4711/u);
            }
        }
    });
});
