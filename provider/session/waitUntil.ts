import { Progress } from "./progress";

/** What a look at the world found. */
export interface Probe {
    /** What is waited for is there. */
    readonly ready: boolean;
    /** What is there instead, as the end of "orders: …". */
    readonly state: string;
    /** Why it is most likely not there yet, and what to do. */
    readonly reason?: string;
}

/** Time as a wait sees it; tests have their own. */
export interface Clock {
    readonly now: () => number;
    readonly sleep: (ms: number) => Promise<void>;
}

export const clock: Clock = {
    now: () => Date.now(),
    sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
};

const MINUTE = 60_000;
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5000;

/** Looks until it is there. Says what it sees on each change, else once a minute; gives up with that and the likely reason. */
export async function waitUntil(
    look: () => Promise<Probe>,
    wait: { what: string; minutes: number; say: (line: string) => void },
    time: Clock = clock,
): Promise<void> {
    const begun = time.now();
    const progress = new Progress(wait.say, time.now);
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
        const { ready, state, reason } = await look();
        if (ready) return;
        progress.say(`waiting for ${wait.what}: ${state}`);
        const left = begun + wait.minutes * MINUTE - time.now();
        if (left <= 0) throw new Error(gaveUp(wait.what, wait.minutes, state, reason));
        await time.sleep(Math.min(pause, left));
    }
}

const gaveUp = (what: string, minutes: number, state: string, reason: string | undefined): string =>
    `gave up waiting for ${what} after ${String(minutes)} minute${minutes === 1 ? "" : "s"}: ${state}${reason === undefined ? "" : `. ${reason}`}. Run \`pulumi up\` again once that is put right`;
