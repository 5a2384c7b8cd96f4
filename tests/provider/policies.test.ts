import { expect } from "chai";
import { STORED_IN_CLEAR } from "../../policy/rules/clearText";
import { OWNED } from "../../policy/rules/owners";
import { kinds } from "../../provider/kinds";
import { hasRow, hasSubject } from "../../provider/statement/kind";

describe("the lists of the policies", () => {
    it("The policy owners-set checks every kind of object that has the argument owner, and no other kind", () => {
        const owned = [...kinds.values()].filter(kind => !hasSubject(kind) && hasRow(kind, "owner"));
        expect(OWNED).to.have.members(owned.map(({ name }) => name));
    });

    it("The policy no-clear-text checks every argument that Materialize stores in clear and that may be a part of credentials", () => {
        const stored = [...kinds.values()].flatMap(({ name, rows }) => {
            const paths = rows.flatMap(({ path, value }) => (value.storedInClear === true ? [path] : []));
            return paths.length > 0 ? [[name, paths] as const] : [];
        });
        expect(STORED_IN_CLEAR).to.deep.equal(Object.fromEntries(stored));
    });
});
