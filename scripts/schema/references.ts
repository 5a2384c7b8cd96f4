// The references of the skill: for each kind, its arguments and outputs in short lines.
import { kinds } from "../../provider/kinds";
import type { AnyKind, Row } from "../../provider/statement/kind";
import { changesOf, type DocumentedChange } from "../docs-changes";
import { exampleOf, type Member, memberAt } from "./comments";
import { type ResourceSpec, resourceOf } from "./resources";
import { typeText } from "./typeText";
import { Types } from "./types";

const INTRODUCTION = `<!-- Written by scripts/docs-agents.ts. -->

# Resources

One page for each resource class, with all arguments and outputs. Each line has the type of an argument, whether it is required, and what a change of it does:

- **in place**: a statement changes the object, which keeps its data and its dependants
- **replacement**: the object and everything that depends on it in the program are dropped and created again
- **no statement**: it takes effect at the next operation

A text, number or name can be an output of another resource, except for \`profile\`. A path such as \`sasl.username\` is a property: \`sasl: { username: … }\`. Two types have names:

- \`ObjectRef<K>\`: a resource of the class \`K\`, what a lookup function such as \`getSchemaOutput\` returns, the exact name of an object in the same schema, or \`{ name, schema, database }\`. Give the resource where the program has it.
- \`SecretRef\`: a \`Secret\` resource, or what \`getSecretOutput\` returns; never a name or a text.

Networks and targets, the components of several resources, are in \`docs/networks.md\`, \`docs/targets.md\` and \`docs/databases.md\` of the package.`;

/** Returns the text of each page by the name of its file. */
export function references(): Map<string, string[]> {
    const types = new Types();
    const all = [...kinds.values()].map(kind => ({ kind, spec: resourceOf(kind, types) })).sort(byName);
    const list = all.map(({ kind, spec }) => `- [${kind.name}](${kind.name}.md): ${firstSentence(spec.description)}`);
    return new Map([
        ["README.md", [INTRODUCTION, list.join("\n")]],
        ...all.map(({ kind, spec }): [string, string[]] => [`${kind.name}.md`, page(kind, spec)]),
    ]);
}

const byName = (one: { readonly kind: AnyKind }, other: { readonly kind: AnyKind }): number =>
    one.kind.name < other.kind.name ? -1 : 1;

function page(kind: AnyKind, spec: ResourceSpec): string[] {
    const changes = new Map(changesOf(kind).map(change => [change.path, change]));
    const outputs = Object.entries(spec.properties).filter(([key]) => !(key in spec.inputProperties));
    return [
        `# ${kind.name}`,
        spec.description ?? "",
        exampleOf(kind.name),
        "## Arguments",
        requiredFirst(kind)
            .map(row => argumentLine(kind, row, changes.get(row.path)))
            .join("\n"),
        "## Outputs",
        outputs.map(([key, { description }]) => `- \`${key}\`: ${firstSentence(description)}`).join("\n"),
    ];
}

/** Returns the rows of a kind, those first that every program must give. */
function requiredFirst(kind: AnyKind): Row[] {
    const isFirst = (row: Row): number => Number(isRequired(kind, row) && !row.path.includes("."));
    return [...kind.rows].sort((one, other) => isFirst(other) - isFirst(one));
}

/** Returns an argument as the class declares it. */
const declared = (kind: AnyKind, row: Row): Member | undefined => memberAt(`${kind.name}Args`, row.path.split("."));

/** Returns true if a program must give an argument. The name of an object is that of its resource, unless the program gives another one. */
const isRequired = (kind: AnyKind, row: Row): boolean =>
    row.required === true && (row.path !== "name" || declared(kind, row)?.isOptional === false);

function argumentLine(kind: AnyKind, row: Row, change: DocumentedChange | undefined): string {
    const { description } = declared(kind, row) ?? {};
    const marks = [
        `\`${typeText(row.value.type)}\``,
        ...(row.value.isSecret === true ? ["secret"] : []),
        ...(isRequired(kind, row) ? [requirement(row.path)] : []),
        effect(row, change),
    ];
    return `- **\`${row.path}\`**: ${marks.join(", ")}. ${withDefault(description)}`.trimEnd();
}

/** Returns when an argument is required: always, or with the group that it is a part of. */
function requirement(path: string): string {
    const group = path.split(".").slice(0, -1).join(".");
    return group === "" ? "**required**" : `required in \`${group}\``;
}

function effect(row: Row, change: DocumentedChange | undefined): string {
    if (change?.how === "nothing") return `no statement: ${change.why ?? ""}`;
    if (row.extension !== undefined)
        return `replacement, or in place if only ${row.extension.noun} are added (feature \`${row.extension.flag}\`)`;
    if (change?.how === "replacement") return "replacement";
    return change?.since === undefined ? "in place" : `in place from ${change.since} on, else replacement`;
}

const sentences = (text = ""): string[] => text.replaceAll("\n", " ").split(/(?<=\.) (?=[A-Z`])/u);

const firstSentence = (text: string | undefined): string => sentences(text)[0] ?? "";

/** Returns the first sentence of a description, and the one with the default. */
const withDefault = (text: string | undefined): string =>
    sentences(text)
        .filter((sentence, at) => at === 0 || sentence.startsWith("Default: "))
        .join(" ");
