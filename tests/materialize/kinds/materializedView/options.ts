import type { Scope } from "../../session/plan";
import { join, type Doc } from "../../sql/doc";
import { checkRefreshes, ON_COMMIT, readRefresh, type Refresh, type RefreshOption } from "../support/refresh";
import { readRetention } from "../support/retention";

/** The options of WITH. */
interface Options {
    readonly docs: readonly Doc[];
    readonly asserted: readonly string[];
    /** The columns of PARTITION BY. */
    readonly partition: readonly string[];
    readonly refreshes: readonly Refresh[];
}

/** Reads the options. REFRESH is always among them. */
export function readOptions(scope: Scope, now: number): Options {
    const { cursor, session } = scope;
    const asserted: string[] = [];
    const refreshes: RefreshOption[] = [];
    let partition: string[] = [];
    const readOption = (): Doc => {
        if (cursor.take("ASSERT", "NOT", "NULL")) {
            cursor.symbol("=");
            const column = cursor.identifier();
            asserted.push(column);
            return ["ASSERT NOT NULL = ", { ident: column }];
        }
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        if (cursor.take("PARTITION", "BY")) {
            cursor.symbol("=");
            partition = cursor.list(() => cursor.identifier());
            return [
                "PARTITION BY = (",
                join(
                    partition.map(ident => ({ ident })),
                    ", ",
                ),
                ")",
            ];
        }
        cursor.expect("REFRESH");
        const option = readRefresh(scope, now);
        refreshes.push(option);
        return option.definition;
    };
    const docs = cursor.take("WITH") ? cursor.list(readOption) : [];
    checkRefreshes(refreshes);
    const common = { asserted, partition, refreshes: refreshes.flatMap(({ refresh }) => refresh ?? []) };
    const all = refreshes.length > 0 ? docs : [...docs, ON_COMMIT.definition];
    return { ...common, docs: session.superuser ? [...new Set(all)] : all };
}
