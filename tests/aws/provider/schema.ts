import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** The type of a property, as `@pulumi/aws` declares it. */
export type PropertyType =
    | { readonly kind: "string" | "number" | "boolean" | "anything" }
    | { readonly kind: "list" | "map"; readonly of: PropertyType }
    | { readonly kind: "object"; readonly fields: Fields };

export interface Field {
    readonly required: boolean;
    readonly type: PropertyType;
}

export type Fields = ReadonlyMap<string, Field>;

const PACKAGE = dirname(require.resolve("@pulumi/aws/package.json"));
const PRIMITIVES: ReadonlyMap<ts.SyntaxKind, PropertyType> = new Map<ts.SyntaxKind, PropertyType>([
    [ts.SyntaxKind.StringKeyword, { kind: "string" }],
    [ts.SyntaxKind.NumberKeyword, { kind: "number" }],
    [ts.SyntaxKind.BooleanKeyword, { kind: "boolean" }],
]);

const cache = new Map<string, Fields>();
let nested: string | undefined;

/** Returns the arguments of a resource or lookup by its token, for example `aws:lb/loadBalancer:LoadBalancer`. */
export function argumentsOf(token: string): Fields {
    const known = cache.get(token);
    if (known) return known;
    const [, path = "", name = ""] = token.split(":");
    const file = [`${path}.d.ts`, `${path.replace(/^.*\//u, "")}.d.ts`].map(end => join(PACKAGE, end)).find(existsSync);
    if (file === undefined) throw new Error(`@pulumi/aws has no ${token}`);
    const interfaceName = `${name.charAt(0).toUpperCase()}${name.slice(1)}Args`;
    const fields = fieldsOf(readFileSync(file, "utf8"), interfaceName);
    cache.set(token, fields);
    return fields;
}

/** Returns the fields of an interface, or none for a lookup without arguments. */
function fieldsOf(source: string, name: string): Fields {
    const file = ts.createSourceFile("types.d.ts", source, ts.ScriptTarget.ES2022);
    const found = file.statements.find(
        (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === name,
    );
    const members = found ? found.members.filter(ts.isPropertySignature) : [];
    return new Map(
        members.map(member => [
            (member.name as ts.Identifier).text,
            {
                required: member.questionToken === undefined,
                type: member.type ? propertyTypeOf(member.type, file) : { kind: "anything" },
            },
        ]),
    );
}

function propertyTypeOf(type: ts.TypeNode, file: ts.SourceFile): PropertyType {
    if (ts.isUnionTypeNode(type)) return unionType(type, file);
    if (ts.isArrayTypeNode(type)) return { kind: "list", of: propertyTypeOf(type.elementType, file) };
    if (ts.isParenthesizedTypeNode(type)) return propertyTypeOf(type.type, file);
    if (ts.isTypeLiteralNode(type)) {
        const index = type.members.find(ts.isIndexSignatureDeclaration);
        return index ? { kind: "map", of: propertyTypeOf(index.type, file) } : { kind: "anything" };
    }
    if (ts.isTypeReferenceNode(type)) return referenceType(type, file);
    return PRIMITIVES.get(type.kind) ?? { kind: "anything" };
}

/** Treats `string | enums.X | undefined` as a string, and an argument that accepts a resource or its name as a string too. */
function unionType(type: ts.UnionTypeNode, file: ts.SourceFile): PropertyType {
    const [first, second] = type.types.filter(node => node.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (!first) return { kind: "anything" };
    const firstType = propertyTypeOf(first, file);
    return firstType.kind === "anything" && second ? propertyTypeOf(second, file) : firstType;
}

function referenceType(type: ts.TypeReferenceNode, file: ts.SourceFile): PropertyType {
    const [module, space, name] = type.typeName.getText(file).split(".");
    const [argument] = type.typeArguments ?? [];
    if (module === "pulumi" && space === "Input" && argument) return propertyTypeOf(argument, file);
    if (module !== "inputs" || space === undefined || name === undefined) return { kind: "anything" };
    return { kind: "object", fields: nestedFields(space, name) };
}

/** Returns the fields of a nested type. `types/input.d.ts` has 6 MB, so only the text of the interface is parsed. */
function nestedFields(space: string, name: string): Fields {
    const key = `${space}.${name}`;
    const known = cache.get(key);
    if (known) return known;
    nested ??= readFileSync(join(PACKAGE, "types", "input.d.ts"), "utf8");
    const start = nested.indexOf(`interface ${name} {`, nested.indexOf(`export declare namespace ${space} {`));
    const end = nested.indexOf("\n    }\n", start);
    const fields = fieldsOf(nested.slice(start, end + 7), name);
    cache.set(key, fields);
    return fields;
}
