import { failure } from "../../errors";

/** The error of a feature whose flag is off. */
export function unavailable(feature: string, flag: string): Error {
    return failure(`${feature} is not available`, "XX000", {
        detail: `The requested feature (${flag}) is in private preview.`,
        hint: "Contact support to discuss enabling the feature in your Materialize region.",
    });
}
