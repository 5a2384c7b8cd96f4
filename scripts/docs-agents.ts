// Writes what agents and editors read: the references of the skill from the kinds, and docs/llms.txt from the list of pages in docs/README.md.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { homepage } from "../package.json";
import { formatted, write } from "./page";
import { references } from "./schema/references";

const DOCS = join(__dirname, "../docs");
export const REFERENCES = join(__dirname, "../skills/pulumi-materialize/references");
export const LLMS = join(DOCS, "llms.txt");

/** Returns the references by the paths of their files. */
export const referencePages = (): Map<string, Promise<string>> =>
    new Map(
        [...references()].map(([name, sections]) => {
            const file = join(REFERENCES, name);
            return [file, formatted(file, sections)];
        }),
    );

const SUMMARY = `# pulumi-materialize

> A Pulumi package for Materialize: secrets, connections, sources, tables, views, sinks, clusters, roles and privileges are resources, and components create the AWS networks between Materialize and Kafka or a database. Programs are TypeScript or JavaScript.

A preview shows the SQL of each change. Names in Materialize are the names of the resources, and references are resources, not strings. The skill is the shortest way to a correct program; its references have the arguments of each resource.

## Start

- [README](../README.md): installation, a first program, targets, and all resources
- [Skill](../skills/pulumi-materialize/SKILL.md): how to write and change programs, with complete programs
- [Resources](../skills/pulumi-materialize/references/README.md): the arguments of each resource, with types and the effect of a change`;

/** Files that the package does not contain are in the repository. */
const REPOSITORY = `${homepage.replace("#readme", "")}/blob/main/`;

/** Returns the text of docs/llms.txt: https://llmstxt.org describes its form. */
export function llmsText(): string {
    const page = readFileSync(join(DOCS, "README.md"), "utf8");
    const sections = [...page.matchAll(/^\*\*(?<title>.+)\*\*\n\n(?<items>(?:- .*\n(?: {2}.*\n)*)+)/gmu)];
    const texts = sections.map(({ groups: { title = "", items = "" } = {} }) => {
        const links = items
            .replaceAll(/\n {2}/gu, " ")
            .trim()
            .split("\n")
            .flatMap(linksOf);
        // Readers leave a section with this name out where space is short.
        return `## ${title === "Contribute" ? "Optional" : title}\n\n${links.join("\n")}`;
    });
    return `${[SUMMARY, ...texts].join("\n\n")}\n`;
}

/** Returns a line for each link of an item, with the task that the item begins with. */
function linksOf(item: string): string[] {
    const task = item.replace("- ", "").split(": ", 1)[0] ?? "";
    return [...item.matchAll(/\[(?<name>[^\]]+)\]\((?<to>[^)]+)\)/gu)].map(
        ({ groups: { name = "", to = "" } = {} }) =>
            `- [${name}](${to.replace(/^\.\.\/(?!README|skills)/u, REPOSITORY)}): ${task}`,
    );
}

async function writeAll(): Promise<void> {
    rmSync(REFERENCES, { recursive: true, force: true });
    mkdirSync(REFERENCES, { recursive: true });
    await Promise.all([...referencePages()].map(([file, page]) => write(file, page)));
    await write(LLMS, Promise.resolve(llmsText()));
}

if (require.main === module) void writeAll();
