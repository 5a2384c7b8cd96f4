/** What is started when it is first asked for, and serves all tests of a process. */
export function startOnce<T extends { close(): Promise<void> }>(start: () => Promise<T>): () => Promise<T> {
    let started: Promise<T> | undefined;
    // A worker of Mocha runs one file after the other, each with such hooks of its own; it ends without being asked.
    if (process.env.MOCHA_WORKER_ID === undefined) {
        after(async () => {
            await (await started)?.close();
        });
    }
    return () => (started ??= start());
}
