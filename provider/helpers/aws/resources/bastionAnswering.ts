import type { ServerError } from "../../../session/errors";
import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validated } from "../../connectionValidated";
import { computed } from "../../values";
import { type Probe, waitUntil } from "../../../session/waitUntil";

/** Waits until a bastion lets Materialize in: it is validated again whenever the bastion, its address or its keys change. */
export const bastionAnswering: HelperKind = {
    name: "BastionAnswering",
    arguments: {
        connection: text(),
        connectionId: text(),
        bastion: computed,
        timeoutMinutes: timeoutMinutes,
    },
    identity: ["connectionId"],
    apply: async (work, args) => {
        await waitUntil(() => validated(work, args, refused), { what: "the bastion", minutes: minutesOf(args), say: work.print });
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

function refused({ serverMessage: state }: ServerError): Omit<Probe, "ready"> {
    const reason = REASONS.find(([pattern]) => pattern.test(state))?.[1];
    return { state, ...(reason === undefined ? {} : { reason }) };
}
