import type { Plan, Scope } from "../../session/plan";
import type { SourceHead } from "./head";

/** One type of sources that CREATE SOURCE creates. */
export interface SourceType {
    /** The words after FROM. */
    readonly words: readonly string[];
    /** Plans the rest of the statement. */
    create(scope: Scope, head: SourceHead): Plan | Promise<Plan>;
}
