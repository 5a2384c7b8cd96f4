import { claims } from "../../lifecycle/claims";
import { list } from "../../values/list";
import { port, text } from "../../values/scalars";
import { type Fields, holdsUnknown, isFields, type Value } from "../../values/value";
import { blockProblems } from "../blocks";
import type { Plan, Step } from "../../steps/step";
import { block } from "../../steps/values";

/** Refuses blocks that cannot be allowed, before any rule is made. */
export const allowedBlocks: Step = {
    name: "AllowedBlocks",
    fields: {
        securityGroupId: text(),
        ports: list(port as Value, 1),
        cidrs: list(block as Value),
        /** Why Materialize could not be asked, where it could not. */
        failure: text(),
    },
    optional: ["failure"],
    identity: [],
    plan,
};

function plan(args: Fields): Plan {
    return { outputs: {}, problems: [...blockProblems(args), ...taken(args)] };
}

/** Two components with one rule: AWS refuses the second. The components compare groups whose ids a preview does not know. */
function taken(args: Fields): string[] {
    return (args.ports as readonly unknown[]).flatMap(number => {
        const key = `${String(args.securityGroupId)}:${String(number)}`;
        const claimed = holdsUnknown(key) ? undefined : claims.holder("ingress", key, args);
        const holder = claimed === undefined ? undefined : nameOf(claimed);
        if (typeof holder !== "string") return [];
        return [
            `port ${String(number)} of this security group is opened to Materialize by ${holder} already: leave one of the two out, and where they are for two Materialize environments, give ${holder} the blocks of both as cidrs`,
        ];
    });
}

const nameOf = ({ __component: component, __resource: own }: Fields): unknown => (isFields(component) ? component.name : own);
