import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { isExternal } from "./index";

const execute = promisify(execFile);

/** The folder whose `start.sh` has started the server of the tests. */
const folder = (): string | undefined => (isExternal() ? process.env.REAL_MATERIALIZE : undefined);

/** Returns true if the tests can kill the process of the server: they started it from the folder REAL_MATERIALIZE. */
export const canKillServer = (): boolean => folder() !== undefined;

/** Kills the server's process and starts it again with its data, which takes about 20 seconds. */
export async function killAndStartServer(): Promise<void> {
    await runScript("kill9");
    await runScript("start");
}

async function runScript(action: "kill9" | "start"): Promise<void> {
    await execute("bash", [join(folder() ?? "", "start.sh"), action], { env: { ...process.env, KEEP: "1" } });
}
