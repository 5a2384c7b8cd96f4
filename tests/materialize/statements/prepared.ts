import { failure, notModelled } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { Cursor } from "../sql/cursor";
import { loadParser } from "../sql/parser";

/** Plans PREPARE, which keeps a statement in the session. */
export async function prepare(scope: Scope): Promise<Plan> {
    const { cursor, session } = scope;
    cursor.expect("PREPARE");
    const name = cursor.identifier();
    if (session.prepared.has(name)) throw failure(`prepared statement ${name} already exists`, "42P05");
    cursor.expect("AS");
    const [statement] = (await loadParser())(cursor.rest());
    if (!statement) return cursor.refuse();
    return {
        tag: "PREPARE",
        session: () => {
            session.prepared.set(name, statement);
        },
    };
}

/** Plans EXECUTE as the prepared statement, with literals as the values of its parameters. */
export async function execute(scope: Scope): Promise<Plan> {
    const { cursor, session, catalog } = scope;
    cursor.expect("EXECUTE");
    const name = cursor.identifier();
    const values = cursor.atSymbol("(") ? cursor.list(() => readValue(cursor)) : [];
    const statement = session.prepared.get(name);
    if (!statement) throw failure(`unknown prepared statement ${name}`);
    const rule = catalog.registry.statements[statement.kind];
    if (!rule) throw notModelled(`EXECUTE of ${statement.kind}`);
    return { ...(await rule.plan({ ...scope, cursor: new Cursor(statement.sql) })), values };
}

function readValue(cursor: Cursor): string | null {
    if (cursor.take("NULL")) return null;
    const sign = cursor.symbol("-") ? "-" : "";
    const token = cursor.advance();
    const isLiteral = token.kind === "string" || token.kind === "number" || /^(?:true|false)$/iu.test(token.text);
    return isLiteral ? `${sign}${token.text}` : cursor.refuse();
}

/** Plans DEALLOCATE [PREPARE] of one prepared statement, or of all. */
export function deallocate({ cursor, session }: Scope): Plan {
    cursor.expect("DEALLOCATE");
    cursor.take("PREPARE");
    const plan = { tag: "DEALLOCATE" };
    if (cursor.take("ALL")) {
        return {
            tag: "DEALLOCATE ALL",
            session: () => {
                session.prepared.clear();
            },
        };
    }
    const name = cursor.identifier();
    if (!session.prepared.has(name)) throw failure(`prepared statement "${name}" does not exist`, "26000");
    return {
        ...plan,
        session: () => {
            session.prepared.delete(name);
        },
    };
}
