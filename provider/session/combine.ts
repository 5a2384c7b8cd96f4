import type { Semaphore } from "async-mutex";
import DataLoader from "dataloader";

/**
 * Returns a loader that takes a slot for each call of `load`. Keys that are requested while no slot is free, or during `pause`, are combined in
 * the next call.
 */
export function combine<K, V, C = K>(
    slots: Semaphore,
    load: (keys: readonly K[]) => Promise<(V | Error)[]>,
    options: DataLoader.Options<K, V, C>,
    pause: () => Promise<unknown> = () => Promise.resolve(),
): DataLoader<K, V, C> {
    const calls: Promise<unknown>[] = [];
    const call = (keys: readonly K[]): Promise<(V | Error)[]> => {
        const result = load(keys);
        calls.push(result);
        return result;
    };
    const batchScheduleFn = (send: () => void): void =>
        void slots.runExclusive(async () => {
            await pause();
            send();
            // There is no call if the loader has all keys in its cache.
            await Promise.allSettled(calls.splice(0));
        });
    return new DataLoader(call, { ...options, batchScheduleFn });
}

/** Lets operations that have just begun request their keys first. */
export const untilOthersAsked = (): Promise<unknown> => new Promise(resolve => setImmediate(resolve));
