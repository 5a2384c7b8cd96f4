import { mock } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import { ResponseThrottle } from "../../../provider/catalog/responseThrottle";
import { LookupBatch } from "../../../provider/catalog/lookupBatch";

/** Work that ends when it is told to. */
function work(during: (work: () => Promise<void>) => Promise<void>): { end: () => Promise<void> } {
    let resolve = (): void => undefined;
    const ended = new Promise<void>(end => {
        resolve = end;
    });
    const done = during(() => ended);
    return {
        end: () => {
            resolve();
            return done;
        },
    };
}

describe("the batch of lookups", () => {
    let answers: ResponseThrottle;
    let batch: LookupBatch;
    let sent: number;
    const statement = (): ReturnType<typeof work> => work(run => batch.runStatement(run));
    const pass = (milliseconds: number): void => {
        mock.timers.tick(milliseconds);
    };
    const ask = (): void => {
        batch.schedule(() => {
            sent++;
        });
    };

    beforeEach(() => {
        answers = new ResponseThrottle();
        batch = new LookupBatch(answers);
        sent = 0;
        mock.timers.enable({ apis: ["setTimeout", "Date"] });
    });
    afterEach(() => {
        mock.timers.reset();
    });

    it("lookups are sent immediately if no statement runs", async () => {
        ask();
        await turn();
        expect(sent).to.equal(1);
    });

    it("lookups wait for the running statements, and are sent in one query", async () => {
        const [first, second, third] = [statement(), statement(), statement()];
        pass(20);
        await first.end();
        ask();
        await second.end();
        await turn();
        expect(sent).to.equal(0);
        await third.end();
        await turn();
        expect(sent).to.equal(1);
    });

    it("lookups do not wait for a statement that failed", async () => {
        const failed = batch.runStatement(() => Promise.reject(new Error("no"))).catch((error: unknown) => error);
        ask();
        expect(await failed).to.be.an("error");
        await turn();
        expect(sent).to.equal(0);
        pass(15);
        expect(sent).to.equal(1);
    });

    it("lookups do not wait for a statement that takes longer than the ones before it", async () => {
        const slow = statement();
        const quick = statement();
        pass(10);
        await quick.end();
        ask();
        await turn();
        expect(sent).to.equal(0);
        pass(20);
        await turn();
        expect(sent).to.equal(1);
        await slow.end();
    });

    it("lookups wait for the lookups in flight", async () => {
        const look = work(run => batch.query(run));
        ask();
        await turn();
        expect(sent).to.equal(0);
        await look.end();
        await turn();
        expect(sent).to.equal(1);
    });

    /** Eight that run together, each of which takes so many milliseconds after the one before it; how many had ended when it was sent. */
    async function sentAfter(pace: number, duration: number): Promise<number> {
        const look = work(run => batch.query(run));
        pass(duration);
        await look.end();
        for (const [at, one] of Array.from({ length: 8 }, () => statement()).entries()) {
            pass(pace);
            await one.end();
            if (at === 0) ask();
            await turn();
            if (sent > 0) return at + 1;
        }
        return NaN;
    }

    it("lookups are sent while the last statements run if these take about as long as a lookup", async () => {
        expect(await sentAfter(30, 100)).to.equal(6);
    });

    it("lookups wait for all statements if a lookup takes longer than the last ones", async () => {
        expect(await sentAfter(10, 100)).to.equal(8);
    });

    it("lookups wait for the engine's next call while one may follow an answer", async () => {
        const [first, second] = [statement(), statement()];
        await first.end();
        await second.end();
        const look = work(run => batch.query(run));
        await look.end();
        await answers.give();
        const third = statement();
        await answers.give();
        await third.end();
        ask();
        await turn();
        pass(39);
        expect(sent).to.equal(0);
        pass(1);
        await turn();
        expect(sent).to.equal(1);
    });

    it("lookups wait for statements that end two at a time", async () => {
        const eight = Array.from({ length: 8 }, () => statement());
        for (const [at, one] of eight.entries()) {
            pass(at % 2 === 0 ? 90 : 10);
            await one.end();
            if (at === 0) ask();
            await turn();
            expect(sent, String(at)).to.equal(at < 5 ? 0 : 1);
        }
    });

    it("lookups wait for at most one and a half seconds", async () => {
        const many = Array.from({ length: 40 }, () => statement());
        let waited = 0;
        for (const [at, one] of many.entries()) {
            pass(200);
            await one.end();
            if (at === 0) ask();
            else waited += 200;
            await turn();
            if (sent > 0) break;
        }
        expect(waited).to.equal(1600);
    });
});
