import type { Environment } from "../run/environment";
import type { NameClaims } from "../run/records";
import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { AnyKind } from "../statement/kind";
import type { Fields, ValueType } from "../values/value";
import type { Clients } from "./aws/clients";
import type { Identity } from "./aws/identity";

/** The declaration of one class of helper resources. Their outputs are in the state only. */
export interface HelperKind {
    /** The resource class: `EndpointAvailable`. */
    readonly name: string;
    /** The arguments, each with its value type. Those that are not in `optional` are required. */
    readonly arguments: Readonly<Record<string, ValueType>>;
    readonly optional?: readonly string[];
    /** The arguments that identify the helper resource: a change of one replaces it. A change of any other argument applies it again. */
    readonly identity: readonly string[];
    /**
     * Returns true if the helper resource calls AWS. Its check then refuses an AWS provider whose identity it could not have. Default: if it gets an
     * explicit provider, it checks it for the helper resources after it.
     */
    readonly callsAws?: (args: Fields) => boolean;
    /** Returns the outputs that follow from the arguments, and problems with combinations of them, without a query. */
    readonly plan?: (args: Fields, olds: Fields, context: PlanContext) => HelperPlan;
    /** Returns lines about a change that a preview shows, without a query. Each is printed once in a run. */
    readonly warnings?: (args: Fields, olds: Fields) => readonly string[];
    /** Returns the outputs and problems that follow from AWS's information, in every preview and before every change. */
    readonly checkRemote?: (context: HelperContext, args: Fields, olds: Fields) => Promise<HelperPlan>;
    /** Applies the arguments, and returns the outputs. After a change, `olds` are the arguments that were applied before. */
    readonly apply?: (context: HelperContext, args: Fields, olds?: Fields) => Promise<Fields>;
    /** Returns the current outputs, and arguments that were changed outside of Pulumi; undefined if the subject does not exist. Default: no change. */
    readonly read?: (context: HelperContext, args: Fields) => Promise<Fields | undefined>;
    /** Runs before the resources that it depends on are deleted. */
    readonly delete?: (context: HelperContext, args: Fields) => Promise<void>;
}

/** Returns true for a kind of helper resources. */
export const isHelper = (kind: AnyKind | HelperKind): kind is HelperKind => "arguments" in kind;

/** The result of a check: outputs that previews know, and error messages. */
export interface HelperPlan {
    readonly outputs: Fields;
    readonly problems: readonly string[];
}

/** The part of a run that a plan needs. */
export interface PlanContext {
    /** The settings of the resource's profile. */
    readonly settings: Settings;
    /** The names that other resources of the run claimed. */
    readonly names: NameClaims;
}

/** The run, the clients and the output of a helper resource. */
export interface HelperContext {
    /** The run that the operation belongs to. */
    readonly run: Run;
    /** The environment of its profile. */
    readonly materialize: Environment;
    /** Returns the AWS clients for a region. */
    readonly aws: (region: string) => Clients;
    /** The identity that calls AWS. */
    readonly identity: Identity;
    /** Returns the IPv4 address to which a host name resolves where Pulumi runs. */
    readonly resolve: (host: string) => Promise<string>;
    /** Prints a line in the engine's display. */
    readonly print: (line: string) => void;
}
