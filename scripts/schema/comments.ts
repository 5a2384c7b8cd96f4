import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = join(__dirname, "../../sdk");

/** The doc comment and the type of a property. */
export interface Member {
    readonly description: string | undefined;
    readonly type: ts.TypeNode | undefined;
    /** True if the property is declared with a question mark. */
    readonly isOptional: boolean;
    readonly parameters: Parameters;
}

type Parameters = ReadonlyMap<string, Bound>;
interface Bound {
    readonly type: ts.TypeNode;
    readonly parameters: Parameters;
}
type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".ts"));

const declarations = new Map<string, Declaration>(
    files.flatMap(file => {
        const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.Latest, true);
        return source.statements.flatMap((one): [string, Declaration][] =>
            (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one) || ts.isClassDeclaration(one)) &&
            one.name !== undefined
                ? [[one.name.text, one]]
                : [],
        );
    }),
);

/** Types whose properties are those of their first argument. */
const TRANSPARENT = ["Omit", "Pick", "Partial", "Readonly", "OneOf", "pulumi.Input", "pulumi.Output"];

/** Returns the description of a class or an interface without its examples. */
export const descriptionOf = (name: string): string | undefined => textOf(declarations.get(name));

/** Returns the example of a class, as a code block. */
export function exampleOf(name: string): string {
    const lines = linesOf(declarations.get(name)) ?? [];
    return lines
        .slice(lines.indexOf("@example") + 1)
        .join("\n")
        .trim();
}

/** Returns the properties of an interface, a type or a class, with those that it inherits. */
export const membersOf = (name: string): ReadonlyMap<string, Member> => ofDeclaration(declarations.get(name), new Map());

/** Returns the property at a path of properties. */
export function memberAt(name: string, path: readonly string[]): Member | undefined {
    let members = membersOf(name);
    let found: Member | undefined;
    for (const step of path) {
        found = members.get(step);
        if (found === undefined) return undefined;
        members = ofType(found.type, found.parameters);
    }
    return found;
}

function ofDeclaration(declared: Declaration | undefined, parameters: Parameters): ReadonlyMap<string, Member> {
    if (declared === undefined) return new Map();
    if (ts.isTypeAliasDeclaration(declared)) return ofType(declared.type, parameters);
    const inherited = (declared.heritageClauses ?? [])
        .flatMap(clause => clause.types)
        .map(one => ofReference(one.expression.getText(), one.typeArguments, parameters));
    return merged([...inherited, ofElements(declared.members, parameters)]);
}

const ofElements = (
    elements: ts.NodeArray<ts.TypeElement | ts.ClassElement>,
    parameters: Parameters,
): ReadonlyMap<string, Member> =>
    new Map(
        elements.flatMap((one): [string, Member][] => {
            const isProperty = ts.isPropertySignature(one) || ts.isPropertyDeclaration(one);
            if (!isProperty || one.type?.kind === ts.SyntaxKind.NeverKeyword) return [];
            return [
                [
                    one.name.getText(),
                    { description: textOf(one), type: one.type, isOptional: one.questionToken !== undefined, parameters },
                ],
            ];
        }),
    );

function ofType(type: ts.TypeNode | undefined, parameters: Parameters): ReadonlyMap<string, Member> {
    if (type === undefined) return new Map();
    if (ts.isParenthesizedTypeNode(type)) return ofType(type.type, parameters);
    if (ts.isArrayTypeNode(type)) return ofType(type.elementType, parameters);
    if (ts.isTypeLiteralNode(type)) return ofElements(type.members, parameters);
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
        return merged(type.types.map(one => ofType(one, parameters)));
    return ts.isTypeReferenceNode(type) ? ofReference(type.typeName.getText(), type.typeArguments, parameters) : new Map();
}

function ofReference(
    name: string,
    given: readonly ts.TypeNode[] | undefined,
    parameters: Parameters,
): ReadonlyMap<string, Member> {
    const bound = parameters.get(name);
    if (bound !== undefined) return ofType(bound.type, bound.parameters);
    if (TRANSPARENT.includes(name)) return ofType(given?.[0], parameters);
    const declared = declarations.get(name);
    const names = declared?.typeParameters?.map(one => one.name.text) ?? [];
    const own = names.flatMap((one, at): [string, Bound][] =>
        given?.[at] === undefined ? [] : [[one, { type: given[at], parameters }]],
    );
    return ofDeclaration(declared, new Map(own));
}

/** Returns the properties of all alternatives. The first one with a description describes a property. */
function merged(all: readonly ReadonlyMap<string, Member>[]): ReadonlyMap<string, Member> {
    const result = new Map<string, Member>();
    for (const [name, member] of all.flatMap(one => [...one])) {
        if (result.get(name)?.description === undefined || member.description !== undefined) result.set(name, member);
    }
    return result;
}

/** Returns a doc comment as Markdown, without its tags. */
function textOf(node: ts.Node | undefined): string | undefined {
    const lines = linesOf(node);
    if (lines === undefined) return undefined;
    const end = lines.findIndex(line => line.startsWith("@"));
    return (end < 0 ? lines : lines.slice(0, end))
        .join("\n")
        .replaceAll(/\{@link (https?:[^ |}]+)\s*\|\s*([^}]+)\}/gu, (_, url: string, text: string) => `[${text.trim()}](${url})`)
        .replaceAll(/\{@link ([^}|]+)(?:\|([^}]+))?\}/gu, (_, name: string, text?: string) => `\`${(text ?? name).trim()}\``)
        .replaceAll(/([^\n])\n(?!\n|[-*] )/gu, "$1 ")
        .trim();
}

/** Returns the lines of a doc comment. */
function linesOf(node: ts.Node | undefined): string[] | undefined {
    const [comment] = node === undefined ? [] : ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    return comment
        ?.getText()
        .replaceAll(/^\/\*\*|\*\/$/gu, "")
        .split("\n")
        .map(line => line.replace(/^\s*\* ?/u, ""));
}
