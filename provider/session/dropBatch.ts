import { Semaphore } from "async-mutex";
import DataLoader from "dataloader";
import type { Drop } from "../statement/kind";
import { join, keyword, type Sql, sql } from "../sql/sql";
import { ServerError } from "./errors";

/** With two, the next one is on its way while Materialize works on the one before; with more, fewer would go together. */
const AT_ONCE = 2;

type Targets = DataLoader<Sql, undefined>;

/**
 * What is dropped. Materialize runs one DROP at a time, and drops several objects of a type in little more time than one, or none of them:
 * what comes while DROPs run goes together in the next ones.
 */
export class Drops {
    private readonly turns = new Semaphore(AT_ONCE);
    private readonly waiting = new Map<string, Targets>();

    constructor(private readonly run: (statement: Sql) => Promise<void>) {}

    async drop(drop: Drop): Promise<void> {
        const key = `${drop.what} ${drop.how ?? ""}`;
        const targets = this.waiting.get(key) ?? this.gather(drop);
        this.waiting.set(key, targets);
        await targets.load(drop.target);
    }

    private gather({ what, how }: Drop): Targets {
        const end = keyword(how === undefined ? "" : ` ${how}`);
        const run = (targets: readonly Sql[]): Promise<void> => this.run(sql`DROP ${keyword(what)} ${join(targets, ", ")}${end}`);
        let done = (): void => undefined;
        return new DataLoader<Sql, undefined>(targets => together(targets, run).finally(done), {
            cache: false,
            // The grammar takes a single database; what takes others along is to say so by itself.
            ...(what === "DATABASE" || how === "CASCADE" ? { maxBatchSize: 1 } : {}),
            batchScheduleFn: send =>
                void this.turns.acquire().then(([, release]) => {
                    done = release;
                    send();
                }),
        });
    }
}

/** Where the server refuses one of several, it dropped none: each has its own answer then. */
async function together(
    targets: readonly Sql[],
    run: (targets: readonly Sql[]) => Promise<void>,
): Promise<(undefined | Error)[]> {
    try {
        await run(targets);
        return targets.map(() => undefined);
    } catch (error) {
        if (!(error instanceof ServerError) || targets.length === 1) throw error;
    }
    const answers: (undefined | Error)[] = [];
    for (const target of targets) answers.push(await run([target]).then(() => undefined, errorOf));
    return answers;
}

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
