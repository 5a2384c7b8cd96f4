import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { accepted, check, checkAgain } from "./support";

/** Renames views, each `[resource, old name, new name]`, in one run; returns the error messages. */
function rename(...renames: readonly (readonly [resource: string, from: string, to: string])[]): string[] {
    const args = (resource: string, name: string): Fields => ({ name, query: "SELECT 1", __resource: resource });
    const olds = renames.map(([resource, from]) => accepted("View", args(resource, from)));
    check("Secret", { name: "other", value: "x" });
    return renames.flatMap(([resource, , to], at) =>
        checkAgain("View", args(resource, to), olds[at]).failures.map(({ reason }) => `${resource}: ${reason}`),
    );
}

const cannot = (to: string, from: string, resource: string): string =>
    `"materialize"."public"."${to}" cannot be taken while the View resource ${resource} changes its name to "materialize"."public"."${from}": run one up with a temporary name for one of them, and a second one with the final names`;

describe("renames", () => {
    it("two objects that exchange their names are refused", () => {
        expect(rename(["one", "a", "b"], ["two", "b", "a"])).to.deep.equal([`two: ${cannot("a", "b", "one")}`]);
    });

    it("objects that exchange their names in a circle are refused", () => {
        expect(rename(["one", "a", "b"], ["two", "b", "c"], ["three", "c", "a"])).to.deep.equal([
            `three: ${cannot("a", "c", "two")}`,
        ]);
    });

    it("renames to names that no resource keeps are accepted", () => {
        expect(rename(["one", "a", "b"], ["two", "b", "c"], ["three", "x", "x"], ["four", "d", "a"])).to.be.empty;
        expect(rename(["one", "a", "a"], ["two", "b", "c"], ["three", "c", "d"])).to.be.empty;
    });
});
