import { AwsError } from "../errors";
import type { EntityKind } from "../world/entities";
import { ENDPOINTS } from "./endpoints";
import { SECURITY_GROUPS } from "./securityGroups";
import { IDENTITY } from "./identity";
import { INSTANCES } from "./instances";
import { LISTENERS } from "./listeners";
import { LOAD_BALANCERS } from "./loadBalancers";
import { MSK } from "./msk";
import { PUBLIC_ACCESS } from "./publicAccess";
import type { Attempt, LifecycleCall, Rule } from "./rule";
import { SECRETS } from "./secrets";
import { TARGET_GROUPS } from "./targetGroups";

/** All rules of the local AWS, ordered by number. */
export const RULES: readonly Rule[] = [
    ...LOAD_BALANCERS,
    ...TARGET_GROUPS,
    ...LISTENERS,
    ...ENDPOINTS,
    ...SECURITY_GROUPS,
    ...INSTANCES,
    ...SECRETS,
    ...PUBLIC_ACCESS,
    ...MSK,
    ...IDENTITY,
].sort((left, right) => left.number - right.number);

/** Returns the error message of the first rule that an attempt violates. */
export function firstProblem(kind: EntityKind, call: LifecycleCall, attempt: Attempt): string | undefined {
    for (const rule of RULES) {
        const problem = rule.kind === kind && rule.calls.includes(call) ? rule.problem(attempt) : undefined;
        if (problem !== undefined) return problem;
    }
    return undefined;
}

/** Throws an error if an attempt violates a rule. */
export function enforceRules(kind: EntityKind, call: LifecycleCall, attempt: Attempt): void {
    const problem = firstProblem(kind, call, attempt);
    if (problem === undefined) return;
    const [, code = "", detail = ""] = /^(\w+): (.*)$/su.exec(problem) ?? [];
    throw code === "" ? new AwsError(problem, "") : new AwsError(code, detail);
}
