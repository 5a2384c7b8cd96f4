import type { ServerError } from "../../../session/errors";
import { text } from "../../../values/scalars";
import { type Fields, isFields } from "../../../values/value";
import { warnOfReplacement } from "../replacement";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validateConnection } from "../../validateConnection";
import { computed } from "../../values";
import { type Probe, waitUntil } from "../../../session/waitUntil";

/** Waits until Materialize can log in to a bastion. A change of the bastion, its address or its keys applies it again. */
export const bastionAnswering: HelperKind = {
    name: "BastionAnswering",
    arguments: {
        connection: text(),
        connectionId: text(),
        bastion: computed,
        timeoutMinutes: timeoutMinutes,
    },
    identity: ["connectionId"],
    checkRemote: ({ print }, args, olds) => {
        warnOfReplacement({ before: associationOf(olds), now: associationOf(args), loss }, print);
        return Promise.resolve({ outputs: {}, problems: [] });
    },
    apply: async (context, args) => {
        await waitUntil(() => validateConnection(context, args, refused), {
            what: "the bastion",
            minutes: minutesOf(args),
            print: context.print,
        });
        return {};
    },
};

const associationOf = ({ bastion }: Fields): unknown => (isFields(bastion) ? bastion.association : undefined);

const loss = (): string =>
    "the bastion is replaced: all connections through it are interrupted until the new one answers, and files, logs and users on the old one are lost. It keeps its address unless the preview replaces that too";

/** The likely reasons why Materialize cannot log in, by the server's error message. */
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
