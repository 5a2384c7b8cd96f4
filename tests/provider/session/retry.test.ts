import { expect } from "chai";
import { retry } from "../../../provider/session/retry";
import { failure } from "./support";

/** Calls a function that fails a number of times, and returns the pauses between the attempts and the result. */
async function attempts(failures: number, remainingMs: (error: unknown) => number) {
    const pauses: number[] = [];
    let calls = 0;
    const attempt = () => {
        calls++;
        return calls > failures ? Promise.resolve("done") : Promise.reject(new Error(`failure ${String(calls)}`));
    };
    const sleep = (ms: number): Promise<void> => {
        pauses.push(ms);
        return Promise.resolve();
    };
    const result = retry(attempt, remainingMs, { sleep });
    const error = await failure(result).catch(() => undefined);
    return { pauses, calls, error: error?.message };
}

describe("retry", () => {
    it("retry returns the first success, after pauses that double up to five seconds", async () => {
        const { pauses, calls, error } = await attempts(7, () => 60_000);
        expect({ calls, error }).to.deep.equal({ calls: 8, error: undefined });
        expect(pauses).to.deep.equal([200, 400, 800, 1600, 3200, 5000, 5000]);
    });
    it("retry throws an error that is not worth another attempt", async () => {
        expect(await attempts(1, () => 0)).to.deep.equal({ pauses: [], calls: 1, error: "failure 1" });
    });
    it("retry makes the last attempt when the time is over", async () => {
        const remaining = [1000, 300, 0];
        expect(await attempts(9, () => remaining.shift() ?? 0)).to.deep.equal({
            pauses: [200, 300],
            calls: 3,
            error: "failure 3",
        });
    });
});
