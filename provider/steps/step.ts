import type { Region } from "../session/regions";
import type { Settings } from "../session/settings";
import type { Fields, Value } from "../values/value";
import type { Clients } from "../aws/clients";
import type { Identity } from "../aws/credentials";

/** Something that is done or waited for between resources and is no object of Materialize: what it did stands in the state. */
export interface Step {
    /** The resource class: `EndpointAvailable`. */
    readonly name: string;
    /** The arguments, each with its type; what is not optional must be there. */
    readonly fields: Readonly<Record<string, Value>>;
    readonly optional?: readonly string[];
    /** Arguments without which it is another step; where any other changes, it is done again in place. */
    readonly identity: readonly string[];
    /** What follows from the arguments, and what is wrong with them together; asks nobody. */
    readonly plan?: (args: Fields, olds: Fields, settings: Settings) => Plan;
    /** The same, of what only AWS knows: it is asked in every preview and before every change. */
    readonly ask?: (work: Work, args: Fields, olds: Fields) => Promise<Plan>;
    /** Does it, or does it again, where `olds` is what it was done with before; its outputs. */
    readonly run?: (work: Work, args: Fields, olds?: Fields) => Promise<Fields>;
    /** Its outputs, and arguments that somebody has changed, as they are now; undefined where what it is about is gone. Default: as they were. */
    readonly look?: (work: Work, args: Fields) => Promise<Fields | undefined>;
    /** What is to be done before what it depends on may go. */
    readonly undo?: (work: Work, args: Fields) => Promise<void>;
}

/** What `check` works out: outputs that previews know, and sentences that refuse the program. */
export interface Plan {
    readonly outputs: Fields;
    readonly problems: readonly string[];
}

/** What a step works with. */
export interface Work {
    /** The Materialize of its profile. */
    readonly materialize: Region;
    /** AWS's clients in a region. */
    readonly aws: (region: string) => Clients;
    /** Who calls AWS. */
    readonly identity: Identity;
    /** Shows a line in the engine's display. */
    readonly say: (line: string) => void;
}
