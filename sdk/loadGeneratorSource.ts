import type * as pulumi from "@pulumi/pulumi";
import type { OneOf, SourceArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** When a load generator makes rows. It makes them in ticks. */
export interface LoadGeneratorTicks {
    /** The time between two ticks, as an interval. Default: `1s`. A change replaces the source. */
    tickInterval?: pulumi.Input<string>;
    /** The number of the first tick, at least 0. Default: `0`. A change replaces the source. */
    asOf?: pulumi.Input<number>;
    /** The number of the tick at which the generator ends, at least `asOf`. Default: it never ends. A change replaces the source. */
    upTo?: pulumi.Input<number>;
}

/** The load generator of TPC-H, a benchmark of orders and their parts. */
export interface TpchLoadGenerator extends LoadGeneratorTicks {
    /** The size of the data, as a factor of that of the benchmark, at least 0. Default: `0.01`. A change replaces the source. */
    scaleFactor?: pulumi.Input<number>;
}

/** The load generator of a counter. The server must have the flag `enable_load_generator_counter` on. */
export interface CounterLoadGenerator extends LoadGeneratorTicks {
    /** The number of rows after which each new row removes the oldest one, at least 0. Default: unlimited. A change replaces the source. */
    maxCardinality?: pulumi.Input<number>;
}

/** The load generator of keys with values. The server must have the flag `enable_load_generator_key_value` on. */
export interface KeyValueLoadGenerator {
    /** The number of keys: a multiple of `partitions` × `batchSize`. A change replaces the source. */
    keys: pulumi.Input<number>;
    /** The number of partitions, among which the keys are divided, at least 1. A change replaces the source. */
    partitions: pulumi.Input<number>;
    /** How often each key gets a value in the beginning, before the updates of the ticks; at least 1. A change replaces the source. */
    snapshotRounds: pulumi.Input<number>;
    /** The number from which the random values follow. A change replaces the source. */
    seed: pulumi.Input<number>;
    /** The size of each value in bytes, at least 1. A change replaces the source. */
    valueSize: pulumi.Input<number>;
    /** The number of rows that each partition gets in one tick, at least 1. A change replaces the source. */
    batchSize: pulumi.Input<number>;
    /** The time between two ticks, as an interval. Default: there are no ticks after the beginning. A change replaces the source. */
    tickInterval?: pulumi.Input<string>;
    /** Whether the first rows of all rounds have one timestamp. Default: `true`. A change replaces the source. */
    transactionalSnapshot?: pulumi.Input<boolean>;
}

/** A load generator and its options: `{ auction: {} }`. */
export type LoadGenerator = OneOf<{
    /** An auction house: the tables `accounts`, `auctions`, `bids`, `organizations` and `users`. */
    auction: LoadGeneratorTicks;
    /** Marketing of a shop: the tables `clicks`, `conversion_predictions`, `coupons`, `customers`, `impressions` and `leads`. */
    marketing: LoadGeneratorTicks;
    /** TPC-H: the tables `customer`, `lineitem`, `nation`, `orders`, `part`, `partsupp`, `region` and `supplier`. */
    tpch: TpchLoadGenerator;
    /** A counter: the table `counter`. */
    counter: CounterLoadGenerator;
    /** The time of each tick: the table `clock`. The server must have the flag `enable_load_generator_clock` on. */
    clock: LoadGeneratorTicks;
    /** Values of every type: the table `datums`. The server must have the flag `enable_load_generator_datums` on. */
    datums: LoadGeneratorTicks;
    /** Keys with values: the table `key_value`. */
    keyValue: KeyValueLoadGenerator;
}>;

/** Arguments of a {@link LoadGeneratorSource}. */
export interface LoadGeneratorSourceArgs extends SourceArgs {
    /** The load generator, and its options. A change replaces the source, which then makes its data again. */
    generator: LoadGenerator;
}

/**
 * A source that makes its data itself, for demos and tests. A `SourceTable` gives access to each of its tables. Without tables, the source is its own
 * progress relation.
 *
 * Errors: at preview, options that another generator has, or that exclude each other; at `pulumi up`, a generator whose flag is off on the server.
 *
 * See {@link https://materialize.com/docs/sql/create-source/load-generator/ | CREATE SOURCE: Load generator}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.LoadGeneratorSource("auction_house", {
 *     cluster: "quickstart",
 *     generator: { auction: { tickInterval: "500ms" } },
 * });
 * ```
 */
export class LoadGeneratorSource extends MaterializeResource<"LoadGeneratorSource"> {
    constructor(name: string, args: LoadGeneratorSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("LoadGeneratorSource", name, args, opts);
    }
}

const lookups = schemaObjectLookups("LoadGeneratorSource");

/**
 * Returns the load generator source with this exact name, schema and database.
 *
 * Errors: no such load generator source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getLoadGeneratorSource = lookups.get;

/**
 * Returns the same as {@link getLoadGeneratorSource} as outputs, which other resources take in place of a `LoadGeneratorSource`. Its arguments can be
 * outputs.
 *
 * @function
 */
export const getLoadGeneratorSourceOutput = lookups.getOutput;

/**
 * Returns all load generator sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getLoadGeneratorSources = lookups.list;

/**
 * Returns the same as {@link getLoadGeneratorSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getLoadGeneratorSourcesOutput = lookups.listOutput;
