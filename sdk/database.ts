import type * as pulumi from "@pulumi/pulumi";
import type { ObjectArgs } from "./arguments";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Database}. Changing `name` replaces the database, since Materialize cannot rename one. */
export type DatabaseArgs = ObjectArgs;

/**
 * A database, with the schema `public` in it.
 *
 * Errors: a database that still holds something cannot be dropped, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE DATABASE".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.Database("streams", { comment: "everything that streams" });
 * ```
 */
export class Database extends MaterializeResource<"Database"> {
    constructor(name: string, args: DatabaseArgs = {}, opts?: pulumi.CustomResourceOptions) {
        super("Database", name, args, opts);
    }
}
