import type { LocalAws } from "../..";
import type { PluginAnswer } from "../../provider/protocol";
import { LOAD_BALANCING_CASES } from "./loadBalancing";
import { NETWORK_CASES } from "./networks";
import { CLUSTER_CASES } from "./clusters";
import { SECRET_CASES } from "./secrets";

/** A call that violates a rule, and a similar call that the rule allows. */
export interface RuleCase {
    readonly message: RegExp;
    readonly violate: (aws: LocalAws) => Promise<PluginAnswer>;
    readonly comply?: (aws: LocalAws) => Promise<PluginAnswer>;
}

/** The test cases by the name of their rule. */
export const RULE_CASES: Readonly<Record<string, RuleCase>> = {
    ...LOAD_BALANCING_CASES,
    ...NETWORK_CASES,
    ...CLUSTER_CASES,
    ...SECRET_CASES,
};
