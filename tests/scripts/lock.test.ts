import { expect } from "chai";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../scripts/lock.mjs";

/** Greater than any process number. */
const NOBODY = 2 ** 30;

describe("the lock", () => {
    let folder: string;
    let waited: boolean;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "lock-"));
        waited = false;
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const take = <T>(work: () => Promise<T>) =>
        withLock(folder, work, wait => {
            waited = true;
            return wait();
        });
    const nothing = () => Promise.resolve();

    it("lets one work at a time, and never another before the first has ended", async () => {
        let working = 0;
        const work = async () => {
            expect(++working).to.equal(1);
            await sleep(30);
            working--;
        };
        await Promise.all([take(work), take(work), take(work)]);
        expect(waited).to.equal(true);
        expect(readdirSync(folder)).to.have.length(1);
    });

    it("is free again after work that failed", async () => {
        const error = await take(() => Promise.reject(new Error("no"))).catch((reason: unknown) => reason);
        expect(error).to.have.property("message", "no");
        await take(nothing);
        expect(waited).to.equal(false);
    });

    it("is taken over from a process that is gone", async () => {
        writeFileSync(join(folder, "7"), String(NOBODY));
        await take(nothing);
        expect(waited).to.equal(false);
        expect(readdirSync(folder)).to.deep.equal(["8"]);
    });

    it("is taken over when another program has got the number of its owner", async () => {
        writeFileSync(join(folder, "7"), String(process.ppid));
        utimesSync(join(folder, "7"), 0, 0);
        await take(nothing);
        expect(waited).to.equal(false);
    });

    it("is waited for while its owner has not yet written who it is", async () => {
        writeFileSync(join(folder, "7"), "");
        const taken = take(nothing);
        await sleep(50);
        writeFileSync(join(folder, "7"), "released");
        await taken;
        expect(waited).to.equal(true);
    });
});
