import { setTimeout as wait } from "node:timers/promises";

import { fatal } from "./errors";

type Moment = "before" | "during" | "after";

interface Fault {
    readonly when: Moment;
    readonly matching: RegExp;
    readonly milliseconds: number;
    left: number;
}

/** Faults that tests cause: connections hung up around a statement, and connections not taken. */
export class Faults {
    private faults: Fault[] = [];
    private refusedUntil = 0;

    constructor(private readonly listen: (listening: boolean) => Promise<void>) {}

    /** Hangs up before, during or after each of the next statements that match. */
    hangUp(when: Moment, matching: RegExp, times = 1): void {
        this.faults.push({ when, matching, milliseconds: 0, left: times });
    }

    /** Nobody listens for a while. */
    async refuse(milliseconds: number): Promise<void> {
        await this.listen(false);
        setTimeout(() => void this.listen(true), milliseconds).unref();
    }

    /** Connections are told for a while that there are too many. */
    full(milliseconds: number): void {
        this.refusedUntil = Date.now() + milliseconds;
    }

    clear(): void {
        this.faults = [];
        this.refusedUntil = 0;
    }

    /** Lets a connection in, or says that the server is full. */
    async admit(): Promise<void> {
        if (Date.now() >= this.refusedUntil) return;
        await wait(1);
        throw fatal(
            "creating connection would violate max_connections limit (desired: 1001, limit: 1000, current: 1000)",
            "53300",
        );
    }

    async pass(when: "before" | "after", sql: string, hangUp: () => never): Promise<void> {
        if (!this.take(when, sql)) return;
        await wait(0);
        hangUp();
    }

    /** Hangs up as a statement begins to run; it is carried out all the same. */
    interrupt(sql: string, hangUp: () => void): void {
        if (this.take("during", sql)) hangUp();
    }

    private take(when: Moment, sql: string): boolean {
        const fault = this.faults.find(each => each.when === when && each.left > 0 && each.matching.test(sql));
        if (fault) fault.left -= 1;
        return fault !== undefined;
    }
}
