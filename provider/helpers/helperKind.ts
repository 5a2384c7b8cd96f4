import type { Environment } from "../run/environment";
import type { NameClaims } from "../run/records";
import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { Fields, ValueType } from "../values/value";
import type { Clients } from "./aws/clients";
import type { Identity } from "./aws/credentials";

/** Something that is done or waited for between resources and is no object of Materialize: what it did stands in the state. */
export interface HelperKind {
    /** The resource class: `EndpointAvailable`. */
    readonly name: string;
    /** The arguments, each with its type; what is not optional must be there. */
    readonly arguments: Readonly<Record<string, ValueType>>;
    readonly optional?: readonly string[];
    /** Arguments without which it is another step; where any other changes, it is done again in place. */
    readonly identity: readonly string[];
    /** What follows from the arguments, and what is wrong with them together; asks nobody. */
    readonly plan?: (args: Fields, olds: Fields, context: PlanContext) => HelperPlan;
    /** The same, of what only AWS knows: it is asked in every preview and before every change. */
    readonly checkRemote?: (work: HelperContext, args: Fields, olds: Fields) => Promise<HelperPlan>;
    /** Does it, or does it again, where `olds` is what it was done with before; its outputs. */
    readonly apply?: (work: HelperContext, args: Fields, olds?: Fields) => Promise<Fields>;
    /** Its outputs, and arguments that somebody has changed, as they are now; undefined where what it is about is gone. Default: as they were. */
    readonly read?: (work: HelperContext, args: Fields) => Promise<Fields | undefined>;
    /** What is to be done before what it depends on may go. */
    readonly delete?: (work: HelperContext, args: Fields) => Promise<void>;
}

/** What `check` works out: outputs that previews know, and sentences that refuse the program. */
export interface HelperPlan {
    readonly outputs: Fields;
    readonly problems: readonly string[];
}

/** The part of a run that a plan needs. */
export interface PlanContext {
    /** The settings of the resource's profile. */
    readonly settings: Settings;
    /** What other resources of the run claimed. */
    readonly names: NameClaims;
}

/** What a helper resource works with. */
export interface HelperContext {
    readonly run: Run;
    /** The Materialize of its profile. */
    readonly materialize: Environment;
    /** AWS's clients in a region. */
    readonly aws: (region: string) => Clients;
    /** Who calls AWS. */
    readonly identity: Identity;
    /** Shows a line in the engine's display. */
    readonly print: (line: string) => void;
}
