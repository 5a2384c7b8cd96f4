const REPEAT_AFTER_MS = 60_000;

/** Prints the state of a wait in the engine's display: each change, and an unchanged state once a minute. */
export class Progress {
    private state = "";
    private shown = 0;

    constructor(
        private readonly print: (line: string) => void = line => {
            console.log(line);
        },
        private readonly now: () => number = Date.now,
    ) {}

    /** Prints the state, unless it was printed within the last minute. */
    report(state: string): void {
        const now = this.now();
        if (state === this.state && now - this.shown < REPEAT_AFTER_MS) return;
        this.state = state;
        this.shown = now;
        this.print(state);
    }

    /** Prints the final state if the wait was reported. */
    end(state: string): void {
        if (this.state !== "") this.print(state);
        this.state = "";
    }
}

const LONG_MS = 10_000;

/** The statements and objects that wait for one server. A statement that takes long is printed once a minute, with the number of objects that wait. */
export class Backlog {
    private objects = 0;
    private shown = -Infinity;

    constructor(private readonly server: string) {}

    /** Counts an object while an operation needs the server. */
    async object<T>(operation: () => Promise<T>): Promise<T> {
        this.objects++;
        try {
            return await operation();
        } finally {
            this.objects--;
        }
    }

    /** Watches an in-flight statement. */
    async statement<T>(statement: string, answer: Promise<T>): Promise<T> {
        const begun = Date.now();
        const watch = (wait: number): NodeJS.Timeout =>
            setTimeout(() => {
                this.show(statement, Date.now() - begun);
                timer = watch(REPEAT_AFTER_MS);
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
        if (now - this.shown < REPEAT_AFTER_MS) return;
        this.shown = now;
        const subject = this.objects === 1 ? "1 object waits" : `${String(this.objects)} objects wait`;
        const duration = `${String(Math.round(milliseconds / 1000))} s`;
        console.log(`${subject} for ${this.server}, which has been busy for ${duration} with: ${statement}`);
    }
}
