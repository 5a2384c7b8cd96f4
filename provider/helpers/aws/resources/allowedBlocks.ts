import type { NameClaims } from "../../../run/records";
import { list } from "../../../values/list";
import { port, text } from "../../../values/scalars";
import { type Fields, containsUnknown, isFields, type ValueType } from "../../../values/value";
import { blockProblems } from "../blocks";
import type { HelperKind, HelperPlan, PlanContext } from "../../helperKind";
import { cidr } from "../../values";

/** Refuses blocks that security group rules cannot allow. */
export const allowedBlocks: HelperKind = {
    name: "AllowedBlocks",
    arguments: {
        securityGroupId: text(),
        ports: list(port as ValueType, 1),
        cidrs: list(cidr as ValueType),
        /** The error of the lookup of the egress blocks, if it failed. */
        failure: text(),
    },
    optional: ["failure"],
    identity: [],
    plan,
};

function plan(args: Fields, _: Fields, { names }: PlanContext): HelperPlan {
    return { outputs: {}, problems: [...blockProblems(args), ...portConflicts(args, names)] };
}

/** Reports ports that another component opens: AWS refuses a second rule of the same kind. Components compare groups whose ids a preview does not know. */
function portConflicts(args: Fields, names: NameClaims): string[] {
    return (args.ports as readonly unknown[]).flatMap(number => {
        const key = `${String(args.securityGroupId)}:${String(number)}`;
        const claimed = containsUnknown(key) ? undefined : names.otherHolder("ingress", key, args);
        const holder = claimed === undefined ? undefined : nameOf(claimed);
        if (typeof holder !== "string") return [];
        return [
            `port ${String(number)} of this security group is opened to Materialize by ${holder} already: leave one of the two out, and where they are for two Materialize environments, give ${holder} the blocks of both as cidrs`,
        ];
    });
}

const nameOf = ({ __component: component, __resource: own }: Fields): unknown => (isFields(component) ? component.name : own);
