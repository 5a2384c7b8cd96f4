import { claims } from "../../lifecycle/claims";
import { list } from "../../values/list";
import { port, text } from "../../values/scalars";
import { type Fields, holdsUnknown, type Value } from "../../values/value";
import type { Plan, Step } from "../step";
import { block, worked } from "../values";

/** Refuses blocks that cannot be allowed, before any rule is made. */
export const allowedBlocks: Step = {
    name: "AllowedBlocks",
    fields: {
        securityGroupId: text(),
        ports: list(port as Value, 1),
        cidrs: list(block as Value),
        /** Why Materialize could not be asked, where it could not. */
        failure: text(),
        /** The ports that another component of the program opens, and its name. */
        admittedBy: worked,
    },
    optional: ["failure"],
    identity: [],
    plan,
};

function plan(args: Fields): Plan {
    const cidrs = args.cidrs as readonly string[];
    const twice = cidrs.filter((cidr, at) => cidrs.indexOf(cidr) < at);
    const problems = [
        ...(typeof args.failure === "string"
            ? [`Materialize's egress blocks could not be looked up (${args.failure}): see to that, or give them as cidrs`]
            : cidrs.length === 0
              ? [
                    "Materialize names no egress blocks, as a self-managed one does not: give the blocks that it connects from as cidrs",
                ]
              : []),
        ...twice.map(cidr => `cidrs has ${cidr} twice`),
        ...taken(args),
    ];
    return { outputs: {}, problems };
}

/** Two components with one rule: AWS refuses the second. A group that the program makes is told apart by the components themselves. */
function taken(args: Fields): string[] {
    const holders = args.admittedBy as Readonly<Record<string, string>>;
    return (args.ports as readonly unknown[]).flatMap(number => {
        const key = `${String(args.securityGroupId)}:${String(number)}`;
        const claimed = holdsUnknown(key) ? undefined : claims.holder("ingress", key, args)?.__resource;
        const holder = holders[String(number)] ?? claimed;
        if (typeof holder !== "string") return [];
        return [
            `port ${String(number)} of this security group is opened to Materialize by ${holder} already: leave one of the two out`,
        ];
    });
}
