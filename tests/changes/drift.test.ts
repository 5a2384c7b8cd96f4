import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import type { GrantKind, ObjectKind } from "../../provider/statement/kind";
import { argumentsOf, comparableText } from "../../provider/statement/parts";
import { type Fields, isAbsent } from "../../provider/values/value";
import { type DocumentedDrift, driftOf } from "../../scripts/docs-drift";
import { allCases } from "./cases";
import type { Case, KindCases } from "./cases/case";
import { Life, named, region } from "./support";

/** An owner that the program does not name is whoever made the object. */
const FROM: Readonly<Record<string, Fields>> = { owner: { owner: "materialize" } };

/** That a change made elsewhere is seen by a refresh in the program's own words, put right by the next up, and then gone. */
async function prove(kind: GrantKind | ObjectKind, cases: KindCases, one: Case, { path, seen }: DocumentedDrift): Promise<void> {
    const from = named(kind, { ...cases.base, ...one.from, ...FROM[path] });
    const to = named(kind, { ...cases.base, ...one.from, ...one.to });
    const life = new Life(kind, await region(cases.setup));
    const { id } = await life.up(from);
    expect(await life.refreshed(from), "no drift before").to.equal(true);
    await life.elsewhere(to);
    const read = await life.refresh();
    expect(meant(kind, path, read, read)).to.equal(meant(kind, path, read, seen ? to : from));
    if (!seen) return;
    expect(await life.settled(from), "the next up has something to do").to.equal(false);
    const repaired = await life.up(from);
    expect(repaired.id, "in place").to.equal(id);
    expect(await life.refreshed(from), "as the program has it").to.equal(true);
}

/** What an argument says, in the place of others: another object may be named in several ways. */
function meant(kind: GrantKind | ObjectKind, path: string, place: Fields, args: Fields): string | undefined {
    const row = kind.rows.find(one => one.path === path);
    const value = argumentsOf(args).get(path);
    return row === undefined || isAbsent(value) ? undefined : comparableText(kind, row, place, value);
}

describe("a change made elsewhere", function () {
    this.timeout("60s");
    for (const kind of kinds.values()) {
        const cases = allCases.find(one => one.kind === kind.name);
        describe(kind.name, () => {
            for (const documented of driftOf(kind)) {
                // It is done and not stored: nobody can change it.
                if (documented.path === "validate") continue;
                it(`${documented.path}: ${documented.seen ? "is seen and put right" : "cannot be seen"}`, async function () {
                    const one = cases?.cases.find(each => each.path === documented.path);
                    if (cases === undefined || one === undefined) throw new Error(`there is no case for ${documented.path}`);
                    if (one.refusal !== undefined) this.skip();
                    await prove(kind, cases, one, documented);
                });
            }
        });
    }
});
