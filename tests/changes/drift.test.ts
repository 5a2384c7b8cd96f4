import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import type { AnyKind } from "../../provider/statement/kind";
import { argumentsOf, comparableText } from "../../provider/statement/parts";
import { kindOn } from "../../provider/statement/versions";
import { type Fields, isAbsent } from "../../provider/values/value";
import { type DocumentedDrift, driftOf } from "../../scripts/docs-drift";
import { argumentCases } from "./cases/argumentCases";
import type { Case, KindCases } from "./cases/case";
import { StackResource, serverVersion, withUniqueName, resetEnvironment } from "./support";
import { skip, timeLimit } from "../server";

/** The arguments that each case needs before the change. Without an owner, the object belongs to the role that created it. */
const ARGUMENTS_BEFORE: Readonly<Record<string, Fields>> = { owner: { owner: "materialize" } };

/** Checks that a refresh reads a change made outside of the stack as arguments, and that the next up reverts it in place. */
async function testDrift(kind: AnyKind, cases: KindCases, one: Case, { path, seen }: DocumentedDrift): Promise<void> {
    const from = withUniqueName(kind, { ...cases.base, ...one.from, ...ARGUMENTS_BEFORE[path] });
    const to = withUniqueName(kind, { ...cases.base, ...one.from, ...one.to });
    const resource = new StackResource(kind, await resetEnvironment(cases.setup));
    const { id } = await resource.up(from);
    expect(await resource.refreshesUnchanged(from), "no drift before the change").to.equal(true);
    await resource.changeOutsideOfStack(to);
    const read = await resource.refresh();
    expect(textOf(kind, path, read, read)).to.equal(textOf(kind, path, read, seen ? to : from));
    if (!seen) return;
    expect(await resource.hasNoChanges(from), "the next preview shows a change").to.equal(false);
    const reverted = await resource.up(from);
    const isReplaced = kind.rows.some(row => row.path === path && row.change.by === "replacement");
    expect(reverted.id === id, "in place").to.equal(!isReplaced);
    expect(await resource.refreshesUnchanged(from), "no drift after the up").to.equal(true);
}

/** Returns the text of an argument for a comparison. The namespace of other arguments qualifies its names, since a reference has several forms. */
function textOf(kind: AnyKind, path: string, others: Fields, args: Fields): string | undefined {
    const row = kind.rows.find(one => one.path === path);
    const value = argumentsOf(args).get(path);
    if (row === undefined || isAbsent(value)) return undefined;
    const text = comparableText(kind, row, others, value);
    // The server quotes the names in a query, and qualifies them.
    return row.value.isSql === true ? text.replaceAll('"', "").replaceAll("materialize.", "") : text;
}

const title = ({ kind, path, seen }: DocumentedDrift): string =>
    seen
        ? `a refresh detects drift of ${kind}.${path}, and the next up reverts it`
        : `a refresh does not detect drift of ${kind}.${path}`;

describe("drift", function () {
    this.timeout(timeLimit("60s"));
    for (const kind of kinds.values()) {
        describe(kind.name, () => {
            for (const documented of driftOf(kind)) {
                // Materialize does not store whether it validated a connection, so nothing can change it.
                if (documented.path === "validate") continue;
                // What was added is not taken away in place: tables.test.ts tests it.
                if (kind.rows.some(row => row.path === documented.path && row.extension !== undefined)) continue;
                it(title(documented), async function () {
                    const { cases, own } = await argumentCases(this, kind, documented.path);
                    if (own.some(({ refusal }) => refusal !== undefined))
                        skip(this, "Materialize refuses the statement of the case");
                    // On a server without successors, such a change makes another object.
                    const here = driftOf(kindOn(kind, await serverVersion())).find(({ path }) => path === documented.path);
                    const isById = !("identifyBy" in kind);
                    if (here === undefined && isById) skip(this, "The server makes another object, and the resource has none");
                    for (const one of own) await testDrift(kind, cases, one, here ?? { ...documented, seen: false });
                });
            }
        });
    }
});
