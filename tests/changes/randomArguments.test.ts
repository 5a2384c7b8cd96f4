import fc from "fast-check";
import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { type AnyKind, hasSubject } from "../../provider/statement/kind";
import { missingCapability } from "../../provider/statement/versions";
import type { Fields } from "../../provider/values/value";
import { refusals } from "../provider/support";
import { timeLimit, propertyRuns } from "../server";
import { allCases } from "./cases";
import type { Case, KindCases } from "./cases/case";
import { checkImport } from "./importedArguments";
import { StackResource, withUniqueName, resetEnvironment, serverVersion, skipIfTooOld } from "./support";

/** Returns false for arguments that change the meaning of bare names, and for those whose effect depends on the network. */
const isCombinable = ({ path, refusal }: Case): boolean =>
    !["schema", "database", "profile", "validate"].includes(path) && refusal === undefined;

/** Generates valid combinations of the arguments of a kind. */
const program = (kind: AnyKind, { base, cases }: KindCases): fc.Arbitrary<Fields> =>
    fc
        .subarray(cases.filter(isCombinable))
        .map(chosen =>
            withUniqueName(kind, Object.assign({}, base, ...chosen.flatMap(({ from = {}, to }) => [from, to])) as Fields),
        )
        .filter(args => refusals(kind.name, args).length === 0);

describe("random arguments", function () {
    this.timeout(timeLimit("120s"));
    for (const kind of kinds.values()) {
        const cases = allCases.find(one => one.kind === kind.name);
        it(`a refresh of ${kind.name}, and an import of an object, reads any combination of arguments as the program has it`, async function () {
            if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
            await skipIfTooOld(this, kind, cases.base);
            const version = await serverVersion();
            const possible = program(kind, cases).filter(args => missingCapability(kind, args, version) === undefined);
            await fc.assert(
                fc.asyncProperty(possible, async args => {
                    const local = await resetEnvironment(cases.setup);
                    const resource = new StackResource(kind, local);
                    await resource.up(args);
                    expect(await resource.refreshesUnchanged(args)).to.equal(true);
                    if (!hasSubject(kind)) await checkImport(kind, local, resource, args);
                }),
                { numRuns: propertyRuns(10) },
            );
        });
    }
});
