import type { LocalAws } from "../..";
import type { PluginAnswer } from "../../provider/protocol";
import { BALANCING } from "./balancing";
import { NETWORKS } from "./networks";
import { CLUSTERS } from "./clusters";
import { SECRETS } from "./secrets";

/** What breaks a rule, and what just does not. */
export interface Provocation {
    readonly says: RegExp;
    readonly fails: (aws: LocalAws) => Promise<PluginAnswer>;
    readonly works?: (aws: LocalAws) => Promise<PluginAnswer>;
}

/** By the rules' names. */
export const PROVOCATIONS: Readonly<Record<string, Provocation>> = { ...BALANCING, ...NETWORKS, ...CLUSTERS, ...SECRETS };
