import { fullText, keyword, type Sql } from "../sql/sql";
import { ConnectionLostError, UnansweredError } from "./errors";
import type { Send, Session } from "./session";

/** The most CREATEs of one block: while it is open, the other statements of the run wait, and the DDL of other sessions makes it fail. */
const MOST_CREATES = 50;

/** A CREATE that waits for its answer. */
interface Creation {
    readonly statement: Sql;
    readonly resolve: () => void;
    readonly reject: (error: unknown) => void;
}

/** Materialize has rolled a block back, and COMMIT is no error. */
class RolledBackError extends Error {}

/**
 * Combines CREATEs in blocks: transactions, which Materialize writes in a third of the time of their CREATEs. A CREATE that is requested while another one
 * runs joins the next block, or the open one until it commits. If a block fails, nothing of it exists, and each of its CREATEs is sent alone for its own answer.
 */
export class CreateBlock {
    private waiting: Creation[] = [];
    private isWorking = false;
    /** The errors of the CREATEs that the server has not answered in time. They are not sent again, also not in another block. */
    private readonly unanswered = new Map<string, UnansweredError>();

    constructor(private readonly session: Pick<Session, "exclusively" | "run">) {}

    async create(statement: Sql): Promise<void> {
        const before = this.unanswered.get(fullText(statement));
        if (before !== undefined) throw before;
        await new Promise<void>((resolve, reject) => {
            this.waiting.push({ statement, resolve, reject });
            if (!this.isWorking) void this.work();
        });
    }

    private async work(): Promise<void> {
        this.isWorking = true;
        while (this.waiting.length > 0) {
            const next = this.waiting.splice(0, MOST_CREATES);
            await (next.length === 1 ? this.createEach(next) : this.createTogether(next));
        }
        this.isWorking = false;
    }

    private async createEach(creations: readonly Creation[]): Promise<void> {
        for (const { statement, resolve, reject } of creations) await this.session.run(statement).then(resolve, reject);
    }

    /** Creates in one block what waits, and what is requested before the block commits. */
    private async createTogether(creations: Creation[]): Promise<void> {
        let isCommitting = false;
        const block = async (send: Send): Promise<void> => {
            await send(keyword("BEGIN"));
            // The list grows while it is gone through.
            for (const { statement } of creations) {
                await send(statement);
                creations.push(...this.waiting.splice(0, MOST_CREATES - creations.length));
            }
            isCommitting = true;
            // After an error in the block, COMMIT is answered with this tag.
            if ((await send(keyword("COMMIT"))) !== "COMMIT") throw new RolledBackError();
        };
        try {
            await this.session.exclusively(block);
            for (const { resolve } of creations) resolve();
        } catch (error) {
            const isUnknown = error instanceof UnansweredError || (error instanceof ConnectionLostError && isCommitting);
            if (isUnknown) this.fail(creations, error);
            else await this.createEach(creations);
        }
    }

    private fail(creations: readonly Creation[], error: ConnectionLostError): void {
        for (const { statement, reject } of creations) {
            if (error instanceof UnansweredError) this.unanswered.set(fullText(statement), error);
            reject(error);
        }
    }
}
