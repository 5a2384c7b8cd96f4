/** Returns a function that starts a server at the first call and returns the same one to all tests of the process. */
export function startOnce<T extends { close(): Promise<void> }>(start: () => Promise<T>): () => Promise<T> {
    let started: Promise<T> | undefined;
    // A worker of Mocha runs several files, each with its own hooks, so the server must not be closed after the first one. It
    // ends with the worker.
    if (process.env.MOCHA_WORKER_ID === undefined) {
        after(async () => {
            // The tests that need the server report why it did not start.
            await (await started?.catch(() => undefined))?.close();
        });
    }
    return () => (started ??= start());
}
