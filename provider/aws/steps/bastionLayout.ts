import { list } from "../../values/list";
import { port, text } from "../../values/scalars";
import type { Value } from "../../values/value";
import { blockProblems } from "../blocks";
import type { Step } from "../../steps/step";
import { minutes } from "../../steps/timeout";
import { block, object } from "../../steps/values";

/** Refuses a bastion that cannot be made, before anything of it is. */
export const bastionLayout: Step = {
    name: "BastionLayout",
    fields: {
        ports: list(port as Value, 1),
        adminCidrs: list(block as Value),
        schemaRegistry: object({ port, securityGroupId: text() }, ["port"]),
        cidrs: list(block as Value),
        /** Why Materialize could not be asked for its blocks, where it could not. */
        failure: text(),
        timeoutMinutes: minutes,
    },
    optional: ["adminCidrs", "schemaRegistry", "failure"],
    identity: [],
    plan: args => ({ outputs: {}, problems: blockProblems(args) }),
};
