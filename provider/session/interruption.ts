/**
 * The interruption of a command by the user, of which the engine tells the plugin: Ctrl-C. Waits then end, statements that run are waited for a short
 * time, and no other statement is sent. A process runs one command at a time.
 */
let controller = new AbortController();

/** Begins a command that was not interrupted. */
export function beginCommand(): void {
    controller = new AbortController();
}

/** Interrupts the command. */
export function interruptCommand(): void {
    controller.abort();
}

export const isInterrupted = (): boolean => controller.signal.aborted;

/** Calls a function when the command is interrupted, or now if it was. Returns a function that ends this. */
export function onInterruption(call: () => void): () => void {
    const { signal } = controller;
    if (signal.aborted) call();
    else signal.addEventListener("abort", call, { once: true });
    return () => {
        signal.removeEventListener("abort", call);
    };
}

/** A statement was not sent, since the command was interrupted before. */
export class InterruptedError extends Error {
    constructor(statement: string) {
        super(`the command was interrupted before this was sent: ${statement}`);
    }
}
