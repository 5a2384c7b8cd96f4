import { ServerError } from "../session/errors";
import { sql, verbatim } from "../sql/sql";
import type { Fields } from "../values/value";
import type { HelperContext } from "./helperKind";
import type { Probe } from "../session/waitUntil";

/** Whether Materialize can use a step's connection, as a wait sees it; `refused` says what its refusal means. */
export async function validated(
    { materialize }: HelperContext,
    args: Fields,
    refused: (error: ServerError) => Omit<Probe, "ready">,
): Promise<Probe> {
    try {
        await materialize.run(sql`VALIDATE CONNECTION ${verbatim(String(args.connection))}`);
        return { ready: true, state: "validated" };
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        return { ready: false, ...refused(error) };
    }
}
