// The engine beside itself: `npm run bench`, with what bench/options.ts takes.
import { join } from "node:path";
import { attempt, main, root } from "./command.mjs";
import { prepare } from "./dependencies.mjs";
import { engineFolders, onPath } from "./engine.mjs";

await main(async () => {
    await prepare();
    const env = { ...process.env, PATH: onPath([join(root, "node_modules", ".bin"), ...(await engineFolders())]) };
    const program = ["--import", "tsx", join(root, "bench", "main.ts")];
    const { code } = await attempt("node", [...program, ...process.argv.slice(2)], { env, show: true });
    return code;
});
