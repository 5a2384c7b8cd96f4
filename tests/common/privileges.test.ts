import { expect } from "chai";
import { OBJECT_PRIVILEGES, PLURAL_OBJECT_TYPES, PRIVILEGE_LETTERS, SYSTEM_PRIVILEGES } from "../../common/privileges";
import { LETTERS, SYSTEM_PRIVILEGES as SYSTEM_LETTERS } from "../materialize/catalog/privileges";
import { KINDS } from "../materialize/kinds";

const letters = (privileges: readonly (keyof typeof PRIVILEGE_LETTERS)[]): string =>
    privileges.map(privilege => PRIVILEGE_LETTERS[privilege]).join("");

const sorted = (text: string): string[] => Array.from(text).sort();

describe("facts about privileges", () => {
    it("the letters of privileges are those of the local Materialize", () => {
        expect(PRIVILEGE_LETTERS).to.deep.equal(LETTERS);
    });
    for (const [type, privileges] of Object.entries(OBJECT_PRIVILEGES).filter(([key]) => key !== "type")) {
        it(`the privileges on a ${type} are those of the local Materialize`, () => {
            const name = type.replaceAll(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`);
            const local = KINDS.find(kind => kind.name === name)?.privileges ?? "";
            expect(sorted(letters(privileges))).to.deep.equal(sorted(local));
        });
    }
    it("the privileges on the environment are those of the local Materialize", () => {
        expect(sorted(letters(SYSTEM_PRIVILEGES))).to.deep.equal(sorted(SYSTEM_LETTERS));
    });
    it("every object type of default privileges has privileges", () => {
        const without = Object.values(PLURAL_OBJECT_TYPES).filter(type => OBJECT_PRIVILEGES[type].length === 0);
        expect(without).to.deep.equal([]);
    });
});
