import { ServerError } from "../session/failure";
import { sql, verbatim } from "../sql/sql";
import type { Fields } from "../values/value";
import type { Work } from "./step";
import type { Seen } from "./wait";

/** Whether Materialize can use a step's connection, as a wait sees it; `refused` says what its refusal means. */
export async function validated(
    { materialize }: Work,
    args: Fields,
    refused: (error: ServerError) => Omit<Seen, "ready">,
): Promise<Seen> {
    try {
        await materialize.validate(sql`VALIDATE CONNECTION ${verbatim(String(args.connection))}`);
        return { ready: true, state: "validated" };
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        return { ready: false, ...refused(error) };
    }
}
