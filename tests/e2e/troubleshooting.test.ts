import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { foreign, piecesOf } from "../docs/troubleshooting";

/** Reads the programs of the engine, and the package with which Pulumi's SDK loads a provider. */
function readPulumi(): Buffer[] {
    const folders = (process.env.PATH ?? "").split(delimiter).filter(folder => !folder.includes("node_modules"));
    const engine = folders.flatMap(folder => readIfPossible(join(folder, "pulumi")) ?? []).slice(0, 1);
    const loader = createRequire(require.resolve("@pulumi/pulumi")).resolve("require-from-string");
    return [...engine, readFileSync(loader)];
}

function readIfPossible(file: string): Buffer | undefined {
    try {
        return readFileSync(file);
    } catch {
        return undefined;
    }
}

describe("docs/troubleshooting.md", () => {
    it("docs/troubleshooting.md quotes Pulumi as its engine and SDK print", () => {
        const texts = readPulumi();
        // Node.js prints this message.
        const quoted = foreign("Errors from Pulumi").filter(heading => !heading.startsWith("Cannot find module"));
        expect(quoted).not.to.be.empty;
        const missing = quoted.filter(heading => !piecesOf(heading).every(piece => texts.some(text => text.includes(piece))));
        expect(missing).to.deep.equal([]);
    });
});
