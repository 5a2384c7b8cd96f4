import fc from "fast-check";
import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import type { GrantKind, ObjectKind } from "../../provider/statement/kind";
import type { Fields } from "../../provider/values/value";
import { refusals } from "../provider/support";
import { allCases } from "./cases";
import type { Case, KindCases } from "./cases/case";
import { Life, named, region } from "./support";

/** Bare names mean something else in another place; whether a connection can be made is the network's affair. */
const isPossible = ({ path, refusal }: Case): boolean =>
    !["schema", "database", "profile", "validate"].includes(path) && refusal === undefined;

/** Any arguments of a kind together that nothing excludes. */
const program = (kind: GrantKind | ObjectKind, { base, cases }: KindCases): fc.Arbitrary<Fields> =>
    fc
        .subarray(cases.filter(isPossible))
        .map(chosen => named(kind, Object.assign({}, base, ...chosen.flatMap(({ from = {}, to }) => [from, to])) as Fields))
        .filter(args => refusals(kind.name, args).length === 0);

describe("a program of any arguments", function () {
    this.timeout("120s");
    for (const kind of kinds.values()) {
        const cases = allCases.find(one => one.kind === kind.name);
        it(`is read back as it was put in: ${kind.name}`, async () => {
            if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
            await fc.assert(
                fc.asyncProperty(program(kind, cases), async args => {
                    const life = new Life(kind, await region(cases.setup));
                    await life.up(args);
                    expect(await life.refreshed(args)).to.equal(true);
                }),
                { numRuns: 10 },
            );
        });
    }
});
