type Moment = "before" | "during" | "after";

interface Fault {
    readonly when: Moment;
    readonly matching: RegExp;
    /** The milliseconds for which nobody can connect. Undefined if only one connection breaks. */
    readonly away: number | undefined;
    /** Runs when the fault happens. */
    readonly and?: () => void;
    left: number;
}

/** Statements that take longer. */
interface Delay {
    readonly matching: RegExp;
    readonly milliseconds: number;
}

/**
 * Faults that tests cause: a connection that breaks at a statement, a server that stops for a while, refused connections, slow statements, and
 * notices.
 */
export class Faults {
    /** True if each answer begins with a notice. */
    notices = false;
    private faults: Fault[] = [];
    private delays: Delay[] = [];
    private refusedUntil = 0;
    /** Set while the server does not listen. */
    private back: NodeJS.Timeout | undefined;

    constructor(
        private readonly listen: (listening: boolean) => Promise<void>,
        private readonly drop: () => void,
    ) {}

    /** Breaks the connection before, during or after each of the next statements that match. */
    hangUp(when: Moment, matching: RegExp, times = 1): void {
        this.faults.push({ when, matching, away: undefined, left: times });
    }

    /** Stops the server before, during or after the next statement that matches, and starts it again after `away` milliseconds. `and` runs then. */
    crash(when: Moment, matching: RegExp, away: number, and?: () => void): void {
        this.faults.push({ when, matching, away, left: 1, ...(and && { and }) });
    }

    /** Lets each statement that matches take longer by some milliseconds. */
    delay(matching: RegExp, milliseconds: number): void {
        this.delays.push({ matching, milliseconds });
    }

    /** Returns the milliseconds by which a statement takes longer. */
    delayOf(sql: string): number {
        return this.delays.find(({ matching }) => matching.test(sql))?.milliseconds ?? 0;
    }

    /** Breaks all connections and stops listening for `away` milliseconds. */
    async restart(away: number): Promise<void> {
        await this.refuse(away);
        this.drop();
    }

    /** Stops listening for a while. Open connections stay. */
    async refuse(milliseconds: number): Promise<void> {
        if (this.back === undefined) await this.listen(false);
        clearTimeout(this.back);
        this.back = setTimeout(() => {
            this.back = undefined;
            void this.listen(true);
        }, milliseconds).unref();
    }

    /** Refuses new connections for a while, with the error of too many connections. */
    full(milliseconds: number): void {
        this.refusedUntil = Date.now() + milliseconds;
    }

    /** True while new connections are refused. */
    get isFull(): boolean {
        return Date.now() < this.refusedUntil;
    }

    /** Returns the faults that have not happened. */
    left(): string[] {
        return this.faults.flatMap(({ when, matching, left }) => (left > 0 ? [`${when} ${matching.source}`] : []));
    }

    clear(): void {
        this.faults = [];
        this.delays = [];
        this.notices = false;
        this.refusedUntil = 0;
    }

    /** Returns true if the connection is to break at this moment of a statement. */
    isDue(when: Moment, sql: string): boolean {
        return this.next(when, sql) !== undefined;
    }

    /** Causes the fault of this moment of a statement, and returns true if the connection is to break. */
    async take(when: Moment, sql: string): Promise<boolean> {
        const fault = this.next(when, sql);
        if (fault === undefined) return false;
        fault.left -= 1;
        fault.and?.();
        if (fault.away !== undefined) await this.restart(fault.away);
        return true;
    }

    private next(when: Moment, sql: string): Fault | undefined {
        return this.faults.find(each => each.when === when && each.left > 0 && each.matching.test(sql));
    }
}
