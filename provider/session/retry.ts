import { isInterrupted, onInterruption } from "./interruption";

/** The time; tests use their own clock. */
export interface Clock {
    readonly now: () => number;
    readonly sleep: (ms: number) => Promise<void>;
}

export const clock: Clock = {
    now: () => Date.now(),
    sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * Calls `attempt` until it succeeds. After a failure, `remainingMs` returns for how many more milliseconds the error is worth another attempt;
 * if it returns none, or the command is interrupted, the error is thrown. The pauses between the attempts double.
 */
export async function retry<T>(
    attempt: () => Promise<T>,
    remainingMs: (error: unknown) => number,
    { sleep }: Pick<Clock, "sleep"> = clock,
): Promise<T> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        try {
            return await attempt();
        } catch (error) {
            const remaining = remainingMs(error);
            if (remaining <= 0) throw error;
            await untilInterrupted(sleep(Math.min(pause, remaining)));
            if (isInterrupted()) throw error;
        }
    }
}

/** Waits for a pause, or until the command is interrupted. */
async function untilInterrupted(pause: Promise<void>): Promise<void> {
    let stop = (): void => undefined;
    const interruption = new Promise<void>(resolve => {
        stop = onInterruption(resolve);
    });
    await Promise.race([pause, interruption]);
    stop();
}
