import * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "../../sdk";
import { createSchemaAccess, type SchemaAccessArgs } from "./schemaAccess";

/** Arguments of a {@link Writer}. */
export type WriterArgs = SchemaAccessArgs;

/**
 * A role that reads the tables, views, materialized views and sources of schemas as a {@link Reader} does, and writes the tables: `INSERT`, `UPDATE` and
 * `DELETE`. Materialize grants these on tables only.
 *
 * Errors: as for a {@link Reader}.
 *
 * See {@link https://materialize.com/docs/security/cloud/access-control/manage-roles/ | Manage roles}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const input = new materialize.Schema("input");
 * const app = new materialize.Role("order_service");
 * const writer = new materialize.Writer("orders", { role: app, schemas: [input], futureObjectsOf: ["materialize"] });
 * ```
 */
export class Writer extends pulumi.ComponentResource {
    /** The role: the one that was given, or the new one. */
    public readonly role: ObjectRef<"Role">;

    constructor(name: string, args: WriterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:Writer", name, {}, opts);
        this.role = createSchemaAccess(this, name, args, ["SELECT", "INSERT", "UPDATE", "DELETE"]);
        this.registerOutputs({ role: this.role });
    }
}
