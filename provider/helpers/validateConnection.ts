import { ServerError } from "../session/errors";
import { sql, verbatim } from "../sql/sql";
import type { Fields } from "../values/value";
import type { HelperContext } from "./helperKind";
import type { Probe } from "../session/waitUntil";

/** Validates the connection of a helper resource for a wait. `refused` returns the state and the reason for the server's error. */
export async function validateConnection(
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
