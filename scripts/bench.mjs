// The engine beside itself: `npm run bench`, with what bench/options.ts takes.
import { main } from "./command.mjs";
import { runProgram } from "./program.mjs";

await main(() => runProgram("bench/main.ts", process.argv.slice(2)));
