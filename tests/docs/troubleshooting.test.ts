import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { literals, type Literals, rowsOf } from "./literals";
import { all, foreign, own, piecesOf } from "./troubleshooting";

const ROOT = join(__dirname, "../..");

/** The tables of error reasons. Users look up the text of each row. */
const TABLES: readonly (readonly [file: string, table: string])[] = [
    ["provider/session/connectErrors.ts", "REASONS"],
    ["provider/session/missingFeatures.ts", "FEATURES"],
    ["provider/helpers/kafka/failure.ts", "REASONS"],
    ["provider/helpers/kafka/failure.ts", "EXPLANATIONS"],
    ["provider/helpers/aws/targets.ts", "REASONS"],
    ["provider/helpers/aws/resources/bastionAnswering.ts", "REASONS"],
    ["provider/helpers/aws/resources/endpointAvailable.ts", "AWS_REASONS"],
    ["provider/helpers/aws/resources/endpointAvailable.ts", "STATUS_REASONS"],
];

const sources = ["common", "provider", "sdk", "components"].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter(file => file.endsWith(".ts"))
        .map(file => literals(join(ROOT, folder, file))),
);

/** True if one file contains all pieces of a heading, as texts or in a template. */
function isPrintedBy(heading: string, { texts, templates }: Literals): boolean {
    const isText = (piece: string): boolean => texts.some(text => text.includes(piece));
    const isFromTemplate = (piece: string): boolean =>
        templates.some(template => {
            const parts = template.exec(piece)?.slice(1);
            return parts?.flatMap(piecesOf).every(isText) === true;
        });
    const pieces = piecesOf(heading);
    const isPrinted = (piece: string): boolean => isText(piece) || isFromTemplate(piece) || piece.split(/[,:] /u).every(isText);
    return isFromTemplate(heading) || (pieces.length > 0 && pieces.every(isPrinted));
}

const TRANSCRIPTS = join(ROOT, "tests/materialize/transcripts");
const transcripts = readdirSync(TRANSCRIPTS, { recursive: true, encoding: "utf8" })
    .filter(file => file.endsWith(".jsonl"))
    .map(file => readFileSync(join(TRANSCRIPTS, file), "utf8").replaceAll(String.raw`\"`, '"'));

describe("docs/troubleshooting.md", () => {
    it("docs/troubleshooting.md has each heading once", () => {
        expect(all).to.have.length.above(50);
        expect(all.filter((heading, at) => all.indexOf(heading) !== at)).to.be.empty;
    });

    it("docs/troubleshooting.md explains only messages that the code prints", () => {
        const missing = own.filter(heading => !sources.some(source => isPrintedBy(heading, source)));
        expect(missing).to.deep.equal([]);
    });

    for (const [file, table] of TABLES) {
        it(`docs/troubleshooting.md explains each row of ${table} in ${file}`, () => {
            const rows = rowsOf(join(ROOT, file), table);
            expect(rows).not.to.be.empty;
            const pieces = own.map(heading => piecesOf(heading).filter(piece => piece.length > 9));
            const without = rows.filter(({ names, texts }) =>
                pieces.every(
                    some =>
                        !some.some(
                            piece =>
                                texts.some(text => text.includes(piece)) || names.some(name => piece.split(" ").includes(name)),
                        ),
                ),
            );
            expect(without.map(({ texts, names }) => [...names, ...texts])).to.deep.equal([]);
        });
    }

    it("docs/troubleshooting.md quotes Materialize as in the transcripts", () => {
        const missing = foreign("Errors from Materialize").filter(
            heading => !piecesOf(heading).every(piece => transcripts.some(text => text.includes(piece))),
        );
        expect(missing).to.deep.equal([]);
    });
});
