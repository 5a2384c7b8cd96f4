import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { programsOf, SKILL } from "../../docs/page";
import { run } from "./stack";

const root = resolve(__dirname, "../../..");
const compiler = join(createRequire(__filename).resolve("typescript"), "../../bin/tsc");

/** A program in the documentation. */
export interface Program {
    /** The class or function that it documents, or its page. */
    readonly name: string;
    readonly text: string;
}

const EXAMPLE =
    /@example\n \* ```ts\n(?<body>(?: \*.*\n)*?) \* ```\n \*\/\nexport (?:abstract )?(?:class|const|function) (?<name>\w+)/gu;
/** Returns the programs of the documentation comments and of the pages. */
export const documentedPrograms = (): Program[] => [
    ...["sdk", "components"].flatMap(folder => filesIn(folder, ".ts")).flatMap(examplesIn),
    ...["README.md", SKILL, ...filesIn("docs", ".md")].filter(page => !page.startsWith("docs/reference/")).flatMap(codeBlocksIn),
];

/** Returns the programs of the README that create a target. */
export const readmePrograms = (): Program[] => codeBlocksIn("README.md").filter(({ text }) => text.includes("Ingestion("));

/** The pages whose programs run in a test of their own. */
const PAGES_OF_STEPS = [
    ...["docs/previews.md", "docs/schema-changes.md"],
    ...["docs/beside-other-tools.md", "docs/beside-terraform.md", "docs/from-terraform.md"],
];

/** Returns the programs that run in tests of their own. */
export const programsWithTests = (): Program[] => [...readmePrograms(), ...PAGES_OF_STEPS.flatMap(codeBlocksIn)];

const filesIn = (folder: string, ending: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && entry.name.endsWith(ending))
        .map(entry => relative(root, join(entry.parentPath, entry.name)))
        .sort();

const examplesIn = (file: string): Program[] =>
    [...readFileSync(join(root, file), "utf8").matchAll(EXAMPLE)].map(({ groups = {} }) => ({
        name: groups.name ?? "",
        text: (groups.body ?? "").replaceAll(/^ \* ?/gmu, ""),
    }));

const codeBlocksIn = (page: string): Program[] =>
    programsOf(page).map((text, at) => ({ name: `${page.replaceAll(/\W/gu, "_")}_${String(at + 1)}`, text }));

/** Compiles programs in a folder with all strict options, and returns the output of tsc. */
export async function compile(programs: readonly Program[], folder: string): Promise<string> {
    mkdirSync(join(folder, "source"));
    for (const { name, text } of programs) writeFileSync(join(folder, "source", `${name}.ts`), text);
    const compilerOptions = {
        ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
        ...{ target: "ES2022", module: "Node16", moduleResolution: "Node16", types: [], skipLibCheck: true, outDir: "programs" },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["source"] }));
    return (await run(process.execPath, [compiler, "-p", folder], folder)).output;
}
