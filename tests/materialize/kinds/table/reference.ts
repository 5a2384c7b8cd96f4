import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { commas, type Doc } from "../../sql/doc";
import { readRetention } from "../support/retention";

/** Reads (REFERENCE = name), the table or topic of the source. */
export function readReference({ cursor }: Scope): readonly string[] | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [reference] = cursor.list(() => {
        cursor.expect("REFERENCE");
        cursor.symbol("=");
        return cursor.path();
    });
    return reference;
}

export function readHistory(scope: Scope): Doc[] {
    const { cursor } = scope;
    if (!cursor.take("WITH")) return [];
    return cursor.list((): Doc => {
        if (cursor.take("DETAILS")) throw failure("DETAILS option cannot be explicitly set");
        if (cursor.take("TEXT", "COLUMNS")) return readTextColumns(scope);
        cursor.expect("RETAIN", "HISTORY");
        return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
    });
}

/** Reads the columns of TEXT COLUMNS. A Kafka source ignores them. */
function readTextColumns({ cursor }: Scope): Doc {
    cursor.symbol("=");
    return ["TEXT COLUMNS = (", commas(cursor.list(() => ({ ident: cursor.identifier() }))), ")"];
}
