import { expect } from "chai";
import { OWNED } from "../../policy/rules/owners";
import { kinds } from "../../provider/kinds";
import { hasRow, isGrant } from "../../provider/statement/kind";

describe("policy owners-set", () => {
    it("The policy owners-set checks every kind of object that has the argument owner, and no other kind", () => {
        const owned = [...kinds.values()].filter(kind => !isGrant(kind) && hasRow(kind, "owner"));
        expect(OWNED).to.have.members(owned.map(({ name }) => name));
    });
});
