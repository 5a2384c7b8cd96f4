import { expect } from "chai";
import { pairNames } from "../../../provider/sql/renames";

const renamed = (before: string, now: string): string[] | undefined =>
    pairNames(before, now)?.flatMap(pair => (pair.before === pair.now ? [] : [`${pair.before} -> ${pair.now}`]));

describe("names in two texts of SQL", () => {
    it("objects are found also before the name of a column", () => {
        expect(renamed('SELECT "d"."s"."a"."n" FROM "d"."s"."a"', 'SELECT "d"."s"."b"."n" FROM "d"."s"."b"')).to.deep.equal([
            '"d"."s"."a" -> "d"."s"."b"',
        ]);
        expect(renamed('SELECT "d"."s"."a"."n" FROM "d"."s"."a"', 'SELECT "d"."s"."a"."m" FROM "d"."s"."a"')).to.equal(undefined);
    });

    it("another name of a column or an alias is another text, although an object of the name may exist", () => {
        expect(renamed('SELECT n AS "a" FROM "d"."s"."v"', 'SELECT n AS "b" FROM "d"."s"."v"')).to.equal(undefined);
        expect(renamed('SELECT "t"."a" FROM "d"."s"."v" AS "t"', 'SELECT "u"."a" FROM "d"."s"."v" AS "u"')).to.equal(undefined);
    });

    it("names in texts and comments are no names of objects", () => {
        expect(renamed(`SELECT '"d"."s"."a"'`, `SELECT '"d"."s"."b"'`)).to.equal(undefined);
        expect(renamed('SELECT 1 -- "d"."s"."a"', 'SELECT 1 -- "d"."s"."b"')).to.deep.equal([]);
    });
});
