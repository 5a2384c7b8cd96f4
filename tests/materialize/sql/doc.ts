import { quoted, simple } from "./names";

/** A definition with its names as references, which can be printed in each of Materialize's styles. */
export type Doc =
    | string
    | readonly Doc[]
    | { readonly line: "" | " " }
    | { readonly nest: Doc }
    | { readonly group: Doc }
    | { readonly ident: string }
    | { readonly item: string; readonly path: readonly string[]; readonly kept?: true; readonly version?: number }
    | { readonly cluster: string }
    | { readonly literal: string }
    | { readonly builtin: readonly string[] }
    | { readonly self: "path" | "name" }
    | { readonly materialize: Doc; readonly postgres: Doc }
    | { readonly plain: Doc; readonly pretty: Doc }
    | { readonly unbroken: Doc };

/** The way in which the leaves of a definition are printed. */
export interface Style {
    readonly ident: (name: string) => string;
    /** `kept` is true if the name always has its id. A table whose columns can be added has a version. */
    readonly item: (id: string, path: readonly string[], kept?: true, version?: number) => string;
    readonly cluster: (id: string) => string;
    readonly literal: (text: string) => string;
    readonly builtin: (path: readonly string[]) => string;
    readonly self: (part: "path" | "name") => string;
    readonly dialect: "materialize" | "postgres";
}

const INDENT = 4;

export const line: Doc = { line: " " };
export const softline: Doc = { line: "" };

export const group = (doc: Doc): Doc => ({ group: doc });
export const nested = (docs: readonly Doc[]): Doc => group({ nest: join(docs, line) });
export const titled = (title: Doc, doc: Doc): Doc => nested([title, doc]);
export const commas = (docs: readonly Doc[]): Doc => group(join(docs, [",", line]));
export const lines = (docs: readonly Doc[]): Doc => group(join(docs, line));
export const bracket = (left: Doc, doc: Doc, right: Doc, gap: Doc = softline): Doc =>
    group([left, { nest: [gap, doc] }, gap, right]);

export function join(docs: readonly Doc[], separator: Doc): Doc {
    return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

const versionOf = (version: number | undefined): string => (version === undefined ? "" : ` VERSION ${version}`);

/** The style of the catalog: every name is quoted, and references have ids. */
export function stored(self: readonly string[], database = true): Style {
    return {
        ident: quoted,
        item: (id, path, _, version) => `[${id} AS ${path.map(quoted).join(".")}${versionOf(version)}]`,
        cluster: id => `[${id}]`,
        literal: text => text,
        builtin: path => path.map(quoted).join("."),
        self: part => (part === "path" && database ? self.map(quoted).join(".") : quoted(self.at(-1) ?? "")),
        dialect: "materialize",
    };
}

/** The style of the catalog's redacted definitions. */
export function redacted(self: readonly string[]): Style {
    return {
        ident: simple,
        item: (id, path, _, version) => `[${id} AS ${path.map(simple).join(".")}${versionOf(version)}]`,
        cluster: id => `[${id}]`,
        literal: () => "'<REDACTED>'",
        builtin: path => path.map(simple).join("."),
        self: part => (part === "path" ? self.map(simple).join(".") : simple(self.at(-1) ?? "")),
        dialect: "materialize",
    };
}

/** The style of expressions in the relations of the catalog: names without ids. */
export const readable: Style = {
    ident: simple,
    item: (_, path) => path.map(simple).join("."),
    cluster: id => id,
    literal: text => text,
    builtin: path => path.map(simple).join("."),
    self: () => "",
    dialect: "materialize",
};

interface Frame {
    readonly indent: number;
    readonly flat: boolean;
    readonly doc: Doc;
}

/** Prints a definition on one line. With a width, groups that do not fit are broken, and the pretty forms are used. */
export function print(doc: Doc, style: Style, width = Infinity): string {
    const pretty = width !== Infinity;
    const stack: Frame[] = [{ indent: 0, flat: !pretty, doc: pretty ? prettied(doc) : doc }];
    let out = "";
    let column = 0;
    for (let frame = stack.pop(); frame; frame = stack.pop()) {
        const { indent, flat, doc: node } = frame;
        const leaf = leafText(node, style);
        if (leaf !== undefined) {
            out += leaf;
            column += leaf.length;
        } else if (isLine(node)) {
            if (flat) {
                out += node.line;
                column += node.line.length;
            } else {
                out += `\n${" ".repeat(indent)}`;
                column = indent;
            }
        } else {
            const fit = flat || (isGroup(node) && fits(width - column, node.group, stack, style));
            stack.push(...children(node, style, indent, fit).reverse());
        }
    }
    return out;
}

/** True if a group, and the text after it up to the next break, fits on the rest of the line. */
function fits(available: number, doc: Doc, rest: readonly Frame[], style: Style): boolean {
    const stack: Frame[] = [{ indent: 0, flat: true, doc }];
    let below = rest.length;
    let left = available;
    while (left >= 0) {
        const frame = stack.pop() ?? rest[--below];
        if (!frame) return true;
        const leaf = leafText(frame.doc, style);
        if (leaf !== undefined) left -= leaf.length;
        else if (isLine(frame.doc)) {
            if (!frame.flat) return true;
            left -= frame.doc.line.length;
        } else stack.push(...children(frame.doc, style, 0, frame.flat).reverse());
    }
    return false;
}

function children(node: Doc, style: Style, indent: number, flat: boolean): Frame[] {
    if (isList(node)) return node.map(doc => ({ indent, flat, doc }));
    if (typeof node === "object" && "nest" in node) return [{ indent: indent + INDENT, flat, doc: node.nest }];
    if (isGroup(node)) return [{ indent, flat, doc: node.group }];
    if (typeof node === "object" && "postgres" in node) return [{ indent, flat, doc: node[style.dialect] }];
    if (typeof node === "object" && "plain" in node) return [{ indent, flat, doc: node.plain }];
    return [];
}

function leafText(node: Doc, style: Style): string | undefined {
    if (typeof node === "string") return node;
    if (isList(node)) return undefined;
    if ("ident" in node) return style.ident(node.ident);
    if ("item" in node) return style.item(node.item, node.path, node.kept, node.version);
    if ("cluster" in node) return style.cluster(node.cluster);
    if ("literal" in node) return style.literal(node.literal);
    if ("builtin" in node) return style.builtin(node.builtin);
    if ("self" in node) return style.self(node.self);
    if ("unbroken" in node) return print(node.unbroken, style);
    return undefined;
}

/** Returns a definition in which an item has another name. `old` is the name by which references to its columns call it. */
export function renamed(doc: Doc, id: string, path: readonly string[], old?: string): Doc {
    if (typeof doc === "string") return doc;
    if (isList(doc) && isColumnOf(doc, old)) return [{ ident: path.at(-1) ?? "" }, ...doc.slice(1)];
    if (isList(doc)) return doc.map(part => renamed(part, id, path, old));
    if ("item" in doc && doc.item === id)
        return { item: id, path, ...(doc.version === undefined ? {} : { version: doc.version }) };
    if ("item" in doc) return doc;
    const inner = (part: Doc): Doc => renamed(part, id, path, old);
    if ("nest" in doc) return { nest: inner(doc.nest) };
    if ("group" in doc) return { group: inner(doc.group) };
    if ("unbroken" in doc) return { unbroken: inner(doc.unbroken) };
    if ("plain" in doc) return { plain: inner(doc.plain), pretty: inner(doc.pretty) };
    return "postgres" in doc ? { materialize: inner(doc.materialize), postgres: doc.postgres } : doc;
}

/** True for a reference to a column with the name of its relation: `t.id`. */
const isColumnOf = (parts: readonly Doc[], relation: string | undefined): boolean => {
    const [first, dot] = parts;
    return parts.length === 3 && dot === "." && typeof first === "object" && "ident" in first && first.ident === relation;
};

/** Returns a definition with its pretty forms. Parts that are never broken stay plain. */
function prettied(doc: Doc): Doc {
    if (typeof doc === "string") return doc;
    if (isList(doc)) return doc.map(prettied);
    if ("nest" in doc) return { nest: prettied(doc.nest) };
    if (isGroup(doc)) return { group: prettied(doc.group) };
    if ("plain" in doc) return prettied(doc.pretty);
    return "postgres" in doc ? { ...doc, materialize: prettied(doc.materialize) } : doc;
}

const isList = (node: Doc): node is readonly Doc[] => Array.isArray(node);
const isLine = (node: Doc): node is { line: "" | " " } => typeof node === "object" && "line" in node;
const isGroup = (node: Doc): node is { group: Doc } => typeof node === "object" && "group" in node;
