// Keeps what this version's program leaves in a stack, so that later versions are tried with it: `npm run upgrades`, once for each release.
import { main } from "./command.mjs";
import { runProgram } from "./program.mjs";

await main(() => runProgram("tests/upgrades/keep.ts"));
