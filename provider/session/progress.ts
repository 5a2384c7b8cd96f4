const REMINDED_EVERY_MS = 60_000;

/** What a run waits for, in the engine's display: on a change of state, else once a minute. */
export class Progress {
    private state = "";
    private shown = 0;

    constructor(
        private readonly print: (line: string) => void = line => {
            console.log(line);
        },
        private readonly now: () => number = Date.now,
    ) {}

    /** Says what is waited for. */
    say(state: string): void {
        const now = this.now();
        if (state === this.state && now - this.shown < REMINDED_EVERY_MS) return;
        this.state = state;
        this.shown = now;
        this.print(state);
    }

    /** Says that the wait is over, where it was said that there is one. */
    over(state: string): void {
        if (this.state !== "") this.print(state);
        this.state = "";
    }
}

/** Says once a minute that something still runs. */
export async function remind<T>(what: string, work: Promise<T>): Promise<T> {
    const began = Date.now();
    const timer = setInterval(() => {
        console.log(`${what} (for ${String(Math.round((Date.now() - began) / 1000))} s now)`);
    }, REMINDED_EVERY_MS);
    try {
        return await work;
    } finally {
        clearInterval(timer);
    }
}
