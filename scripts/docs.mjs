// Generates docs/reference from the doc comments: one page for each file of the public API. With `--check` it fails if the pages are out of date.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { format, resolveConfig } from "prettier";
import { Application, Converter, ReflectionKind, TSConfigReader } from "typedoc";
import { Failure, main, root } from "./command.mjs";

const REFERENCE = join(root, "docs", "reference");
const ENTRY = "README.md";

/**
 * Returns the paths of the files whose exports the index of a folder exports.
 * @param {string} folder
 */
const files = folder =>
    [...readFileSync(join(root, folder, "index.ts"), "utf8").matchAll(/ from "\.\/(?<file>.*)";/gu)]
        .map(({ groups }) => `${folder}/${groups?.file ?? ""}.ts`)
        .filter((file, at, all) => all.indexOf(file) === at)
        .sort();

/** @satisfies {Partial<import("typedoc").TypeDocOptions & import("typedoc-plugin-markdown").PluginOptions>} */
const OPTIONS = {
    entryPoints: [...files("sdk"), ...files("components")],
    tsconfig: join(root, "tsconfig.build.json"),
    plugin: ["typedoc-plugin-markdown"],
    readme: "none",
    entryFileName: ENTRY,
    router: "module",
    hidePageHeader: true,
    disableSources: true,
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    excludeExternals: true,
    logLevel: "Warn",
    // The type is derived from this table.
    intentionallyNotExported: ["sdk/grant.ts:OBJECT_TYPES"],
    externalSymbolLinkMappings: { "@pulumi/pulumi": { "*": "https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/" } },
    validation: { notExported: true, invalidLink: true, notDocumented: true, rewrittenLink: true },
};

/**
 * Writes the reference to an empty folder.
 * @param {string} folder
 */
async function write(folder) {
    const app = await Application.bootstrapWithPlugins({ ...OPTIONS, out: folder }, [new TSConfigReader()]);
    app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
        for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
            if (isNever(property)) project.removeReflection(property);
        }
        for (const module of project.getReflectionsByKind(ReflectionKind.Module)) module.name = titleOf(module);
    });
    const project = await app.convert();
    if (project) app.validate(project);
    if (!project || app.logger.hasErrors() || app.logger.hasWarnings())
        throw new Failure("The reference cannot be generated: see the messages above.");
    await app.generateOutputs(project);
    // TypeDoc adds a type parameter to the base class of a resource, which has none.
    for (const [page, text] of pagesIn(folder)) writeFileSync(join(folder, page), text.replaceAll("\\<`this`\\>", ""));
    writeFileSync(join(folder, ENTRY), await entryPage(project.children ?? []));
}

/**
 * Returns whether a property only excludes an argument of another alternative of a union type.
 * @param {import("typedoc").Reflection} property
 */
const isNever = property =>
    property.isDeclaration() && property.type?.type === "intrinsic" && ["never", "undefined"].includes(property.type.name);

/**
 * Returns the title of the page of a file: the name of its class.
 * @param {import("typedoc").Reflection} module
 */
function titleOf(module) {
    const [name, ...more] = childrenOf(module, ReflectionKind.Class).map(child => child.name);
    return name === undefined || more.length > 0 ? module.name.replace(/^(?:sdk|components)\//u, "") : name;
}

/**
 * @param {import("typedoc").Reflection} module
 * @param {import("typedoc").ReflectionKind} kind
 */
const childrenOf = (module, kind) => (module.isDeclaration() ? (module.children ?? []).filter(child => child.kind === kind) : []);

/**
 * Returns the first page, with the groups of README.md.
 * @param {readonly import("typedoc").DeclarationReflection[]} modules
 */
async function entryPage(modules) {
    const lists =
        /\n## Resources\n(?<lists>[^]*?)\n## /u.exec(readFileSync(join(root, "README.md"), "utf8"))?.groups?.lists ?? "";
    const groups = [...lists.matchAll(/^\*\*(?<title>[\w ]+)\*\*\n\n(?<list>(?:- .*\n)+)/gmu)].map(({ groups: found = {} }) => ({
        title: found.title ?? "",
        pages: [...(found.list ?? "").matchAll(/`(?<name>\w+)`/gu)].flatMap(({ groups: { name } = {} }) =>
            modules.filter(module => module.name === name),
        ),
    }));
    const rest = modules.filter(module => !groups.some(({ pages }) => pages.includes(module)));
    const lookups = rest.filter(module => module.name.startsWith("lookups/"));
    const others = rest.filter(module => !lookups.includes(module));
    const sections = [...groups, { title: "Lookups", pages: lookups }, { title: "Shared types", pages: others }];
    const text = ["# Reference", INTRODUCTION, ...sections.map(({ title, pages }) => sectionOf(title, pages))].join("\n\n");
    return format(text, { ...(await resolveConfig(REFERENCE)), parser: "markdown" });
}

const INTRODUCTION = `This reference lists every exported class, argument and output. [One table](../changes.md) shows the effect of a change of each argument, and
[another](../from-sql.md) the resource for each SQL statement.`;

/**
 * @param {string} title
 * @param {readonly import("typedoc").DeclarationReflection[]} pages
 */
const sectionOf = (title, pages) =>
    [
        `## ${title}`,
        "",
        "| page | description |",
        "| --- | --- |",
        ...pages.map(page => `| [${page.name}](${page.name}.md) | ${description(page)} |`),
    ].join("\n");

/**
 * Returns the first sentence of the class; for a page without a class, the names on the page.
 * @param {import("typedoc").DeclarationReflection} page
 */
function description(page) {
    const [documented] = childrenOf(page, ReflectionKind.Class).filter(child => child.name === page.name);
    const summary = (documented?.comment?.summary ?? []).map(part => part.text).join("");
    if (summary !== "") return summary.replaceAll("\n", " ").split(/(?<=\.) /u, 1)[0] ?? "";
    const functions = childrenOf(page, ReflectionKind.Function).filter(child => !child.name.endsWith("Output"));
    return (functions.length > 0 ? functions : (page.children ?? [])).map(child => `\`${child.name}\``).join(", ");
}

/**
 * Reads the pages of a folder; the keys are their paths.
 * @param {string} folder
 */
const pagesIn = folder =>
    new Map(
        readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter(entry => entry.isFile())
            .map(entry => join(entry.parentPath, entry.name))
            .map(file => [relative(folder, file), readFileSync(file, "utf8")]),
    );

/** @param {string} folder */
function compare(folder) {
    const wanted = pagesIn(folder);
    const found = existsSync(REFERENCE) ? pagesIn(REFERENCE) : new Map(/** @type {[string, string][]} */ ([]));
    const stale = [...new Set([...wanted.keys(), ...found.keys()])].filter(page => wanted.get(page) !== found.get(page));
    if (stale.length > 0) throw new Failure(`docs/reference is out of date: run \`npm run docs\` (${stale.join(", ")})`);
}

await main(async () => {
    const folder = mkdtempSync(join(tmpdir(), "reference-"));
    try {
        await write(folder);
        if (process.argv.includes("--check")) compare(folder);
        else {
            rmSync(REFERENCE, { recursive: true, force: true });
            cpSync(folder, REFERENCE, { recursive: true });
        }
        return 0;
    } finally {
        rmSync(folder, { recursive: true });
    }
});
