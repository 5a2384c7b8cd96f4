import { ConnectionLostError, UnansweredError } from "../session/errors";

/** A statement that changes nothing if it is run a second time. */
export interface Repeatable {
    readonly run: () => Promise<void>;
    /** Returns true if the catalog shows that it was run. Default: the catalog is not asked. */
    readonly isDone?: () => Promise<boolean>;
}

/** Runs a statement. If its answer is lost, it is sent again. If the server did not answer in time, the catalog is asked whether it was run. */
export async function sendRepeatable({ run, isDone }: Repeatable): Promise<void> {
    try {
        await run();
    } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
        if (!(error instanceof UnansweredError)) return run();
        if ((await isDone?.()) !== true) throw error;
    }
}
