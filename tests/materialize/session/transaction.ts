import type { Notice } from "../errors";
import type { Outcome } from "./engine";
import type { Statement } from "../sql/parser";
import type { Session } from "./session";

const warning = (message: string, code: string): Notice => ({ severity: "WARNING", message, code });
const NONE = warning("there is no transaction in progress", "25P01");

const ISOLATION = /\bISOLATION\s+LEVEL\s+((?:READ\s+(?:UN)?COMMITTED)|(?:REPEATABLE\s+READ)|(?:STRICT\s+)?SERIALIZABLE)/iu;

function begin(session: Session, { sql }: Statement): Outcome {
    if (session.transaction) return { tag: "BEGIN", notices: [warning("there is already a transaction in progress", "25001")] };
    session.transaction = { failed: false, read: false, local: new Map(), pending: [] };
    const level = ISOLATION.exec(sql)?.[1];
    if (level !== undefined) session.setLocal("transaction_isolation", level.replaceAll(/\s+/gu, " "));
    return { tag: "BEGIN", notices: [] };
}

async function commit(session: Session): Promise<Outcome> {
    const { transaction } = session;
    session.transaction = undefined;
    if (transaction?.failed) return { tag: "ROLLBACK", notices: [] };
    const notices: Notice[] = transaction ? [] : [NONE];
    for (const { commit: run } of transaction?.pending ?? []) notices.push(...(await run()));
    return { tag: "COMMIT", notices };
}

function rollback(session: Session): Outcome {
    const notices = session.transaction ? [] : [NONE];
    session.transaction = undefined;
    return { tag: "ROLLBACK", notices };
}

/** The statements that begin and end transactions. */
export const TRANSACTION_STATEMENTS: Readonly<
    Record<string, (session: Session, statement: Statement) => Outcome | Promise<Outcome>>
> = {
    start_transaction: begin,
    commit,
    rollback,
};
