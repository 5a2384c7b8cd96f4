import { expect } from "chai";
import { HOSTILE } from "../provider/hostileText";
import { allTextArguments } from "../provider/textArguments";
import { check } from "../provider/support";
import { StackResource, withUniqueName, resetEnvironment, skipIfTooOld } from "./support";
import { timeLimit } from "../server";

/** The hostile texts in one text. */
const HOSTILE_TEXT = Object.entries(HOSTILE)
    .flatMap(([title, text]) => (/megabyte|NUL|surrogate/u.test(title) ? [] : [text]))
    .join(" ")
    .slice(0, 200);

/** The arguments that have to name existing objects: roundtrip.test.ts tests them. */
const NAMES = ["profile", "owner", "schema", "database"];

/** The errors of Materialize for a text that is not valid in its argument or names no object. */
const ERRORS =
    /unknown (?:catalog item|schema|role|database|cluster)|type ".*" does not exist|availability zone|parsing regex|regular expression|is switched off|only by Materialize.s own role|file descriptor set|Topic does not exist|requires a "duration" value|parsing Iceberg catalog url|column ".*" (?:does not exist|in ASSERT NOT NULL option not found)|column referenced in KEY does not exist|HEADERS column .* is unknown|PARTITION BY columns should be a prefix|failed to connect to PostgreSQL database|not found in source|what its objects lie in, does not exist/su;

describe("hostile text in a program", function () {
    this.timeout(timeLimit("60s"));
    let stored = 0;

    for (const { kind, row, path, setup, args } of allTextArguments()) {
        if (NAMES.includes(row.path) || check(kind.name, args(HOSTILE_TEXT)).failures.length > 0) continue;
        it(`hostile text in ${kind.name}.${path} is stored unchanged, or Materialize refuses it`, async function () {
            await skipIfTooOld(this, kind, args(HOSTILE_TEXT));
            const resource = new StackResource(kind, await resetEnvironment(setup));
            const given = path === "name" ? args(HOSTILE_TEXT) : withUniqueName(kind, args(HOSTILE_TEXT));
            const error = await resource.up(given).then(() => undefined, String);
            if (error !== undefined) return expect(error).to.match(ERRORS);
            expect(await resource.refreshesUnchanged(given), "a refresh reads the text").to.equal(true);
            stored++;
        });
    }

    it("hostile text is stored in at least 65 arguments", () => {
        expect(stored).to.be.at.least(65);
    });
});
