import { Semaphore } from "async-mutex";
import DataLoader from "dataloader";
import { join, keyword, type Sql, sql } from "../sql/sql";
import { ServerError } from "./failure";

/** One object that goes: `DROP <what> <target> [<how>]`. */
export interface Drop {
    /** The type, as DROP writes it: `CONNECTION`, `SCHEMA IF EXISTS`. */
    readonly what: string;
    readonly target: Sql;
    readonly how?: "CASCADE" | "RESTRICT";
}

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

    async drop({ what, target, how }: Drop): Promise<void> {
        const end = how === undefined ? "" : ` ${how}`;
        const key = `${what}${end}`;
        // The grammar takes a single database; what takes others along is to say so by itself.
        const isAlone = what === "DATABASE" || how === "CASCADE";
        const statement = (targets: readonly Sql[]): Sql => sql`DROP ${keyword(what)} ${join(targets, ", ")}${keyword(end)}`;
        const targets = this.waiting.get(key) ?? this.gather(statement, isAlone);
        this.waiting.set(key, targets);
        await targets.load(target);
    }

    private gather(statement: (targets: readonly Sql[]) => Sql, isAlone: boolean): Targets {
        let done = (): void => undefined;
        return new DataLoader<Sql, undefined>(targets => this.together(targets, statement).finally(done), {
            cache: false,
            ...(isAlone ? { maxBatchSize: 1 } : {}),
            batchScheduleFn: send =>
                void this.turns.acquire().then(([, release]) => {
                    done = release;
                    send();
                }),
        });
    }

    /** Where the server refuses one of several, it dropped none: each has its own answer then. */
    private async together(targets: readonly Sql[], statement: (targets: readonly Sql[]) => Sql): Promise<(undefined | Error)[]> {
        try {
            await this.run(statement(targets));
            return targets.map(() => undefined);
        } catch (error) {
            if (!(error instanceof ServerError) || targets.length === 1) throw error;
            const answers: (undefined | Error)[] = [];
            for (const target of targets) answers.push(...(await this.together([target], statement).catch(alone)));
            return answers;
        }
    }
}

const alone = (error: unknown): Error[] => [error instanceof Error ? error : new Error(String(error))];
