import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Returns the names of the members of an interface of Pulumi's AWS provider, in the order of the alphabet. */
export function membersOf(file: string, name: string): string[] {
    const path = join(dirname(require.resolve("@pulumi/aws/package.json")), file);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
    const found = source.statements.find(one => ts.isInterfaceDeclaration(one) && one.name.text === name);
    if (found === undefined || !ts.isInterfaceDeclaration(found)) throw new Error(`${file} has no interface ${name}`);
    return found.members
        .flatMap(({ name: member }) => (member !== undefined && ts.isIdentifier(member) ? [member.text] : []))
        .sort();
}
