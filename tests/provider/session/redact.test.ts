import { expect } from "chai";
import fc from "fast-check";
import { redact } from "../../../provider/session/redact";

/** Each way in which a server quotes a text. */
const QUOTINGS: Readonly<Record<string, (text: string) => string>> = {
    "as it is": text => text,
    "as a SQL literal": text => `'${text.replaceAll("'", "''")}'`,
    "as a SQL identifier": text => `"${text.replaceAll('"', '""')}"`,
    "as JSON": text => JSON.stringify(text),
    "as JSON in JSON": text => JSON.stringify(JSON.stringify(text)),
    "as a SQL literal in JSON": text => JSON.stringify(`'${text.replaceAll("'", "''")}'`),
    "as Rust's Debug": text =>
        `"${text
            .replaceAll(/["\\]/gu, String.raw`\$&`)
            .replaceAll("\n", String.raw`\n`)
            .replaceAll("\t", String.raw`\t`)
            .replaceAll(/[^\u0020-\u007e]/gu, one => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)}"`,
};

/** Secrets with quotes and characters of regular expressions between letters that no message has. */
const secret = fc
    .array(fc.constantFrom("XQ", "ZK", "\u{1f511}", ..."'\"\\.*+?^${}()|[]/$&\n\t `é".split("")), { minLength: 4, maxLength: 24 })
    .map(parts => `ZZ${parts.join("")}QQ`);

const marked = /[XZ][QKZ]/u;

describe("redaction", () => {
    for (const [title, quote] of Object.entries(QUOTINGS)) {
        it(`nothing of a secret is left in a message that quotes it ${title}`, () => {
            fc.assert(
                fc.property(secret, secret, (one, other) => {
                    const shown = redact(`cannot use ${quote(one)} or ${quote(other)} here`, [other, one]);
                    expect(shown).not.to.match(marked);
                    expect(shown).to.match(/^cannot use .*\[secret\].* here$/su);
                }),
                { numRuns: 500 },
            );
        });
    }

    for (const end of ["...", "…", '"', "'", ""]) {
        it(`nothing of a secret is left in a message that truncates it before ${end === "" ? "its end" : end}`, () => {
            fc.assert(
                fc.property(secret, fc.integer({ min: 12, max: 40 }), (text, length) => {
                    const part = `ZZXQZKXQZKQQ${text}`.slice(0, length);
                    const message = `cannot use ${JSON.stringify(part).slice(0, -1)}${end}`;
                    expect(redact(message, [`ZZXQZKXQZKQQ${text}`])).not.to.match(marked);
                }),
                { numRuns: 1_000 },
            );
        });
    }

    it("a secret that begins like another one is replaced as a whole", () => {
        expect(redact("password-two and password-one", ["password-one", "password-two"])).to.equal("[secret] and [secret]");
        expect(redact("aaaaab", ["aaaab"])).to.equal("a[secret]");
    });

    it("each line of a secret is replaced", () => {
        const key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\r\nByqGSM49AgEG\n-----END PRIVATE KEY-----\n";
        expect(redact('line 2: "MIGHAgEAMBMG", line 3: ByqGSM49AgEG.', [key])).to.equal('line 2: "[secret]", line 3: [secret].');
    });

    it("words that a secret begins with, and other texts, stay as they are", () => {
        const message = `"materialize"."public"."t" cannot be found: set materialize:host`;
        expect(redact(message, ["materialize-user", "t", "", "\\\\"])).to.equal(
            `"materialize"."public".[secret] cannot be found: set materialize:host`,
        );
        expect(redact("", ["secret"])).to.equal("");
    });
});
