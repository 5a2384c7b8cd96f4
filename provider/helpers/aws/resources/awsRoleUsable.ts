import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validateConnection } from "../../validateConnection";
import { computed } from "../../values";
import { waitUntil } from "../../../session/waitUntil";

/** Waits until Materialize can assume a role: a new role can be assumed some seconds after its creation. */
export const awsRoleUsable: HelperKind = {
    name: "AwsRoleUsable",
    arguments: { connection: text(), connectionId: text(), role: computed, timeoutMinutes: timeoutMinutes },
    identity: ["connectionId"],
    apply: async (context, args) => {
        await waitUntil(() => validateConnection(context, args, ({ serverMessage: state }) => ({ state, reason: REASON })), {
            what: "the role",
            minutes: minutesOf(args),
            print: context.print,
        });
        context.run.newRolePolicies.record(args);
        return {};
    },
};

const REASON =
    "The role's trust policy must name Materialize's principal and its external id, and a new role can be assumed only after some seconds";
