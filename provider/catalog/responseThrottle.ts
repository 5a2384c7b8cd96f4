import { Semaphore } from "async-mutex";

/** With two, the engine has one to write while the other's call is on its way. */
const AT_ONCE = 2;
/** How long a call is waited for after an answer, in milliseconds: at least, and at most. */
const SHORTEST_MS = 40;
const LONGEST_MS = 250;
/** The same, once none has followed. */
const BRIEF_MS = 5;
/** A call may take longer than the one before it by this factor. */
const SLACK = 2;

/** One that no call has followed yet. */
interface Answer {
    readonly given: number;
    readonly over: () => void;
}

/**
 * What the engine is answered, a few at a time. It writes its state for each answer and for each call, in their order: had it many answers
 * at once, it would write all of them before it calls again, and Materialize would have nothing to do meanwhile.
 */
export class ResponseThrottle {
    private readonly turns = new Semaphore(AT_ONCE);
    private readonly open: Answer[] = [];
    private limit = SHORTEST_MS;
    private until = -Infinity;
    /** Whether the engine still calls. */
    private isFollowed = true;

    /** For how many milliseconds more a call may follow what was answered. */
    get left(): number {
        return Math.max(0, this.until - Date.now());
    }

    /** Waits until an answer may be given: calls have followed those before, or have not for too long. */
    async give(): Promise<void> {
        const [, release] = await this.turns.acquire();
        const timer = setTimeout(
            () => {
                this.isFollowed = false;
                this.close(answer);
            },
            this.isFollowed ? this.limit : BRIEF_MS,
        );
        const over = (): void => {
            clearTimeout(timer);
            release();
        };
        const answer = { given: Date.now(), over };
        this.open.push(answer);
        this.expect();
    }

    /** Answers are about to be given. */
    expect(): void {
        this.until = Date.now() + this.limit;
    }

    /** The engine has called. */
    follow(): void {
        this.isFollowed = true;
        const [first] = this.open;
        if (first === undefined) return;
        this.limit = Math.min(Math.max(SLACK * (Date.now() - first.given), SHORTEST_MS), LONGEST_MS);
        this.close(first);
        if (this.open.length === 0) this.until = -Infinity;
    }

    private close(answer: Answer): void {
        this.open.splice(this.open.indexOf(answer), 1);
        answer.over();
    }
}
