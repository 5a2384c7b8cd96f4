import type * as pulumi from "@pulumi/pulumi";

/**
 * Stands for what a refused target would have made: whatever a program reads of it is an output that never comes, so that the program gets as far as the
 * sentence that refuses it.
 */
export const nowhere = (refused: pulumi.CustomResource): unknown =>
    new Proxy<object>(
        {},
        {
            get: (_, key) =>
                typeof key === "symbol" || key === "then" || key.startsWith("__") ? undefined : refused.id.apply(() => ({})),
            has: (_, key) => key === "qualifiedName",
        },
    );
