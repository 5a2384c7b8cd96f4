import type { Privilege } from "../../common/privileges";

/** The operations that need rights. A replacement is a drop and a create. */
export const OPERATIONS = ["create", "update", "drop"] as const;

export type Operation = (typeof OPERATIONS)[number];

/** A right that Materialize requires for operations on an object or grant. */
export interface Right {
    readonly operations: readonly Operation[];
    readonly needs: Privilege | "ownership" | "membership" | "superuser" | "system role";
    readonly on: RightTarget;
    /** The argument that needs the right when it is given or changed. Default: the operation always needs it. */
    readonly argument?: string;
    /** The value with which the argument needs the right. Default: any value. */
    readonly value?: unknown;
}

/** What a right is on. */
export type RightTarget =
    | "SYSTEM"
    /** The object itself. */
    | "object"
    /** The schema of the object; the database of a schema. */
    | "container"
    /** The objects that an argument refers to, or the schemas (for a schema: the database) in which they lie. */
    | { readonly argument: string; readonly of: "object" | "container" };
