import { mock } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import { Gathering } from "../../provider/catalog/gathering";

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

describe("look-ups of what was made", () => {
    let gathering: Gathering;
    let sent: number;
    const statement = (): ReturnType<typeof work> => work(run => gathering.during(run));
    const pass = (milliseconds: number): void => {
        mock.timers.tick(milliseconds);
    };
    const ask = (): void => {
        gathering.schedule(() => {
            sent++;
        });
    };

    beforeEach(() => {
        gathering = new Gathering();
        sent = 0;
        mock.timers.enable({ apis: ["setTimeout", "Date"] });
    });
    afterEach(() => {
        mock.timers.reset();
    });

    it("are sent at once where nothing else is being made", async () => {
        ask();
        await turn();
        expect(sent).to.equal(1);
    });

    it("wait for the statements that run, and are sent once for all of them", async () => {
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

    it("do not wait for a statement that has failed", async () => {
        const failed = gathering.during(() => Promise.reject(new Error("no"))).catch((error: unknown) => error);
        ask();
        expect(await failed).to.be.an("error");
        await turn();
        expect(sent).to.equal(1);
    });

    it("do not wait for one that takes longer than those before", async () => {
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

    it("wait for the look-ups that are on their way", async () => {
        const look = work(run => gathering.look(run));
        ask();
        await turn();
        expect(sent).to.equal(0);
        await look.end();
        await turn();
        expect(sent).to.equal(1);
    });

    it("are sent while the last statement runs, where that takes longer than a look-up", async () => {
        const look = work(run => gathering.look(run));
        pass(30);
        await look.end();
        const [last, ...others] = Array.from({ length: 8 }, () => statement());
        for (const [at, other] of others.entries()) {
            expect(sent, String(at)).to.equal(0);
            pass(30);
            await other.end();
            if (at === 0) ask();
            await turn();
        }
        expect(sent).to.equal(1);
        await last?.end();
    });
});
