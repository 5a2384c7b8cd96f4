import { backOff } from "exponential-backoff";
import { ConnectError, ConnectionLostError } from "./errors";
import { Progress } from "./progress";

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;

/** How long a run waits for a server that takes no connections; all that want one wait together. */
export class ConnectRetry {
    private failingSince: number | undefined;

    constructor(
        private readonly where: string,
        /** For how many milliseconds waiting may mend a connection that breaks. */
        private readonly limit: number,
        private readonly progress = new Progress(),
    ) {}

    /** Tries until it works, or until waiting cannot mend it: only for what changes nothing where it fails. */
    async run<T>(attempt: () => Promise<T>): Promise<T> {
        const result = await backOff(attempt, {
            startingDelay: FIRST_DELAY_MS,
            maxDelay: LONGEST_DELAY_MS,
            numOfAttempts: Infinity,
            retry: error => this.mayMend(error),
        });
        if (this.failingSince !== undefined) this.progress.over(`${this.where} answers again`);
        this.failingSince = undefined;
        return result;
    }

    /** Whoever comes after the limit tries once: one failure is not waited for again by everybody. */
    private mayMend(error: unknown): boolean {
        const patience = error instanceof ConnectError ? error.retryForMs : error instanceof ConnectionLostError ? this.limit : 0;
        if (patience === 0) return false;
        this.failingSince ??= Date.now();
        if (Date.now() - this.failingSince >= patience) return false;
        const brief = error instanceof ConnectError ? error.summary : `${this.where} went away`;
        this.progress.say(`${brief}: trying again for up to ${String(patience / 1000)} s`);
        return true;
    }
}
