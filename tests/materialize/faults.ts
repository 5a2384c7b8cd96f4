import { setTimeout as wait } from "node:timers/promises";

import { fatal } from "./errors";

type Moment = "before" | "during" | "after";

interface Fault {
    readonly when: Moment;
    readonly matching: RegExp;
    /** The milliseconds for which nobody can connect. Undefined if only one connection breaks. */
    readonly away: number | undefined;
    left: number;
}

/** Faults that tests cause: a connection that breaks at a statement, a server that stops for a while, and refused connections. */
export class Faults {
    private faults: Fault[] = [];
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

    /** Stops the server before, during or after the next statement that matches, and starts it again after `away` milliseconds. */
    crash(when: Moment, matching: RegExp, away: number): void {
        this.faults.push({ when, matching, away, left: 1 });
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

    /** Returns the faults that have not happened. */
    left(): string[] {
        return this.faults.flatMap(({ when, matching, left }) => (left > 0 ? [`${when} ${matching.source}`] : []));
    }

    clear(): void {
        this.faults = [];
        this.refusedUntil = 0;
    }

    /** Accepts a connection, or refuses it with the error of too many connections. */
    async admit(): Promise<void> {
        if (Date.now() >= this.refusedUntil) return;
        await wait(1);
        throw fatal(
            "creating connection would violate max_connections limit (desired: 1001, limit: 1000, current: 1000)",
            "53300",
        );
    }

    async pass(when: "before" | "after", sql: string, hangUp: () => never): Promise<void> {
        if (!(await this.take(when, sql))) return;
        await wait(0);
        hangUp();
    }

    /** Breaks the connection as a statement begins to run. The statement is completed. */
    async interrupt(sql: string, hangUp: () => void): Promise<void> {
        if (await this.take("during", sql)) hangUp();
    }

    private async take(when: Moment, sql: string): Promise<boolean> {
        const fault = this.faults.find(each => each.when === when && each.left > 0 && each.matching.test(sql));
        if (fault === undefined) return false;
        fault.left -= 1;
        if (fault.away !== undefined) await this.restart(fault.away);
        return true;
    }
}
