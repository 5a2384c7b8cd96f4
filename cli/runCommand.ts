import { spawn } from "node:child_process";

/** The time after which a program is stopped that does not end, such as one that waits for a network. */
const TIMEOUT_MS = 60_000;

/** The result of a program. */
export interface CommandResult {
    readonly code: number;
    readonly output: string;
    readonly errors: string;
}

/** Runs a program without input. Returns undefined if it is not on the PATH. */
export function runCommand(
    program: string,
    args: readonly string[],
    { folder, environment }: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
): Promise<CommandResult | undefined> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            cwd: folder,
            env: environment,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: TIMEOUT_MS,
        });
        const texts = { output: "", errors: "" };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.output += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.errors += text));
        child.on("error", (error: NodeJS.ErrnoException) => {
            if (error.code === "ENOENT") resolve(undefined);
            else reject(error);
        });
        child.on("close", code => {
            resolve({ code: code ?? -1, ...texts });
        });
    });
}
