import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, StoredRelationKind } from "./arguments";

/** The key of what a sink writes. */
export interface SinkKey {
    /** The exact names of the columns, each once. Their values must be unique together, and Materialize must know it, unless `notEnforced` is set. */
    columns: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether Materialize accepts columns that it does not know to be unique. Default: `false`. If they are not unique, consumers see only some of
     * the rows.
     */
    notEnforced?: pulumi.Input<boolean>;
}

/** What every sink writes, and when it begins. */
export interface SinkArgs {
    /**
     * The table, source or materialized view whose rows the sink writes. Updated in place with
     * {@link https://materialize.com/docs/sql/alter-sink/ | ALTER SINK … SET FROM}: the sink goes on with the changes of the new relation, without a
     * snapshot of it. A key whose row differs between the two relations keeps the old row until it changes again. Materialize waits until the sink
     * has written everything before, so that a sink that cannot write makes `pulumi up` fail. If the relation is replaced, so is the sink.
     */
    from: ObjectRef<StoredRelationKind>;
    /** The cluster that runs the sink. Default: the one of the settings, else chosen by Materialize. A change replaces the sink. */
    cluster?: ObjectRef<"Cluster">;
    /** Whether the sink begins with all rows that the relation has. Default: `true`. A change replaces the sink. */
    snapshot?: pulumi.Input<boolean>;
}
