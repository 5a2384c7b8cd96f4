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

const LONG_MS = 10_000;

/** What waits for one server: once a statement takes long, the engine's display shows it and how many objects wait, once a minute. */
export class Backlog {
    private objects = 0;
    private shown = -Infinity;

    constructor(private readonly where: string) {}

    /** Counts an object that needs the server. */
    async object<T>(work: () => Promise<T>): Promise<T> {
        this.objects++;
        try {
            return await work();
        } finally {
            this.objects--;
        }
    }

    /** Watches a statement that has been sent. */
    async statement<T>(statement: string, answer: Promise<T>): Promise<T> {
        const begun = Date.now();
        const watch = (wait: number): NodeJS.Timeout =>
            setTimeout(() => {
                this.show(statement, Date.now() - begun);
                timer = watch(REMINDED_EVERY_MS);
            }, wait);
        let timer = watch(LONG_MS);
        try {
            return await answer;
        } finally {
            clearTimeout(timer);
        }
    }

    private show(statement: string, milliseconds: number): void {
        const now = Date.now();
        if (now - this.shown < REMINDED_EVERY_MS) return;
        this.shown = now;
        const who = this.objects === 1 ? "1 object waits" : `${String(this.objects)} objects wait`;
        const since = `${String(Math.round(milliseconds / 1000))} s`;
        console.log(`${who} for ${this.where}, which has been busy for ${since} with: ${statement}`);
    }
}
