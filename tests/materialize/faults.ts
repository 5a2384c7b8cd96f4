import { setTimeout as wait } from "node:timers/promises";

import { fatal } from "./errors";

type Moment = "before" | "during" | "after";

interface Fault {
    readonly when: Moment;
    readonly matching: RegExp;
    /** How long the server is away for everybody; undefined where it only hangs up on one. */
    readonly away: number | undefined;
    left: number;
}

/** Faults that tests cause: connections hung up around a statement, a server that goes away, and connections not taken. */
export class Faults {
    private faults: Fault[] = [];
    private refusedUntil = 0;
    /** Set while nobody listens. */
    private back: NodeJS.Timeout | undefined;

    constructor(
        private readonly listen: (listening: boolean) => Promise<void>,
        private readonly drop: () => void,
    ) {}

    /** Hangs up before, during or after each of the next statements that match. */
    hangUp(when: Moment, matching: RegExp, times = 1): void {
        this.faults.push({ when, matching, away: undefined, left: times });
    }

    /** The server goes away before, during or after the next statement that matches, and comes back after a while. */
    crash(when: Moment, matching: RegExp, away: number): void {
        this.faults.push({ when, matching, away, left: 1 });
    }

    /** All connections break, and nobody listens for a while. */
    async restart(away: number): Promise<void> {
        await this.refuse(away);
        this.drop();
    }

    /** Nobody listens for a while. */
    async refuse(milliseconds: number): Promise<void> {
        if (this.back === undefined) await this.listen(false);
        clearTimeout(this.back);
        this.back = setTimeout(() => {
            this.back = undefined;
            void this.listen(true);
        }, milliseconds).unref();
    }

    /** Connections are told for a while that there are too many. */
    full(milliseconds: number): void {
        this.refusedUntil = Date.now() + milliseconds;
    }

    /** The faults whose moment has not come. */
    left(): string[] {
        return this.faults.flatMap(({ when, matching, left }) => (left > 0 ? [`${when} ${matching.source}`] : []));
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
        if (!(await this.take(when, sql))) return;
        await wait(0);
        hangUp();
    }

    /** Hangs up as a statement begins to run; it is carried out all the same. */
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
