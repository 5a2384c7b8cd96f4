import { expect } from "chai";
import { outputsOfCreate } from "../../provider/previewOutputs";
import { Run } from "../../provider/run/run";
import { UNKNOWN } from "../../provider/sql/sql";
import { type Fields, isFields } from "../../provider/values/value";
import { capturePrinted } from "../changes/support";
import { allCases } from "../changes/cases";
import type { KindCases } from "../changes/cases/case";
import { check, diff, refusals } from "./support";

/** Returns true for an argument that is a resource, which is the same one as long as its id or its name is. */
const isResource = (value: unknown): boolean => isFields(value) && "qualifiedName" in value;

/** Returns copies of a value, each with another part of it, or all of it, unknown. */
function withUnknown(value: unknown): unknown[] {
    const parts = isFields(value) && !isResource(value) ? Object.entries(value) : [];
    const changed = parts.flatMap(([key, part]) => withUnknown(part).map(one => ({ ...(value as Fields), [key]: one })));
    const items = Array.isArray(value) ? (value as unknown[]) : [];
    const others = items.flatMap((item, at) => withUnknown(item).map(one => items.with(at, one)));
    const all = items.length > 1 ? [items.map(() => UNKNOWN)] : [];
    return value === undefined ? [] : [UNKNOWN, ...changed, ...others, ...all];
}

/** Returns arguments for an error message. */
const printed = (args: Fields): string =>
    JSON.stringify(args, (_, value: unknown) => (value === UNKNOWN ? "(not known yet)" : value));

/** Returns the programs of a kind that are accepted, each with copies of which a part is not known. */
function programsOf({ kind, base, cases }: KindCases): (readonly [known: Fields, unknown: Fields])[] {
    const all = [base, ...cases.map(({ from, to }): Fields => ({ ...base, ...from, ...to }))];
    const accepted = all.filter(args => refusals(kind, args).length === 0);
    return accepted.flatMap(known => withUnknown(known).flatMap(one => (isFields(one) ? [[known, one] as const] : [])));
}

/** Returns the outputs of a preview of a new object in which a value that is not known is a part of a text. */
function halfKnown(kind: string, args: Fields): string[] {
    const run = new Run(key => (key === "materialize:host" ? "localhost" : undefined), {});
    const outputs = outputsOfCreate(run, { ...check(kind, args).inputs, profile: undefined });
    const isHalf = (value: unknown): boolean => typeof value === "string" && value !== UNKNOWN && value.includes(UNKNOWN);
    return Object.keys(outputs).filter(key => isHalf(outputs[key]));
}

describe("a preview with arguments that are not known yet", () => {
    for (const of of allCases) {
        /** Expects a result for each program. The lines that a preview prints are not shown. */
        const expectAll = async (result: (known: Fields, unknown: Fields) => unknown, expected: unknown): Promise<void> => {
            const { result: results } = await capturePrinted(() =>
                programsOf(of).map(([known, unknown]) => ({ unknown, is: result(known, unknown) })),
            );
            for (const { unknown, is } of results) expect(is, printed(unknown)).to.deep.equal(expected);
        };

        it(`refuses no ${of.kind} that is accepted once they are known`, () =>
            expectAll((_, unknown) => refusals(of.kind, unknown), []));

        it(`shows a change of a ${of.kind} that exists`, () =>
            expectAll((known, unknown) => diff(of.kind, known, unknown).changes, true));

        it(`shows outputs of a ${of.kind} that are known or not`, () =>
            expectAll((_, unknown) => halfKnown(of.kind, unknown), []));
    }
});
