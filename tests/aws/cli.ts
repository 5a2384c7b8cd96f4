import { parseArgs } from "node:util";

import { startAws } from "./index";
import { NO_DELAYS, type Times } from "./world/world";

/** Runs the local AWS as a program: it prints its URL when it is ready, and ends on SIGTERM or SIGINT. */
async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            port: { type: "string", default: "4566" },
            state: { type: "string" },
            log: { type: "string" },
            time: { type: "string", multiple: true, default: [] },
        },
    });
    const [world] = positionals;
    const state = values.state ?? world?.replace(/(?:\.json)?$/u, ".state.json");
    const aws = await startAws({
        port: Number(values.port),
        ...(world !== undefined && { world }),
        ...(state !== undefined && { state }),
        ...(values.log !== undefined && { logFile: values.log }),
        times: Object.fromEntries(values.time.map(timeOf)),
    });
    process.stdout.write(`${aws.url}\n`);
    const end = (): void => void aws.close().then(() => process.exit(0));
    process.once("SIGTERM", end).once("SIGINT", end);
}

/** Parses an option such as `loadBalancer=200`, in milliseconds. */
function timeOf(text: string): [keyof Times, number] {
    const [name = "", milliseconds = ""] = text.split("=");
    if (!(name in NO_DELAYS) || !/^\d+$/u.test(milliseconds)) {
        throw new Error(`--time ${text}: write --time name=milliseconds; the names are ${Object.keys(NO_DELAYS).join(", ")}`);
    }
    return [name as keyof Times, Number(milliseconds)];
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
});
