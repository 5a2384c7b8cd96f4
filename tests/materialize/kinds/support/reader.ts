import type { Scope } from "../../session/plan";
import type { Reader } from "../../sql/query/reader";

/** Returns a reader of the query or expression that is next in a statement. */
export function reader({ cursor, resolver }: Scope): Reader {
    return {
        cursor,
        names: resolver,
        ctes: new Set(),
        uses: new Set(),
        groups: [],
        items: [],
        filters: [],
        shape: { outer: false, distinct: false },
    };
}
