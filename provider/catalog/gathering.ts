/** As long as a catalog query was seen to take: who waits longer for others wins nothing. */
const LONGEST_MS = 1_000;
/** With fewer than so many of those that run together there would be a query for each few. */
const MOST = 5 / 8;
/** Statements that take longer than those before by this factor are not waited for. */
const SLACK = 2;

/**
 * When look-ups by name are sent. Each statement that makes something is followed by one, and one query serves many: a look-up waits
 * for the statements that run already, and for the look-ups before it. It is sent while the last statements still run if these take
 * longer than a look-up does, and without them where they take longer than those before.
 */
export class Gathering {
    private running = 0;
    private ended = 0;
    private lastEnd = -Infinity;
    /** Milliseconds from the end of one statement to the end of the next. */
    private pace = 0;
    /** Milliseconds that the last look-up took. */
    private duration = 0;
    private isLooking = false;
    private waiting: { readonly send: () => void; readonly timer: NodeJS.Timeout } | undefined;
    /** Whether what waits has waited for as long as the statements that run should have taken. */
    private isLate = false;

    /** Runs a statement that a look-up will follow. */
    async during<T>(statement: () => Promise<T>): Promise<T> {
        this.running++;
        const begun = Date.now();
        try {
            return await statement();
        } finally {
            this.running--;
            this.ended++;
            this.pace = Math.min(Date.now() - begun, Date.now() - this.lastEnd);
            this.lastEnd = Date.now();
            this.consider();
        }
    }

    /** Runs the look-ups that were gathered. */
    async look<T>(query: () => Promise<T>): Promise<T> {
        const begun = Date.now();
        this.isLooking = true;
        try {
            return await query();
        } finally {
            this.isLooking = false;
            this.duration = Date.now() - begun;
            this.consider();
        }
    }

    /** Takes what sends the look-ups that wait, once there is one. */
    readonly schedule = (send: () => void): void => {
        this.ended = 1;
        this.isLate = false;
        const timer = setTimeout(
            () => {
                this.isLate = true;
                this.consider();
            },
            Math.min(SLACK * this.pace * this.running, LONGEST_MS),
        );
        this.waiting = { send, timer };
        this.consider();
    };

    /** Once those that have just ended have asked. */
    private consider(): void {
        setImmediate(() => {
            if (!this.isLooking && this.isTime()) this.send();
        });
    }

    private isTime(): boolean {
        return this.running === 0 || this.isLate || (this.isMost() && this.isLastCall());
    }

    private isMost(): boolean {
        return this.ended >= MOST * (this.ended + this.running);
    }

    /** Whether those that still run take as long as a look-up, and would not any more without the next of them. */
    private isLastCall(): boolean {
        return this.running * this.pace >= this.duration && (this.running - 1) * this.pace < this.duration;
    }

    private send(): void {
        const { waiting } = this;
        this.waiting = undefined;
        clearTimeout(waiting?.timer);
        waiting?.send();
    }
}
