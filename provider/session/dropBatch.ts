import { errorOf } from "../../common/messageOf";
import { Semaphore } from "async-mutex";
import type DataLoader from "dataloader";
import type { Drop } from "../statement/kind";
import { fullText, join, keyword, type Sql, sql } from "../sql/sql";
import { combine } from "./combine";
import { ServerError, UnansweredError } from "./errors";

/** The number of DROPs in flight: the second one is sent while Materialize executes the first. With more, each would combine fewer objects. */
const CONCURRENT_DROPS = 2;

type Targets = DataLoader<Sql, undefined>;

/**
 * Combines drops. Materialize executes one DROP at a time, and drops several objects of a type in little more time than one: objects that are
 * to be dropped while DROPs run are combined in the next statements.
 */
export class DropBatch {
    private readonly slots = new Semaphore(CONCURRENT_DROPS);
    private readonly waiting = new Map<string, Targets>();
    /** The errors of the objects whose DROP the server has not answered in time. It is not sent again, also not in another combination. */
    private readonly unanswered = new Map<string, UnansweredError>();

    constructor(private readonly run: (statement: Sql) => Promise<void>) {}

    async drop(drop: Drop): Promise<void> {
        const object = `${drop.what} ${fullText(drop.target)}`;
        const before = this.unanswered.get(object);
        if (before !== undefined) throw before;
        const key = `${drop.what} ${drop.how ?? ""}`;
        const targets = this.waiting.get(key) ?? this.createLoader(drop);
        this.waiting.set(key, targets);
        try {
            await targets.load(drop.target);
        } catch (error) {
            if (error instanceof UnansweredError) this.unanswered.set(object, error);
            throw error;
        }
    }

    private createLoader({ what, how }: Drop): Targets {
        const end = keyword(how === undefined ? "" : ` ${how}`);
        const run = (targets: readonly Sql[]): Promise<void> => this.run(sql`DROP ${keyword(what)} ${join(targets, ", ")}${end}`);
        return combine<Sql, undefined>(this.slots, targets => dropTogether(targets, run), {
            cache: false,
            // DROP DATABASE accepts one database. A CASCADE is a statement of its own, so that an error names its object.
            ...(what === "DATABASE" || how === "CASCADE" ? { maxBatchSize: 1 } : {}),
        });
    }
}

/** Drops several objects in one statement. If the server refuses it, none was dropped, and each is dropped alone for its own error. */
async function dropTogether(
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
