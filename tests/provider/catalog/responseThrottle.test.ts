import { mock } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { expect } from "chai";
import { ResponseThrottle } from "../../../provider/catalog/responseThrottle";

describe("the throttle of answers to the engine", () => {
    let answers: ResponseThrottle;
    let given: number;
    const give = async (times: number): Promise<void> => {
        for (let time = 0; time < times; time++) {
            void answers.give().then(() => {
                given++;
            });
        }
        await turn();
    };
    const pass = async (milliseconds: number): Promise<void> => {
        mock.timers.tick(milliseconds);
        await turn();
    };

    beforeEach(() => {
        answers = new ResponseThrottle();
        given = 0;
        mock.timers.enable({ apis: ["setTimeout", "Date"] });
    });
    afterEach(() => {
        mock.timers.reset();
    });

    it("answers are given two at a time, and one more for each call that follows", async () => {
        await give(5);
        await pass(10);
        expect(given).to.equal(2);
        answers.follow();
        await pass(10);
        expect(given).to.equal(3);
        answers.follow();
        answers.follow();
        await pass(10);
        expect(given).to.equal(5);
    });

    it("answers are given after a delay if no call follows, and after a shorter one from then on", async () => {
        await give(7);
        for (const [milliseconds, expected] of [
            [39, 2],
            [1, 4],
            [5, 6],
        ] as const) {
            await pass(milliseconds);
            expect(given).to.equal(expected);
        }
        answers.follow();
        await pass(0);
        expect(given).to.equal(7);
        await give(2);
        await pass(39);
        expect(given).to.equal(8);
    });

    it("the delay is twice the time that a call took to follow, within limits", async () => {
        for (const [took, limit] of [
            [35, 70],
            [60, 120],
            [5, 40],
            [39, 78],
            [77, 154],
            [150, 250],
        ] as const) {
            await give(1);
            await pass(took);
            answers.follow();
            answers.expect();
            expect(answers.left, String(took)).to.equal(limit);
        }
    });

    it("no call is expected after calls have followed all answers", async () => {
        expect(answers.left).to.equal(0);
        answers.expect();
        expect(answers.left).to.equal(40);
        await give(2);
        await pass(10);
        answers.follow();
        expect(answers.left).to.equal(30);
        answers.follow();
        expect(answers.left).to.equal(0);
    });
});
