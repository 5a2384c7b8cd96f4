import type { ResponseThrottle } from "./responseThrottle";

/** Who waits longer for others wins nothing. */
const LONGEST_MS = 1_500;
/** With fewer of those that are worked on together there would be a query for each few; with more, nothing would be left to run meanwhile. */
const MOST = 3 / 4;
/** How long the engine may take to call again where nothing runs, in milliseconds. */
const BREATH_MS = 15;
/** What takes longer than what was before it by this factor is not waited for. */
const SLACK = 2;

/**
 * When look-ups by name are sent. Each statement that makes something is followed by one, and one query serves many: a look-up waits
 * until most of what is worked on waits for one. It is sent while the last statements run if these take about as long as a look-up
 * does, and at once where statements do not come at their pace any more.
 */
export class LookupBatch {
    private running = 0;
    /** Whose look-up is not sent yet. */
    private ended = 0;
    /** Whose look-up is on its way. */
    private looking = 0;
    /** The most that were worked on at one time. */
    private lanes = 0;
    private lastEnd = -Infinity;
    /** Milliseconds from the end of one statement to the end of the next, of the last two. */
    private gaps: readonly [number, number] = [0, 0];
    /** Milliseconds that the last look-up took. */
    private duration = 0;
    private waiting: { readonly send: () => void; readonly until: number } | undefined;
    private timer: NodeJS.Timeout | undefined;

    constructor(private readonly answers: ResponseThrottle) {}

    /** Runs a statement that a look-up will follow. */
    async during<T>(statement: () => Promise<T>): Promise<T> {
        this.running++;
        this.lanes = Math.max(this.lanes, this.running + this.ended + this.looking);
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

    /** Runs the look-ups that were gathered. */
    async look<T>(query: () => Promise<T>): Promise<T> {
        const begun = Date.now();
        this.looking = Math.max(1, this.ended);
        this.ended = 0;
        try {
            return await query();
        } finally {
            this.looking = 0;
            this.duration = Date.now() - begun;
            this.answers.expect();
            this.consider();
        }
    }

    /** Takes what sends the look-ups that wait, once there is one. */
    readonly schedule = (send: () => void): void => {
        this.waiting = { send, until: Date.now() + LONGEST_MS };
        this.consider();
    };

    /** Once those that have just ended have asked. */
    private consider(): void {
        setImmediate(() => {
            clearTimeout(this.timer);
            if (this.waiting === undefined || this.looking > 0) return;
            const wait = this.isTime() ? 0 : Math.min(this.stillness(), this.waiting.until - Date.now());
            if (wait <= 0) this.send();
            else
                this.timer = setTimeout(() => {
                    this.send();
                }, wait);
        });
    }

    private isTime(): boolean {
        return this.ended >= MOST * this.lanes && (this.running === 0 || SLACK * this.running * this.pace() >= this.duration);
    }

    /** For how many milliseconds nothing must happen until nothing is waited for. */
    private stillness(): number {
        return this.running > 0 ? SLACK * this.pace() : Math.max(BREATH_MS, this.answers.left);
    }

    /** Statements that run over two connections end two at a time. */
    private pace(): number {
        return Math.max(...this.gaps);
    }

    private send(): void {
        const { waiting } = this;
        this.waiting = undefined;
        waiting?.send();
    }
}
