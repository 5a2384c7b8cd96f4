import { AwsError } from "../errors";
import type { Kind } from "../world/things";
import { ENDPOINTS } from "./endpoints";
import { GROUPS } from "./groups";
import { IDENTITY } from "./identity";
import { INSTANCES } from "./instances";
import { LISTENERS } from "./listeners";
import { LOAD_BALANCERS } from "./loadBalancers";
import { MSK } from "./msk";
import { PUBLIC_ACCESS } from "./publicAccess";
import type { Attempt, Call, Rule } from "./rule";
import { SECRETS } from "./secrets";
import { TARGET_GROUPS } from "./targetGroups";

/** Every rule that this AWS holds its clients to, in the order of its numbers. */
export const RULES: readonly Rule[] = [
    ...LOAD_BALANCERS,
    ...TARGET_GROUPS,
    ...LISTENERS,
    ...ENDPOINTS,
    ...GROUPS,
    ...INSTANCES,
    ...SECRETS,
    ...PUBLIC_ACCESS,
    ...MSK,
    ...IDENTITY,
].sort((left, right) => left.number - right.number);

/** What is refused of an attempt: the first rule's sentence. */
export function problemOf(kind: Kind, call: Call, attempt: Attempt): string | undefined {
    for (const rule of RULES) {
        const says = rule.kind === kind && rule.on.includes(call) ? rule.problem(attempt) : undefined;
        if (says !== undefined) return says;
    }
    return undefined;
}

/** Refuses what a rule is against. */
export function refuse(kind: Kind, call: Call, attempt: Attempt): void {
    const says = problemOf(kind, call, attempt);
    if (says === undefined) return;
    const [, code = "", sentence = ""] = /^(\w+): (.*)$/su.exec(says) ?? [];
    throw code === "" ? new AwsError(says, "") : new AwsError(code, sentence);
}
