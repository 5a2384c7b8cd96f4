import { expect } from "chai";
import { UnfinishedError } from "../../../provider/lifecycle/pendingOperations";
import { waitForWork, type Working } from "../../../provider/lifecycle/waitForWork";
import type { Probe } from "../../../provider/session/waitUntil";
import { capturePrinted } from "../../changes/support";
import { testClock } from "../session/testClock";

const WORKING: Working = {
    id: "u1",
    state: { __resource: "it", __secretInputs: ["size"], size: "50cc", pending: ["validate"] },
};

/** Waits for work whose progress `look` returns by the minutes that have passed. */
async function wait(look: (minutes: number) => Probe): Promise<{ error: unknown; printed: readonly string[]; minutes: number }> {
    const time = testClock();
    const check = async (): Promise<Probe> => Promise.resolve(look(time.passed / 60_000));
    const { result: error, printed } = await capturePrinted(() =>
        waitForWork(WORKING, check, { what: "the change of size", minutes: 30 }, time).then(
            () => undefined,
            (failure: unknown) => failure,
        ),
    );
    return { error, printed, minutes: time.passed / 60_000 };
}

describe("a wait for work in the background", () => {
    it("prints the progress under the name of the resource, without secrets, and ends when the work is done", async () => {
        const { error, printed, minutes } = await wait(passed => ({ ready: passed > 1, state: "to 50cc" }));
        expect(error).to.equal(undefined);
        expect(printed).to.deep.equal(["it: waiting for the change of size: to [secret]"]);
        expect(minutes).to.be.within(1, 1.1);
    });

    it("keeps the object as unfinished after half an hour, and the next up goes on waiting", async () => {
        const { error, minutes } = await wait(() => ({ ready: false, state: "1 of 2 objects are hydrated" }));
        expect(minutes).to.equal(30);
        expect(error).to.be.instanceOf(UnfinishedError);
        const { id, properties, message } = error as UnfinishedError;
        expect({ id, properties }).to.deep.equal({ id: "u1", properties: { ...WORKING.state, pending: ["validate", "wait"] } });
        expect(message).to.equal(
            "gave up waiting for the change of size after 30 minutes: 1 of 2 objects are hydrated. The next `pulumi up` goes on waiting",
        );
    });

    it("keeps the object as unfinished if the progress cannot be queried", async () => {
        const { error } = await wait(() => {
            throw new Error("permission denied for 50cc");
        });
        expect((error as UnfinishedError).properties.pending).to.deep.equal(["validate", "wait"]);
        expect((error as UnfinishedError).message).to.equal("permission denied for [secret]");
    });
});
