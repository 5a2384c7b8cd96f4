import { granted } from "../../lifecycle/claims";
import { text } from "../../values/scalars";
import type { Step } from "../../steps/step";
import { minutes, minutesOf } from "../../steps/timeout";
import { validated } from "../../steps/validated";
import { worked } from "../../steps/values";
import { until } from "../../steps/wait";

/** Waits until Materialize can take on a role: IAM lets a new one in only some seconds after it has made it. */
export const awsRoleUsable: Step = {
    name: "AwsRoleUsable",
    fields: { connection: text(), connectionId: text(), role: worked, timeoutMinutes: minutes },
    identity: ["connectionId"],
    run: async (work, args) => {
        await until(() => validated(work, args, ({ text: state }) => ({ state, reason: REASON })), {
            what: "the role",
            minutes: minutesOf(args),
            say: work.say,
        });
        granted.note(args);
        return {};
    },
};

const REASON =
    "The role's trust policy must name Materialize's principal and its external id, and IAM lets a new role in only after some seconds";
