// Obtains an engine in a folder, and adds one line to a log for each build that starts.
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { obtain } from "../../scripts/engine.mjs";

const [folder = "", log = "", duration = "0"] = process.argv.slice(2);

await obtain(folder, [
    {
        label: "Building",
        isAvailable: () => Promise.resolve(true),
        make: async draft => {
            appendFileSync(log, `${process.pid}\n`);
            writeFileSync(join(draft, "first"), "incomplete");
            await sleep(Number(duration));
            writeFileSync(join(draft, "second"), "complete");
        },
    },
]);
