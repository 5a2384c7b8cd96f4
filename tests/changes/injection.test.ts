import { expect } from "chai";
import { HOSTILE } from "../provider/hostile";
import { placesForText } from "../provider/hostilePrograms";
import { check } from "../provider/support";
import { Life, named, region } from "./support";

/** All that tempts, in one text. */
const WORST = Object.entries(HOSTILE)
    .flatMap(([what, text]) => (/megabyte|NUL|surrogate/u.test(what) ? [] : [text]))
    .join(" ")
    .slice(0, 200);

/** What roundtrip.test.ts tries with objects that there are. */
const NAMES = ["profile", "owner", "schema", "database"];

/** What Materialize says where such a text can name nothing. */
const NOTHING =
    /unknown (?:catalog item|role|database|cluster)|availability zone|Invalid regular expression|is switched off|file descriptor set|Topic does not exist|parsing Iceberg catalog url|column ".*" does not exist/su;

describe("text that would be another statement", function () {
    this.timeout("60s");
    let stored = 0;

    for (const { kind, row, path, setup, args } of placesForText()) {
        if (NAMES.includes(row.path) || check(kind.name, args(WORST)).failures.length > 0) continue;
        it(`is stored as it is, or names nothing: ${kind.name}.${path}`, async () => {
            const life = new Life(kind, await region(setup));
            const given = path === "name" ? args(WORST) : named(kind, args(WORST));
            const error = await life.up(given).then(() => undefined, String);
            if (error !== undefined) return expect(error).to.match(NOTHING);
            expect(await life.refreshed(given), "it is read back").to.equal(true);
            stored++;
        });
    }

    it("is mostly stored", () => {
        expect(stored).to.be.at.least(70);
    });
});
