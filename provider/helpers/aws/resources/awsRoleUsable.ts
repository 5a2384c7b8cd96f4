import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validated } from "../../connectionValidated";
import { computed } from "../../values";
import { waitUntil } from "../../../session/waitUntil";

/** Waits until Materialize can take on a role: IAM lets a new one in only some seconds after it has made it. */
export const awsRoleUsable: HelperKind = {
    name: "AwsRoleUsable",
    arguments: { connection: text(), connectionId: text(), role: computed, timeoutMinutes: timeoutMinutes },
    identity: ["connectionId"],
    apply: async (work, args) => {
        await waitUntil(() => validated(work, args, ({ serverMessage: state }) => ({ state, reason: REASON })), {
            what: "the role",
            minutes: minutesOf(args),
            say: work.print,
        });
        work.run.newRolePolicies.record(args);
        return {};
    },
};

const REASON =
    "The role's trust policy must name Materialize's principal and its external id, and IAM lets a new role in only after some seconds";
