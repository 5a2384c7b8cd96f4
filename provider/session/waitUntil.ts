import { ConnectError, ConnectionLostError } from "./errors";
import { isInterrupted } from "./interruption";
import { Progress } from "./progress";
import { clock, type Clock, retry } from "./retry";

/** The result of one check of a wait. */
export interface Probe {
    /** True if the wait is over. */
    readonly ready: boolean;
    /** The current state, as the end of "waiting for orders: …". */
    readonly state: string;
    /** The likely reason why it is not ready, and what to do. */
    readonly reason?: string;
    /** True if the state is final: the wait ends with an error. */
    readonly isFinal?: boolean;
}

/** What a wait is for, and how it is reported. */
export interface Wait {
    /** What is waited for, as the middle of "waiting for …: it is created". */
    readonly what: string;
    /** The longest wait. */
    readonly minutes: number;
    readonly print: (line: string) => void;
    /** The sentence that tells what to do if the time is over. Default: to run `pulumi up` again once the reason is fixed. */
    readonly next?: string;
}

const MINUTE_MS = 60_000;

/** Ends one attempt of a wait that is not over. */
class NotReady extends Error {
    constructor(readonly probe: Probe) {
        super(probe.state);
    }
}

/**
 * Calls `check` until it is ready, and prints each change of its state, and the state once a minute. While Materialize cannot be reached, it is not
 * ready. Throws with the likely reason when the state is final or the time is over, and when the command is interrupted.
 */
export async function waitUntil(
    check: () => Promise<Probe>,
    { what, minutes, print, next = "Run `pulumi up` again once that is fixed" }: Wait,
    time: Clock = clock,
): Promise<void> {
    const deadline = time.now() + minutes * MINUTE_MS;
    const progress = new Progress(print, time.now);
    const attempt = async (): Promise<void> => {
        const probe = await check().catch(unreachable);
        if (!probe.ready) throw new NotReady(probe);
    };
    const remainingMs = (error: unknown): number => {
        if (!(error instanceof NotReady) || error.probe.isFinal === true) return 0;
        progress.report(`waiting for ${what}: ${error.probe.state}`);
        return deadline - time.now();
    };
    await retry(attempt, remainingMs, time).catch((error: unknown) => {
        if (!(error instanceof NotReady)) throw error;
        const { probe } = error;
        throw new Error(isInterrupted() ? interruptedMessage(what, probe) : failureMessage({ what, minutes, next }, probe));
    });
}

/** Returns the state while Materialize cannot be reached. Other errors are thrown. */
function unreachable(error: unknown): Probe {
    const isTransient = error instanceof ConnectionLostError || (error instanceof ConnectError && error.retryForMs > 0);
    if (!isTransient) throw error;
    return { ready: false, state: error instanceof ConnectError ? error.summary : error.message };
}

const interruptedMessage = (what: string, { state }: Probe): string =>
    `stopped waiting for ${what}, since the command was interrupted: ${state}. The next \`pulumi up\` goes on`;

function failureMessage({ what, minutes, next }: Required<Omit<Wait, "print">>, { state, reason, isFinal }: Probe): string {
    const after = isFinal === true ? "" : ` after ${String(minutes)} minute${minutes === 1 ? "" : "s"}`;
    const because = reason === undefined ? "" : `. ${reason}`;
    return `gave up waiting for ${what}${after}: ${state}${because}. ${next}`;
}
