import type { Kind } from "../catalog/object";
import type { Cursor } from "../sql/cursor";

/** Object types as statements write them, longest first. */
const WORDS: readonly (readonly [words: readonly string[], kind: Kind])[] = [
    [["MATERIALIZED", "VIEW"], "materialized-view"],
    [["CLUSTER"], "cluster"],
    [["CONNECTION"], "connection"],
    [["DATABASE"], "database"],
    [["INDEX"], "index"],
    [["ROLE"], "role"],
    [["USER"], "role"],
    [["SCHEMA"], "schema"],
    [["SECRET"], "secret"],
    [["SOURCE"], "source"],
    [["TABLE"], "table"],
    [["VIEW"], "view"],
];

export function readKind(cursor: Cursor): Kind {
    const found = WORDS.find(([words]) => cursor.take(...words));
    return found ? found[1] : cursor.refuse();
}

/** Whether an object type is named next, in the plural too. */
export function takeKinds(cursor: Cursor): Kind | undefined {
    const found = WORDS.find(([words]) => cursor.take(...words.slice(0, -1), `${words.at(-1) ?? ""}S`) || cursor.take(...words));
    return found?.[1];
}
