import { AwsError } from "../errors";

const CAPACITY = 40;
const TOKENS_PER_SECOND = 10;

/** Limits calls as AWS does: each takes a token of a bucket that refills at a constant rate. */
export class TokenBucket {
    private tokens = CAPACITY;
    private since = Date.now();

    take(): void {
        const now = Date.now();
        this.tokens = Math.min(CAPACITY, this.tokens + ((now - this.since) / 1000) * TOKENS_PER_SECOND);
        this.since = now;
        if (this.tokens < 1) throw new AwsError("ThrottlingException", "Rate exceeded");
        this.tokens--;
    }
}
