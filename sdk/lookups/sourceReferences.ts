import * as pulumi from "@pulumi/pulumi";
import type { LookupOptions, SchemaObjectLookupArgs } from "./lookup";
import { knownList, runLookup } from "./runLookup";

/** A table, or another part of what a source reads, for which there can be a `SourceTable`. */
export interface SourceReference {
    /** The parts of its name, as the argument `reference` of a `SourceTable` takes them: `["public", "orders"]`. */
    readonly reference: string[];
    /** The names of its columns. Undefined for a topic. */
    readonly columns?: string[] | undefined;
}

/**
 * Returns the tables that a source can read: those of the publication of a `PostgresSource`, those of a `MySqlSource`, `SqlServerSource` or
 * `LoadGeneratorSource`, and the topic of a `KafkaSource`. Materialize lists them when the source is created, and again with
 * `ALTER SOURCE … REFRESH REFERENCES`. See its documentation of
 * {@link https://materialize.com/docs/sql/system-catalog/mz_internal/#mz_source_references | mz_source_references}.
 *
 * Errors: the source does not exist; Materialize cannot be reached.
 */
export const getSourceReferences = (args: SchemaObjectLookupArgs<string>, opts?: LookupOptions): Promise<SourceReference[]> =>
    runLookup({ name: "getSourceReferences", args, opts, look: (lookups, config) => lookups.sourceReferences(config, args) });

/**
 * Returns the same as {@link getSourceReferences} as an output. Its arguments can be outputs.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const source = new materialize.LoadGeneratorSource("auction_tables", { generator: { auction: {} }, cluster: "quickstart" });
 * export const tables = materialize
 *     .getSourceReferencesOutput({ name: source.id.apply(() => "auction_tables") })
 *     .apply(all => all.map(({ reference }) => reference.join(".")));
 * ```
 */
export const getSourceReferencesOutput = (args: SchemaObjectLookupArgs, opts?: LookupOptions): pulumi.Output<SourceReference[]> =>
    pulumi.output(args).apply(known => knownList(getSourceReferences(known, opts)));
