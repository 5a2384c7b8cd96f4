/** Groups of tests that are counted on their own, since they do not depend on the server. */
export type SkipGroup = "PrivateLink, IAM or MSK" | "the local Materialize";

/** The reason for which a test, or all tests of a suite, are skipped. Reporters read it. */
export interface SkipReason {
    readonly skipReason?: string;
    readonly skipGroup?: SkipGroup | undefined;
}

/** Skips a test, or all tests of the suite whose `before` hook calls it, with a reason. */
export function skip(context: Mocha.Context, reason: string, group?: SkipGroup): never {
    const isBeforeAll = context.test?.title.startsWith('"before all"') === true;
    const skipped = isBeforeAll ? context.test?.parent : (context.currentTest ?? context.test);
    Object.assign(skipped ?? {}, { skipReason: reason, skipGroup: group } satisfies SkipReason);
    return context.skip();
}
