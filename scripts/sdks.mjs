// Writes the SDKs of the provider plugin for Python, Go and Node.js: `npm run sdks [-- FOLDER]`. The default is the folder sdks/.
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main, readJson, root, run } from "./command.mjs";
import { goSettings, hasGo } from "./engine/build.mjs";
import { step } from "./progress.mjs";

/**
 * Writes a folder for each language, in place of what is there.
 * @param {string} folder
 */
export async function writeSdks(folder) {
    if (!(await hasGo())) throw new Failure("Go is needed: install it (https://go.dev/dl), then run this command again.");
    const schema = /** @type {object} */ (readJson(join(root, "plugin", "schema.json")));
    const { version } = /** @type {{ version: string }} */ (readJson(join(root, "package.json")));
    await run("go", ["run", "-trimpath", "-buildvcs=false", ".", resolve(folder)], {
        cwd: join(root, "scripts", "sdks"),
        env: { ...process.env, ...goSettings() },
        input: JSON.stringify({ ...schema, version }),
        failure: "The SDKs could not be generated.",
    });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    const [folder = join(root, "sdks")] = process.argv.slice(2);
    void main(() => step("Generating SDKs", () => writeSdks(folder)));
}
