import type { JsonObject } from "./values";

/** What the plugin asks the process that holds the world. */
export interface PluginRequest {
    readonly method: "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";
    /** The region of the provider. */
    readonly region: string;
    readonly token: string;
    readonly urn?: string;
    readonly id?: string;
    readonly preview?: boolean;
    /** Inputs as the program has them now, or the arguments of a look-up. */
    readonly news?: JsonObject;
    /** Outputs as the state has them. */
    readonly olds?: JsonObject;
    readonly oldInputs?: JsonObject;
}

export interface CheckFailure {
    readonly property: string;
    readonly reason: string;
}

export type DiffKind = "ADD" | "DELETE" | "UPDATE" | "ADD_REPLACE" | "DELETE_REPLACE" | "UPDATE_REPLACE";

/** What it answers: as much of this as the method has. */
export interface PluginAnswer {
    readonly inputs?: JsonObject;
    readonly failures?: readonly CheckFailure[];
    readonly differences?: Readonly<Record<string, DiffKind>>;
    readonly deleteBeforeReplace?: boolean;
    readonly id?: string;
    readonly outputs?: JsonObject;
    /** A refusal, as the engine prints it. */
    readonly error?: string;
}
