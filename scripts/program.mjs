// A program in TypeScript of this repository that runs Pulumi's engine.
import { join } from "node:path";
import { attempt, root } from "./command.mjs";
import { prepare } from "./dependencies.mjs";
import { engineFolders, onPath } from "./engine.mjs";

/**
 * Runs it on the built package, and gives its exit code.
 * @param {string} file
 * @param {string[]} [args]
 */
export async function runProgram(file, args = []) {
    await prepare();
    const env = { ...process.env, PATH: onPath([join(root, "node_modules", ".bin"), ...(await engineFolders())]) };
    const { code } = await attempt("node", ["--import", "tsx", join(root, file), ...args], { env, show: true });
    return code;
}
