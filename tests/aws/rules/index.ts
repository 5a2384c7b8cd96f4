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

/** Every rule that this AWS holds its clients to, in the order of its numbers. */
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

/** What is refused of an attempt: the first rule's sentence. */
export function firstProblem(kind: EntityKind, call: LifecycleCall, attempt: Attempt): string | undefined {
    for (const rule of RULES) {
        const problem = rule.kind === kind && rule.calls.includes(call) ? rule.problem(attempt) : undefined;
        if (problem !== undefined) return problem;
    }
    return undefined;
}

/** Refuses what a rule is against. */
export function enforceRules(kind: EntityKind, call: LifecycleCall, attempt: Attempt): void {
    const problem = firstProblem(kind, call, attempt);
    if (problem === undefined) return;
    const [, code = "", detail = ""] = /^(\w+): (.*)$/su.exec(problem) ?? [];
    throw code === "" ? new AwsError(problem, "") : new AwsError(code, detail);
}
