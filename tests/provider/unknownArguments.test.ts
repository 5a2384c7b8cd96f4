import { expect } from "chai";
import { UNKNOWN } from "../../provider/sql/sql";
import { type Fields, isFields } from "../../provider/values/value";
import { allCases } from "../changes/cases";
import type { KindCases } from "../changes/cases/case";
import { diff, refusals } from "./support";

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

/** Returns the programs of a kind that are accepted. */
const programsOf = ({ kind, base, cases }: KindCases): Fields[] =>
    [base, ...cases.map(({ from, to }): Fields => ({ ...base, ...from, ...to }))].filter(
        args => refusals(kind, args).length === 0,
    );

describe("a preview with arguments that are not known yet", () => {
    for (const of of allCases) {
        it(`refuses no ${of.kind} that is accepted once they are known`, () => {
            for (const args of programsOf(of))
                for (const one of withUnknown(args).filter(isFields))
                    expect(refusals(of.kind, one), printed(one)).to.deep.equal([]);
        });

        it(`shows a change of a ${of.kind} that exists`, () => {
            for (const args of programsOf(of))
                for (const one of withUnknown(args).filter(isFields))
                    expect(diff(of.kind, args, one).changes, printed(one)).to.equal(true);
        });
    }
});
