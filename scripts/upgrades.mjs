// Keeps what this version's program leaves in a stack, so that later versions are tried with it: `npm run upgrades`, once for each release.
import { join } from "node:path";
import { attempt, main, root } from "./command.mjs";
import { build, install } from "./dependencies.mjs";
import { engineFolders, onPath } from "./engine.mjs";

await main(async () => {
    await install();
    await build();
    const env = { ...process.env, PATH: onPath([join(root, "node_modules", ".bin"), ...(await engineFolders())]) };
    return (await attempt("node", ["--import", "tsx", "tests/upgrades/keep.ts"], { env, show: true })).code;
});
