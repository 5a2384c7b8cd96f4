import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { ANY_VALUE, isGrant, type ObjectKind, type Row } from "../../provider/statement/kind";
import { argumentsOf } from "../../provider/statement/parts";
import { isReadBack } from "../../provider/lifecycle/readback";
import { isAbsent } from "../../provider/values/value";
import { allCases } from "./cases";
import type { Case, KindCases } from "./cases/case";
import { Life, named, region } from "./support";

/** With another name or place it is another object, and what Materialize does not keep cannot differ. */
const ELSEWHERE = ["name", "database", "schema", "profile", "cascade", "adopt", "startTimestamp", "validate"];

/** What is said anew, since the catalog does not hold it. */
const saidAnew = (kind: ObjectKind): RegExp[] =>
    kind.rows.flatMap(row => (isReadBack(kind, row) ? [] : row.change.by === "value" ? [/^ALTER SECRET .* AS /u] : []));

async function prove(kind: ObjectKind, cases: KindCases, one: Case, row: Row): Promise<void> {
    const from = named(kind, { ...cases.base, ...one.from });
    const to = named(kind, { ...cases.base, ...one.from, ...one.to });
    const local = await region(cases.setup);
    const { id } = await new Life(kind, local).up(from);
    const same = await new Life(kind, local).up({ ...from, adopt: true });
    expect(same.id).to.equal(id);
    for (const statement of same.statements)
        expect(
            saidAnew(kind).some(pattern => pattern.test(statement)),
            statement,
        ).to.equal(true);
    const life = new Life(kind, local);
    // What the program leaves to the server can be anything there.
    const left = row.serverDefault === ANY_VALUE && isAbsent(argumentsOf(to).get(row.path));
    if (row.change.by === "replacement" && !left) {
        const error = await life.up({ ...to, adopt: true }).then(up => `nothing, but ${up.statements.join("; ")}`, String);
        const [differing] = one.also ?? [row.path];
        expect(error)
            .to.contain("cannot be adopted as it is")
            .and.to.contain(`\n  ${String(differing)}: Materialize cannot`);
        expect(life.sent).to.be.empty;
        return;
    }
    expect((await life.up({ ...to, adopt: true })).id).to.equal(id);
    expect(await life.refreshed({ ...to, adopt: true })).to.equal(true);
}

describe("an object that exists", function () {
    this.timeout("60s");
    for (const kind of kinds.values()) {
        if (isGrant(kind)) continue;
        const cases = allCases.find(one => one.kind === kind.name);
        describe(kind.name, () => {
            for (const row of kind.rows.filter(({ path }) => !ELSEWHERE.includes(path))) {
                it(`is taken over, or refused, for its ${row.path}`, async function () {
                    const one = cases?.cases.find(each => each.path === row.path);
                    if (cases === undefined || one === undefined) throw new Error(`there is no case for ${row.path}`);
                    if (one.refusal !== undefined) this.skip();
                    await prove(kind, cases, one, row);
                });
            }
        });
    }
});
