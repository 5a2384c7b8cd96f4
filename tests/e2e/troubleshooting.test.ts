import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { foreign, piecesOf } from "../docs/troubleshooting";

/** The programs of the engine, and the package by which Pulumi's SDK loads a provider. */
function pulumisTexts(): Buffer[] {
    const folders = (process.env.PATH ?? "").split(delimiter).filter(folder => !folder.includes("node_modules"));
    const engine = folders.flatMap(folder => read(join(folder, "pulumi")) ?? []).slice(0, 1);
    const loader = createRequire(require.resolve("@pulumi/pulumi")).resolve("require-from-string");
    return [...engine, readFileSync(loader)];
}

function read(file: string): Buffer | undefined {
    try {
        return readFileSync(file);
    } catch {
        return undefined;
    }
}

describe("docs/troubleshooting.md, of Pulumi", () => {
    it("quotes what the engine and its SDK say", () => {
        const texts = pulumisTexts();
        // That one is Node's.
        const quoted = foreign("Errors from Pulumi").filter(heading => !heading.startsWith("Cannot find module"));
        expect(quoted).not.to.be.empty;
        const unsaid = quoted.filter(heading => !piecesOf(heading).every(piece => texts.some(text => text.includes(piece))));
        expect(unsaid).to.deep.equal([]);
    });
});
