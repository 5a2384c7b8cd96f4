// Refuses a release while a file of the repository holds a placeholder: `npm run release:check`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main, root, run } from "./command.mjs";

/** Stands for a value that is unknown until the project is public, such as the address of its repository. It is valid in URLs. */
export const PLACEHOLDER = "RELEASE-PLACEHOLDER";
/** The files that explain or test the placeholder. */
const EXCLUDED = ["scripts/releaseCheck.mjs", "tests/scripts/releaseCheck.test.ts", "docs/contributing/releasing.md"];

/**
 * Lists the lines that hold a placeholder, as `file:line: text`.
 * @param {string} folder
 * @param {readonly string[]} files relative to the folder
 */
export function placeholders(folder, files) {
    return files
        .filter(file => !EXCLUDED.includes(file))
        .flatMap(file =>
            readFileSync(join(folder, file), "utf8")
                .split("\n")
                .flatMap((line, index) => (line.includes(PLACEHOLDER) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
        );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    void main(async () => {
        const files = await run("git", ["ls-files"], { failure: "`git ls-files` failed." });
        const found = placeholders(root, files.split("\n"));
        if (found.length > 0)
            throw new Failure(`Replace each ${PLACEHOLDER} before a release, as its line states:\n${found.join("\n")}`);
        console.log("No placeholder is left.");
    });
}
