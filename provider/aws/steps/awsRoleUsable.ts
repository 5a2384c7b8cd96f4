import { ServerError } from "../../session/failure";
import { sql, verbatim } from "../../sql/sql";
import { text } from "../../values/scalars";
import type { Fields } from "../../values/value";
import type { Step, Work } from "../../steps/step";
import { minutes, minutesOf } from "../../steps/timeout";
import { worked } from "../../steps/values";
import { type Seen, until } from "../../steps/wait";

/** Waits until Materialize can take on a role: IAM lets a new one in only some seconds after it has made it. */
export const awsRoleUsable: Step = {
    name: "AwsRoleUsable",
    fields: { connection: text(), connectionId: text(), role: worked, timeoutMinutes: minutes },
    identity: ["connectionId"],
    run: async (work, args) => {
        await until(() => look(work, args), { what: "the role", minutes: minutesOf(args), say: work.say });
        return {};
    },
};

const REASON =
    "The role's trust policy must name Materialize's principal and its external id, and IAM lets a new role in only after some seconds";

async function look({ materialize }: Work, args: Fields): Promise<Seen> {
    try {
        await materialize.validate(sql`VALIDATE CONNECTION ${verbatim(String(args.connection))}`);
        return { ready: true, state: "validated" };
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        return { ready: false, state: error.text, reason: REASON };
    }
}
