import { materializePolicy } from "./resource";

/** A connection that was never validated fails when it is first used. */
export const validated = materializePolicy(
    {
        name: "connections-validated",
        description: "Connections of production stacks are validated when they are created or changed.",
        configSchema: {
            properties: {
                stacks: { type: "array", items: { type: "string" }, default: ["prod"] },
            },
        },
    },
    (_kind, { validate }, args) => {
        const { stacks = ["prod"] } = args.getConfig<{ stacks?: readonly string[] }>();
        return validate === false && stacks.includes(stackOf(args.urn))
            ? `validate is false in the stack "${stackOf(args.urn)}": omit it`
            : undefined;
    },
);

/** Returns the stack of the URN `urn:pulumi:<stack>::<project>::…`. */
const stackOf = (urn: string): string => /^urn:pulumi:(?<stack>.*?)::/u.exec(urn)?.groups?.stack ?? "";
