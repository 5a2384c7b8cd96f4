/**
 * Ends the process once nobody reads its output, since the engine is gone then. Pulumi prints each uncaught error, and a print that fails is one: the
 * process would print without end, and keep each error in memory.
 */
export function endWithEngine(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
    for (const stream of streams)
        stream.on("error", ({ code }: NodeJS.ErrnoException) => {
            if (code === "EPIPE") process.exit(1);
        });
}
