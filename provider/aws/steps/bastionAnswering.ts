import type { ServerError } from "../../session/failure";
import { text } from "../../values/scalars";
import type { Step } from "../../steps/step";
import { minutes, minutesOf } from "../../steps/timeout";
import { validated } from "../../steps/validated";
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
        await until(() => validated(work, args, refused), { what: "the bastion", minutes: minutesOf(args), say: work.say });
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

function refused({ text: state }: ServerError): Omit<Seen, "ready"> {
    const reason = REASONS.find(([pattern]) => pattern.test(state))?.[1];
    return { state, ...(reason === undefined ? {} : { reason }) };
}
