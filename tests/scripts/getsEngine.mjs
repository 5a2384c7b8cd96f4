// A process that wants an engine: its folder, and a diary in which every build that begins is a line.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { obtain } from "../../scripts/engine.mjs";

const [folder = "", diary = "", duration = "0"] = process.argv.slice(2);

await obtain(folder, [
    {
        label: "Building",
        isAvailable: () => Promise.resolve(true),
        make: async draft => {
            appendFileSync(diary, `${process.pid}\n`);
            writeFileSync(join(draft, "first"), "half");
            await sleep(Number(duration));
            writeFileSync(join(draft, "second"), "whole");
        },
    },
]);
