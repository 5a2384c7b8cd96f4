import { ServerError } from "../../session/failure";
import { sql, verbatim } from "../../sql/sql";
import { text } from "../../values/scalars";
import type { Fields } from "../../values/value";
import type { Step, Work } from "../../steps/step";
import { minutes, minutesOf } from "../../steps/timeout";
import { worked } from "../../steps/values";
import { type Seen, until } from "../../steps/wait";

/** Waits until a bastion lets Materialize in: it is validated again whenever the bastion, its address or its keys change. */
export const bastionAnswering: Step = {
    name: "BastionAnswering",
    fields: {
        connection: text(),
        connectionId: text(),
        bastion: worked,
        timeoutMinutes: minutes,
    },
    identity: ["connectionId"],
    run: async (work, args) => {
        await until(() => look(work, args), { what: "the bastion", minutes: minutesOf(args), say: work.say });
        return {};
    },
};

/** Why the bastion does not let Materialize in, by what VALIDATE says. */
const REASONS: readonly (readonly [RegExp, string])[] = [
    [
        /Permission denied/u,
        "The bastion does not know Materialize's keys: they are in its user data, which runs when it first starts; its system log says how far that came",
    ],
    [/refused/u, "Nothing listens for SSH there: the instance's system log says whether its user data ran"],
    [
        /timed out|No route|unreachable/iu,
        "No packet arrives there: the subnet needs a route to an internet gateway, and its network ACL must admit Materialize's egress blocks",
    ],
];

async function look({ materialize }: Work, args: Fields): Promise<Seen> {
    try {
        await materialize.validate(sql`VALIDATE CONNECTION ${verbatim(String(args.connection))}`);
        return { ready: true, state: "validated" };
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        const reason = REASONS.find(([pattern]) => pattern.test(error.text))?.[1];
        return { ready: false, state: error.text, ...(reason === undefined ? {} : { reason }) };
    }
}
