import type { JsonObject } from "./values";

/** A request of the plugin to the process that holds the world. */
export interface PluginRequest {
    readonly method: "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";
    /** The region of the provider. */
    readonly region: string;
    readonly token: string;
    readonly urn?: string;
    readonly id?: string;
    readonly preview?: boolean;
    /** The paths of the properties whose changes the program ignores. */
    readonly ignoreChanges?: readonly string[];
    /** The seed of generated names, which a plan keeps for its update. */
    readonly seed?: string;
    /** The inputs of the program, or the arguments of a lookup. */
    readonly news?: JsonObject;
    /** The outputs in the state. */
    readonly olds?: JsonObject;
    readonly oldInputs?: JsonObject;
}

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

export type DiffKind = "ADD" | "DELETE" | "UPDATE" | "ADD_REPLACE" | "DELETE_REPLACE" | "UPDATE_REPLACE";

/** The answer to a request; each method sets the properties that it needs. */
export interface PluginAnswer {
    readonly inputs?: JsonObject;
    readonly failures?: readonly CheckFailure[];
    readonly differences?: Readonly<Record<string, DiffKind>>;
    readonly deleteBeforeReplace?: boolean;
    readonly id?: string;
    readonly outputs?: JsonObject;
    /** The error message that the engine prints. */
    readonly error?: string;
}
