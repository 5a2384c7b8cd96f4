import { Semaphore } from "async-mutex";

/** The number of answers at a time: the engine writes one to its state while it sends the call that follows the other one. */
const CONCURRENT_ANSWERS = 2;
/** The shortest and the longest wait for a call after an answer, in milliseconds. */
const SHORTEST_MS = 40;
const LONGEST_MS = 250;
/** The wait for a call after an answer that no call followed, in milliseconds. */
const BRIEF_MS = 5;
/** A call may take longer than the one before it by this factor. */
const SLACK = 2;

/** An answer that no call has followed yet. */
interface Answer {
    readonly given: number;
    readonly end: () => void;
}

/**
 * Gives the engine a few answers at a time. The engine writes its state for each answer and for each call, in order: after many answers at once,
 * it would write all of them before its next call, and Materialize would be idle meanwhile.
 */
export class ResponseThrottle {
    private readonly turns = new Semaphore(CONCURRENT_ANSWERS);
    private readonly open: Answer[] = [];
    private limit = SHORTEST_MS;
    private until = -Infinity;
    /** True if the engine called after the last answers. */
    private isFollowed = true;

    /** The remaining time in which a call may follow an answer, in milliseconds. */
    get left(): number {
        return Math.max(0, this.until - Date.now());
    }

    /** Waits until an answer may be given: calls have followed the answers before it, or the wait for them is over. */
    async give(): Promise<void> {
        const [, release] = await this.turns.acquire();
        const timer = setTimeout(
            () => {
                this.isFollowed = false;
                this.close(answer);
            },
            this.isFollowed ? this.limit : BRIEF_MS,
        );
        const end = (): void => {
            clearTimeout(timer);
            release();
        };
        const answer = { given: Date.now(), end };
        this.open.push(answer);
        this.expect();
    }

    /** Notes that answers are about to be given. */
    expect(): void {
        this.until = Date.now() + this.limit;
    }

    /** Notes a call of the engine. */
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
        answer.end();
    }
}
