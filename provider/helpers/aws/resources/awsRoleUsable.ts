import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validateConnection } from "../../validateConnection";
import { containsUnknown, type Fields, isFields } from "../../../values/value";
import { narrowedPermissions } from "../narrowedPolicy";
import { computed } from "../../values";
import { waitUntil } from "../../../session/waitUntil";

/** Waits until Materialize can assume a role: a new role can be assumed some seconds after its creation. */
export const awsRoleUsable: HelperKind = {
    name: "AwsRoleUsable",
    arguments: { connection: text(), connectionId: text(), role: computed, timeoutMinutes: timeoutMinutes },
    identity: ["connectionId"],
    warnings,
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

/** Warns if the policy of the role allows less of Kafka than before: a source outside of the component may need it. */
function warnings(args: Fields, olds: Fields): string[] {
    if (containsUnknown(args.role) || !isFields(args.role) || !isFields(olds.role)) return [];
    const lost = narrowedPermissions(olds.role.policy, args.role.policy);
    return lost.length === 0
        ? []
        : [
              `warning: the policy of the role no longer allows ${lost.join("; ")}. If a source outside of this component reads these topics, list them in auth.iam.readableTopics`,
          ];
}
