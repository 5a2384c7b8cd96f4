import * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "../../sdk";
import { createSchemaAccess, type SchemaAccessArgs } from "./schemaAccess";

/** Arguments of a {@link Reader}. */
export type ReaderArgs = SchemaAccessArgs;

/**
 * A role that reads the tables, views, materialized views and sources of schemas: `USAGE` on the schemas and their databases, `SELECT` on everything in
 * them, and `USAGE` on clusters. Materialize's own database `materialize` and its schema `public` get no grant: every role has `USAGE` on them.
 *
 * Objects that exist are granted by a {@link Grant} on all tables of each schema, whose outputs list the objects of other owners that are left out. For
 * objects that the roles in `futureObjectsOf` create later, default privileges give the same. A delete revokes what the component has granted, and drops
 * the role that it has created.
 *
 * Errors: at preview, another resource of the program grants the role privileges on one of the schemas, databases or clusters; at `pulumi up`, a schema,
 * database or cluster whose owner the user is not a member of.
 *
 * See {@link https://materialize.com/docs/security/cloud/access-control/manage-roles/ | Manage roles}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const mart = new materialize.Schema("mart");
 * const serving = new materialize.Cluster("serving", { size: "25cc" });
 * const readers = new materialize.Reader("mart_readers", {
 *     schemas: [mart],
 *     clusters: [serving],
 *     members: ["ann@example.com"],
 *     futureObjectsOf: ["materialize"],
 * });
 * ```
 */
export class Reader extends pulumi.ComponentResource {
    /** The role: the one that was given, or the new one. */
    public readonly role: ObjectRef<"Role">;

    constructor(name: string, args: ReaderArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:Reader", name, {}, opts);
        this.role = createSchemaAccess(this, name, args, ["SELECT"]);
        this.registerOutputs({ role: this.role });
    }
}
