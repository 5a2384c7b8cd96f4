// Runs a TypeScript program of this repository with the built package and Pulumi's engine: `node scripts/run.mjs FILE [ARGUMENTS]`.
import { join } from "node:path";
import { attempt, Failure, main, root } from "./command.mjs";
import { engineFolders, onPath } from "./engine.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
    const [file, ...args] = process.argv.slice(2);
    if (file === undefined) throw new Failure("Usage: node scripts/run.mjs FILE [ARGUMENTS]");
    await setUp();
    const env = { ...process.env, PATH: onPath([join(root, "node_modules", ".bin"), ...(await engineFolders())]) };
    const { code } = await attempt("node", ["--import", "tsx", join(root, file), ...args], { env, show: true });
    return code;
});
