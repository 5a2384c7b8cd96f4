import type { ResponseThrottle } from "./responseThrottle";

/** The longest time that a lookup waits for others, in milliseconds. */
const LONGEST_MS = 1_500;
/** The share of the operations that must wait for a lookup before it is sent. With a smaller share there are more queries; with a larger one, no statement runs during the query. */
const WAITING_SHARE = 3 / 4;
/** The time that the engine may take for its next call if nothing runs, in milliseconds. */
const NEXT_CALL_MS = 15;
/** The tolerance: statements may take this many times the last interval. */
const SLACK = 2;

/**
 * Decides when lookups by name are sent. A lookup follows each statement that creates an object, and one query serves many of them: a lookup
 * waits until most operations wait for one, compared with the largest number of simultaneous operations. It is sent while the last
 * statements run if these are expected to take at least about as long as a lookup. Otherwise it is sent once nothing has happened for `quietMs()`, since
 * statements may end more slowly than before, and at the latest after `LONGEST_MS`.
 */
export class LookupBatch {
    private running = 0;
    /** The number of operations whose lookup has not been sent. */
    private ended = 0;
    /** The number of operations whose lookup is in flight. */
    private inFlight = 0;
    /** The largest number of simultaneous operations. */
    private mostAtOnce = 0;
    private lastEnd = -Infinity;
    /** The last two intervals between the ends of statements, in milliseconds. */
    private gaps: readonly [number, number] = [0, 0];
    /** The duration of the last lookup, in milliseconds. */
    private duration = 0;
    private waiting: { readonly send: () => void; readonly until: number } | undefined;
    private timer: NodeJS.Timeout | undefined;

    constructor(private readonly answers: ResponseThrottle) {}

    /** Runs a statement that a lookup will follow. */
    async runStatement<T>(statement: () => Promise<T>): Promise<T> {
        this.running++;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.running + this.ended + this.inFlight);
        this.answers.follow();
        this.consider();
        const begun = Date.now();
        try {
            const result = await statement();
            this.ended++;
            return result;
        } finally {
            this.running--;
            this.gaps = [this.gaps[1], Date.now() - Math.max(begun, this.lastEnd)];
            this.lastEnd = Date.now();
            this.consider();
        }
    }

    /** Sends the combined lookups. */
    async query<T>(send: () => Promise<T>): Promise<T> {
        const begun = Date.now();
        this.inFlight = Math.max(1, this.ended);
        this.ended = 0;
        try {
            return await send();
        } finally {
            this.inFlight = 0;
            this.duration = Date.now() - begun;
            this.answers.expect();
            this.consider();
        }
    }

    /** Schedules the lookups that wait. */
    readonly schedule = (send: () => void): void => {
        this.waiting = { send, until: Date.now() + LONGEST_MS };
        this.consider();
    };

    /** Sends the lookups if it is time. Lets operations that have just ended request their lookups first. */
    private consider(): void {
        setImmediate(() => {
            clearTimeout(this.timer);
            if (this.waiting === undefined || this.inFlight > 0) return;
            const wait = this.isTime() ? 0 : Math.min(this.quietMs(), this.waiting.until - Date.now());
            if (wait <= 0) this.send();
            else
                this.timer = setTimeout(() => {
                    this.send();
                }, wait);
        });
    }

    private isTime(): boolean {
        return (
            this.ended >= WAITING_SHARE * this.mostAtOnce &&
            (this.running === 0 || SLACK * this.running * this.pace() >= this.duration)
        );
    }

    /** Returns for how many milliseconds nothing must happen before the lookups are sent. */
    private quietMs(): number {
        return this.running > 0 ? SLACK * this.pace() : Math.max(NEXT_CALL_MS, this.answers.left);
    }

    /** Returns the longer of the last two intervals, since statements over two connections end two at a time. */
    private pace(): number {
        return Math.max(...this.gaps);
    }

    private send(): void {
        const { waiting } = this;
        this.waiting = undefined;
        waiting?.send();
    }
}
