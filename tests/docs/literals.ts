import { readFileSync } from "node:fs";
import ts from "typescript";

/** The string literals of a source file, and a pattern for the texts of each template literal. */
export interface Literals {
    readonly texts: readonly string[];
    readonly templates: readonly RegExp[];
}

/** A row of a table: its name, and the texts in it and in the functions that it calls. */
export interface Row {
    readonly names: readonly string[];
    readonly texts: readonly string[];
}

const parse = (file: string): ts.SourceFile =>
    ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);

export const literals = (file: string): Literals => literalsUnder(parse(file));

function literalsUnder(root: ts.Node): Literals {
    const texts: string[] = [];
    const templates: RegExp[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
        if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) texts.push(node.name.text);
        if (ts.isTemplateExpression(node)) {
            const fixed = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
            texts.push(fixed.join("…"));
            // A template with hardly any fixed text would match every text.
            if (fixed.join("").trim().length >= 8) templates.push(new RegExp(`^${fixed.map(escaped).join("(.+)")}$`, "u"));
        }
        ts.forEachChild(node, visit);
    };
    visit(root);
    return { texts, templates };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** Returns the rows of a table, which is a constant of a file: the items of a list, or the properties of an object. */
export function rowsOf(file: string, table: string): Row[] {
    const source = parse(file);
    const declared = new Map<string, ts.Node>();
    for (const statement of source.statements) {
        if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) declared.set(statement.name.text, statement);
        if (ts.isVariableStatement(statement)) {
            for (const { name, initializer } of statement.declarationList.declarations) {
                if (initializer !== undefined) declared.set(name.getText(), initializer);
            }
        }
    }
    const value = declared.get(table);
    if (value === undefined) return [];
    const rows: readonly ts.Node[] = ts.isArrayLiteralExpression(value)
        ? value.elements
        : ts.isObjectLiteralExpression(value)
          ? value.properties
          : [];
    return rows.map(row => ({
        names: ts.isPropertyAssignment(row) ? [row.name.getText().replaceAll('"', "")] : [],
        texts: [row, ...functionsIn(row, declared)].flatMap(node => literalsUnder(node).texts),
    }));
}

/** Lists the functions of the file that a row refers to. */
function functionsIn(row: ts.Node, declared: ReadonlyMap<string, ts.Node>): ts.Node[] {
    const found: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
        const named = ts.isIdentifier(node) ? declared.get(node.text) : undefined;
        if (named !== undefined && (ts.isFunctionDeclaration(named) || ts.isArrowFunction(named))) found.push(named);
        ts.forEachChild(node, visit);
    };
    visit(row);
    return found;
}
