import type { Scope } from "../../session/plan";
import { bracket, commas, type Doc } from "../../sql/doc";
import { readRetention } from "../support/retention";
import { checkInterval } from "./interval";

/** Reads WITH (TIMESTAMP INTERVAL = '1s', RETAIN HISTORY = FOR '1h'). */
export function readWithOptions(scope: Scope): Doc[] {
    const { cursor } = scope;
    if (!cursor.take("WITH")) return [];
    const options = cursor.list((): Doc => {
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        cursor.expect("TIMESTAMP", "INTERVAL");
        cursor.symbol("=");
        return checkInterval(cursor.string());
    });
    return [bracket("WITH (", commas(options), ")")];
}
