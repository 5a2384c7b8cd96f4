import { Semaphore } from "async-mutex";
import { expect } from "chai";
import { combine } from "../../../provider/session/combine";

describe("combine", () => {
    it("combine combines the keys that are requested while a call runs in the next call", async () => {
        const calls: (readonly number[])[] = [];
        const load = async (keys: readonly number[]): Promise<number[]> => {
            calls.push(keys);
            if (calls.length === 1) await new Promise(resolve => setTimeout(resolve, 20));
            return [...keys];
        };
        const loader = combine<number, number>(new Semaphore(1), load, { cache: false });
        const first = loader.load(1);
        await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
        expect(await Promise.all([first, loader.load(2), loader.load(3)])).to.deep.equal([1, 2, 3]);
        expect(calls).to.deep.equal([[1], [2, 3]]);
    });

    it("combine frees its slot if the cache has all keys of a call", async () => {
        const loader = combine<number, number>(new Semaphore(1), keys => Promise.resolve([...keys]), {});
        await loader.load(1);
        await loader.load(1);
        expect(await loader.load(2)).to.equal(2);
    });

    it("combine frees its slot if a call fails", async () => {
        const load = (keys: readonly number[]): Promise<number[]> =>
            keys.includes(1) ? Promise.reject(new Error("refused")) : Promise.resolve([...keys]);
        const loader = combine<number, number>(new Semaphore(1), load, { cache: false });
        expect(await loader.load(1).then(String, String)).to.contain("refused");
        expect(await loader.load(2)).to.equal(2);
    });
});
