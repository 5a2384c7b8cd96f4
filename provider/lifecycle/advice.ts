import { ServerError } from "../session/errors";
import type { Kind } from "../statement/kind";

/** Runs a statement of a kind. If the server refuses it, the error also says what the kind advises. */
export async function withAdvice<T>({ advice = [] }: Kind, statement: () => Promise<T>): Promise<T> {
    try {
        return await statement();
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        const found = advice.find(({ serverMessage }) => error.message.includes(serverMessage));
        throw found === undefined ? error : error.with(found.advice);
    }
}
