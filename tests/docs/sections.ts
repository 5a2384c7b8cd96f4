import { readFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = join(__dirname, "../../docs/from-sql.md");

/** A section of docs/from-sql.md: SQL statements, and the program that replaces them. */
export interface Section {
    readonly title: string;
    readonly sql: string;
    readonly program: string;
}

/** Returns the code blocks of a language, in their order. */
const fences = (text: string, language: string): string[] =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gmu"))].map(([, body = ""]) => body);

/** Returns the sections of the page. Each program begins with the code of the introduction. */
export function sections(): Section[] {
    const [introduction = "", ...parts] = readFileSync(PAGE, "utf8").split(/^## /mu);
    const [beginning = ""] = fences(introduction, "ts");
    return parts.map(part => ({
        title: part.split("\n", 1)[0] ?? "",
        sql: fences(part, "sql").join("\n"),
        program: [beginning, ...fences(part, "ts")].join("\n"),
    }));
}
