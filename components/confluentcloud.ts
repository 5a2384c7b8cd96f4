import type * as Confluent from "@pulumi/confluentcloud";

/** Loads `@pulumi/confluentcloud`, which only programs with `auth.provision` need. */
export const confluentcloud = (): typeof Confluent => require("@pulumi/confluentcloud") as typeof Confluent;

/** True if `@pulumi/confluentcloud` is installed. */
export function hasConfluentcloud(): boolean {
    try {
        require.resolve("@pulumi/confluentcloud");
        return true;
    } catch {
        return false;
    }
}
