import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { ANY_VALUE, hasSubject, type ObjectKind, type Row } from "../../provider/statement/kind";
import { argumentsOf } from "../../provider/statement/parts";
import { kindOn } from "../../provider/statement/versions";
import { isReadBack } from "../../provider/lifecycle/readback";
import { isAbsent } from "../../provider/values/value";
import { argumentCases } from "./cases/argumentCases";
import type { Case, KindCases } from "./cases/case";
import { StackResource, serverVersion, withUniqueName, resetEnvironment } from "./support";
import { skip, timeLimit } from "../server";

/** The arguments that cannot differ: they identify the object, or Materialize does not store them. */
const NOT_COMPARED = ["name", "profile", "cascade", "adopt", "startTimestamp", "validate"];

const canDiffer = ({ path, position }: Row): boolean => position.in !== "path" && !NOT_COMPARED.includes(path);

/** Returns patterns of the statements that an adoption always sends, since the catalog does not hold the value. */
const statementsAlwaysSent = (kind: ObjectKind): RegExp[] =>
    kind.rows.flatMap(row => (isReadBack(kind, row) ? [] : row.change.by === "value" ? [/^ALTER SECRET .* AS /u] : []));

async function testAdoption(kind: ObjectKind, cases: KindCases, one: Case, row: Row): Promise<void> {
    const from = withUniqueName(kind, { ...cases.base, ...one.from });
    const to = withUniqueName(kind, { ...cases.base, ...one.from, ...one.to });
    const local = await resetEnvironment(cases.setup);
    const existing = new StackResource(kind, local);
    await existing.up(from);
    const id = await existing.objectId();
    const adopted = await new StackResource(kind, local).up({ ...from, adopt: true });
    expect(adopted.id).to.equal(id);
    for (const statement of adopted.statements)
        expect(
            statementsAlwaysSent(kind).some(pattern => pattern.test(statement)),
            statement,
        ).to.equal(true);
    const resource = new StackResource(kind, local);
    // An argument that the program omits accepts any value of the server.
    const isChosen = row.serverDefault === ANY_VALUE && isAbsent(argumentsOf(to).get(row.path));
    const acceptsAny = isChosen || row.notReadBack?.(argumentsOf(to)) === true;
    if (row.change.by === "replacement" && !acceptsAny) {
        const error = await resource.up({ ...to, adopt: true }).then(up => `no error; sent ${up.statements.join("; ")}`, String);
        const [differing] = one.also ?? [row.path];
        expect(error)
            .to.contain("cannot be adopted as it is")
            .and.to.contain(`\n  ${String(differing)}: Materialize cannot`);
        expect(resource.sent).to.be.empty;
        return;
    }
    expect((await resource.up({ ...to, adopt: true })).id).to.equal(id);
    expect(await resource.refreshesUnchanged({ ...to, adopt: true })).to.equal(true);
}

describe("adoption of an existing object", function () {
    this.timeout(timeLimit("60s"));
    for (const kind of kinds.values()) {
        if (hasSubject(kind)) continue;
        describe(kind.name, () => {
            for (const row of kind.rows.filter(canDiffer)) {
                it(`${kind.name} adopts or refuses an object whose ${row.path} differs`, async function () {
                    const { cases, own } = await argumentCases(this, kind, row.path);
                    if (own.some(({ refusal }) => refusal !== undefined))
                        skip(this, "Materialize refuses the statement of the case");
                    const here = kindOn(kind, await serverVersion()).rows.find(({ path }) => path === row.path);
                    for (const one of own) await testAdoption(kind, cases, one, here ?? row);
                });
            }
        });
    }
});
