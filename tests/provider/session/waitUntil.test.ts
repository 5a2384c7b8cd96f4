import { expect } from "chai";
import { ConnectError, ConnectionLostError } from "../../../provider/session/errors";
import { beginCommand, interruptCommand } from "../../../provider/session/interruption";
import { type Probe, waitUntil } from "../../../provider/session/waitUntil";
import { failure } from "../helpers/aws/support";
import { testClock } from "./testClock";

const wait = (look: (at: number) => Probe, minutes: number) => {
    const time = testClock();
    const said: { at: number; line: string }[] = [];
    const say = (line: string): void => {
        said.push({ at: time.passed, line });
    };
    const looking = () => Promise.resolve().then(() => look(time.passed));
    return { said, time, done: waitUntil(looking, { what: "the endpoint", minutes, print: say }, time) };
};

describe("waitUntil", () => {
    it("waitUntil prints nothing if the first check is ready", async () => {
        const { said, time, done } = wait(() => ({ ready: true, state: "there" }), 1);
        await done;
        expect(said).to.be.empty;
        expect(time.passed).to.equal(0);
    });

    it("waitUntil prints each change once, and an unchanged state once a minute", async () => {
        const state = (at: number): string => (at < 2000 ? "pending" : "available soon");
        const { said, done } = wait(at => ({ ready: at > 150_000, state: state(at) }), 10);
        await done;
        expect(said.map(({ line }) => line)).to.deep.equal([
            "waiting for the endpoint: pending",
            "waiting for the endpoint: available soon",
            "waiting for the endpoint: available soon",
            "waiting for the endpoint: available soon",
        ]);
        expect((said[3]?.at ?? 0) - (said[2]?.at ?? 0)).to.be.within(60_000, 65_000);
    });

    it("waitUntil throws with the state and the reason when the time limit passes", async () => {
        const { time, done } = wait(() => ({ ready: false, state: "rejected", reason: "Somebody rejected it" }), 0.5);
        expect(await failure(done)).to.equal(
            "gave up waiting for the endpoint after 0.5 minutes: rejected. Somebody rejected it. Run `pulumi up` again once that is fixed",
        );
        expect(time.passed).to.equal(30_000);
    });

    it("waitUntil ends at once with the state and the reason when the state is final", async () => {
        const { time, done } = wait(() => ({ ready: false, isFinal: true, state: "failed", reason: "AWS has no address" }), 120);
        expect(await failure(done)).to.equal(
            "gave up waiting for the endpoint: failed. AWS has no address. Run `pulumi up` again once that is fixed",
        );
        expect(time.passed).to.equal(0);
    });

    it("waitUntil goes on while Materialize cannot be reached, and ends with any other error", async () => {
        const errors = [
            new ConnectError("cannot connect: start it", "cannot connect", 60_000),
            new ConnectionLostError("the connection was lost"),
        ];
        const { said, done } = wait(() => {
            const error = errors.shift();
            if (error !== undefined) throw error;
            return { ready: true, state: "there" };
        }, 1);
        await done;
        expect(said.map(({ line }) => line)).to.deep.equal([
            "waiting for the endpoint: cannot connect",
            "waiting for the endpoint: the connection was lost",
        ]);
        for (const error of [new ConnectError("wrong password", "wrong password", 0), new Error("a mistake")]) {
            const refused = wait(() => {
                throw error;
            }, 1);
            expect(await failure(refused.done)).to.equal(error.message);
            expect(refused.said).to.be.empty;
        }
    });
});

describe("the interruption of a command", () => {
    afterEach(() => {
        beginCommand();
    });

    it("waitUntil ends with the state, and without another check", async () => {
        let checks = 0;
        const check = (): Promise<Probe> => {
            checks += 1;
            return Promise.resolve({ ready: false, state: "pending" });
        };
        const done = failure(waitUntil(check, { what: "the endpoint", minutes: 1, print: () => undefined }));
        await new Promise(resolve => setTimeout(resolve, 50));
        interruptCommand();
        expect(await done).to.equal(
            "stopped waiting for the endpoint, since the command was interrupted: pending. The next `pulumi up` goes on",
        );
        expect(checks).to.equal(1);
    });
});
