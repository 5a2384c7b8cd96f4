import { isInterrupted, onInterruption } from "./interruption";

const MINUTE_MS = 60_000;

/** How long the server is waited for, in milliseconds. */
export interface Deadlines {
    /** The limit for a query of the catalog. */
    readonly query: number;
    /** Returns the limit for a statement. */
    readonly statement: (text: string) => number;
    /** The limit for work that goes on after a statement, where no argument gives another one. */
    readonly work: number;
    /**
     * The limits from the time at which the command is interrupted: a query is asked again by the next command, and the object of a statement is looked
     * for.
     */
    readonly afterInterruption: { readonly query: number; readonly statement: number };
}

/** The statements with a limit of their own, in minutes. */
const OWN_MINUTES: readonly (readonly [pattern: RegExp, minutes: number])[] = [
    // The statement ends when the replacement has read as much as the view that it replaces.
    [/^ALTER MATERIALIZED VIEW .* APPLY REPLACEMENT /u, 60],
    // Materialize limits its own attempts to reach a broker to less than a minute.
    [/^VALIDATE CONNECTION\b/u, 5],
];

/** Returns true if a statement waits for data or for another server, so that it may take longer than others. */
export const hasOwnLimit = (text: string): boolean => OWN_MINUTES.some(([pattern]) => pattern.test(text));

const DDL_MINUTES = 10;

const WORK_MINUTES = 30;

/** A loaded server was seen to need nearly two minutes for a query of the catalog. */
export const QUERY_MINUTES = 2;

export const DEADLINES: Deadlines = {
    query: QUERY_MINUTES * MINUTE_MS,
    statement: text => (OWN_MINUTES.find(([pattern]) => pattern.test(text))?.[1] ?? DDL_MINUTES) * MINUTE_MS,
    work: WORK_MINUTES * MINUTE_MS,
    afterInterruption: { query: 1000, statement: 10_000 },
};

/** Returns a time as people write it: `10 minutes`, `90 s`. */
export const formatTime = (milliseconds: number): string =>
    milliseconds % MINUTE_MS === 0 ? `${String(milliseconds / MINUTE_MS)} minutes` : `${String(milliseconds / 1000)} s`;

/** How long an answer is waited for, in milliseconds. */
export interface Limit {
    readonly milliseconds: number;
    /** The limit from the time at which the command is interrupted. */
    readonly afterInterruption: number;
}

/** Waits for an answer until a deadline, and then fails with the error that `late` returns. */
export async function within<T>(answer: Promise<T>, limit: Limit, late: (isInterrupted: boolean) => Error): Promise<T> {
    const timers: NodeJS.Timeout[] = [];
    let stop = (): void => undefined;
    const deadline = new Promise<never>((_, reject) => {
        const fail = (milliseconds: number): void => {
            const timer = setTimeout(() => {
                reject(late(isInterrupted()));
            }, milliseconds);
            timers.push(timer);
        };
        fail(limit.milliseconds);
        stop = onInterruption(() => {
            fail(limit.afterInterruption);
        });
    });
    try {
        return await Promise.race([answer, deadline]);
    } finally {
        stop();
        for (const timer of timers) clearTimeout(timer);
    }
}
