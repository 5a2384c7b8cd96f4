import { ConnectError, ConnectionLostError, UnansweredError } from "./errors";
import { Progress } from "./progress";
import { retry } from "./retry";

/** Retries while a server accepts no connections. All callers share one time limit. */
export class ConnectRetry {
    private failingSince: number | undefined;

    constructor(
        private readonly server: string,
        /** The time limit after a lost connection. */
        private readonly limitMs: number,
        private readonly progress = new Progress(),
    ) {}

    /**
     * Retries until the call succeeds, the error is not transient, or the time limit passes. The call must be safe to repeat: it changes nothing if
     * it fails.
     */
    async run<T>(attempt: () => Promise<T>): Promise<T> {
        const result = await retry(attempt, error => this.remainingMs(error));
        if (this.failingSince !== undefined) this.progress.end(`${this.server} answers again`);
        this.failingSince = undefined;
        return result;
    }

    /** Calls that begin after the time limit get one attempt: they do not wait for the same failure again. */
    private remainingMs(error: unknown): number {
        const limit = this.limitOf(error);
        if (limit === 0) return 0;
        this.failingSince ??= Date.now();
        const remaining = this.failingSince + limit - Date.now();
        if (remaining <= 0) return 0;
        const summary = error instanceof ConnectError ? error.summary : `${this.server} went away`;
        this.progress.report(`${summary}: trying again for up to ${String(limit / 1000)} s`);
        return remaining;
    }

    /** Returns for how long an error is worth another attempt. A server that did not answer in time has had its time. */
    private limitOf(error: unknown): number {
        if (error instanceof ConnectError) return error.retryForMs;
        return error instanceof ConnectionLostError && !(error instanceof UnansweredError) ? this.limitMs : 0;
    }
}
