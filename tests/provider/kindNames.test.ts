import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";

const folder = resolve(__dirname, "../../provider/lifecycle");

const all = [...kinds.values()];
const objects = all.flatMap(kind => (hasSubject(kind) ? [] : [kind]));

/** The number of kinds from which on an argument is not specific to a kind, such as `owner`, `comment` and `cascade`. */
const COMMON = objects.length / 2;

const tops = all.map(kind => new Set(kind.rows.map(row => row.path.split(".")[0] ?? "")));
const special = [...new Set(tops.flatMap(paths => [...paths]))].filter(
    path => tops.filter(paths => paths.has(path)).length < COMMON,
);

/** The object types in the spelling of SQL and in that of the catalog. */
const sqlTypes = [...new Set(objects.map(kind => kind.object))];
const catalogTypes = [...new Set(objects.flatMap(kind => [kind.catalog.type, kind.catalog.relation]))];

/** Words that the tables themselves use, as a change, a position or a part of a namespace, and that are arguments of kinds as well. */
const HOMONYMS: ReadonlySet<string> = new Set([
    "database",
    "schema",
    "secret",
    "columns",
    "value",
    "validate",
    "privileges",
    "on",
]);

/** Returns the text of a file without its comments. */
const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/gu, "");

/** Lists the names of classes, object types and arguments of single kinds that a text of code contains. */
function namesIn(text: string): string[] {
    const isQuoted = (word: string): boolean => ['"', "'", "`"].some(quote => text.includes(`${quote}${word}${quote}`));
    const isProperty = (path: string): boolean =>
        new RegExp(String.raw`\b(?:args|news|olds|props|wanted|inputs)\.${path}\b`, "u").test(text);
    return [
        ...all.map(kind => kind.name).filter(isQuoted),
        ...sqlTypes.filter(type => isQuoted(type) || text.includes(` ${type} `)),
        ...catalogTypes.filter(type => !HOMONYMS.has(type) && isQuoted(type)),
        ...special.filter(path => isProperty(path) || (!HOMONYMS.has(path) && isQuoted(path))),
    ];
}

describe("the code that interprets the tables of the kinds", () => {
    for (const file of readdirSync(folder).filter(name => name.endsWith(".ts"))) {
        it(`lifecycle/${file} names no kind, object type or argument of single kinds`, () => {
            expect(namesIn(code(readFileSync(resolve(folder, file), "utf8")))).to.deep.equal([]);
        });
    }

    it("the search finds names of classes, object types and arguments", () => {
        expect(namesIn('["KafkaSource"].includes(kind.name)')).to.deep.equal(["KafkaSource"]);
        expect(namesIn('kind.object === "ROLE"')).to.deep.equal(["ROLE"]);
        expect(namesIn("sql`ALTER CONNECTION ${name}`")).to.deep.equal(["CONNECTION"]);
        expect(namesIn('["startOffset"].includes(row.path)')).to.deep.equal(["startOffset"]);
        expect(namesIn("isAbsent(news.rotateKeys)")).to.deep.equal(["rotateKeys"]);
    });
});
