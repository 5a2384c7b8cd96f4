import { AwsError } from "../errors";
import type { Kind } from "../world/things";
import { BALANCING } from "./balancing";
import type { Attempt, Call, Rule } from "./rule";

/** Every rule that this AWS holds its clients to. */
export const RULES: readonly Rule[] = [...BALANCING];

/** Refuses what a rule is against. */
export function refuse(kind: Kind, call: Call, attempt: Attempt): void {
    for (const rule of RULES) {
        const says = rule.kind === kind && rule.on.includes(call) ? rule.problem(attempt) : undefined;
        if (says !== undefined) throw new AwsError(says, "");
    }
}
