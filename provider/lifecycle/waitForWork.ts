import { messageOf } from "../../common/messageOf";
import { redact } from "../session/redact";
import { clock, type Clock } from "../session/retry";
import { type Probe, waitUntil } from "../session/waitUntil";
import type { Fields } from "../values/value";
import { UnfinishedError, WAIT } from "./pendingOperations";
import { secretValues } from "./secretValues";
import { printerFor, strings } from "./state";

/** An object, and its state once the statements before the work have run. */
export interface Working {
    readonly id: string;
    readonly state: Fields;
}

/**
 * Waits for work that Materialize goes on with after it has answered a statement. If the work is not done in time, or its progress cannot be
 * queried, the object is kept as unfinished: the state holds what was applied, and the next `up` goes on waiting.
 */
export async function waitForWork(
    { id, state }: Working,
    check: () => Promise<Probe>,
    { what, minutes }: { readonly what: string; readonly minutes: number },
    time: Clock = clock,
): Promise<void> {
    const shown = (text: string): string => redact(text, secretValues(state));
    const print = (line: string): void => {
        printerFor(state)(shown(line));
    };
    try {
        await waitUntil(check, { what, minutes, print, next: "The next `pulumi up` goes on waiting" }, time);
    } catch (error) {
        // The check has found that the work has failed, and what the state is now.
        if (error instanceof UnfinishedError) throw error;
        const pending = [...new Set([...strings(state.pending), WAIT])];
        throw new UnfinishedError(id, { ...state, pending }, shown(messageOf(error)));
    }
}
