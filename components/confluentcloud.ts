import type * as Confluent from "@pulumi/confluentcloud";

/** `@pulumi/confluentcloud`, loaded when a component first uses it: a program that provisions nothing at Confluent does not need it. */
export const confluentcloud = (): typeof Confluent => require("@pulumi/confluentcloud") as typeof Confluent;

/** Whether the program has it. */
export function hasConfluentcloud(): boolean {
    try {
        require.resolve("@pulumi/confluentcloud");
        return true;
    } catch {
        return false;
    }
}
