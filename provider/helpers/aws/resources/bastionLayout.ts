import { list } from "../../../values/list";
import { port, text } from "../../../values/scalars";
import type { ValueType } from "../../../values/value";
import { blockProblems } from "../blocks";
import type { HelperKind } from "../../helperKind";
import { timeoutMinutes } from "../../timeout";
import { cidr, object } from "../../values";

/** Refuses the arguments of a bastion that cannot be created. */
export const bastionLayout: HelperKind = {
    name: "BastionLayout",
    arguments: {
        ports: list(port as ValueType, 1),
        adminCidrs: list(cidr as ValueType),
        schemaRegistry: object({ port, securityGroupId: text() }, ["port"]),
        cidrs: list(cidr as ValueType),
        /** The error of the lookup of the egress blocks, if it failed. */
        failure: text(),
        timeoutMinutes,
    },
    optional: ["adminCidrs", "schemaRegistry", "failure"],
    identity: [],
    plan: args => ({ outputs: {}, problems: blockProblems(args) }),
};
