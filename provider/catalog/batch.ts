import { Semaphore } from "async-mutex";
import DataLoader from "dataloader";

/** Combines the lookups that are requested while a query runs in the next one. */
export function oneQueryAtATime<K, V, C = K>(
    query: (keys: readonly K[]) => Promise<V[]>,
    options: DataLoader.Options<K, V, C> = { cache: false },
): DataLoader<K, V, C> {
    const turn = new Semaphore(1);
    let done = (): void => undefined;
    return new DataLoader(
        keys =>
            query(keys).finally(() => {
                done();
            }),
        {
            ...options,
            batchScheduleFn: send =>
                void turn.acquire().then(([, release]) => {
                    done = release;
                    // Operations that have just begun request their lookups first.
                    setImmediate(send);
                }),
        },
    );
}
