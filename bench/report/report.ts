import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../../scripts/page";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import type { Machine } from "./machine";
import { pageOf, tablesOf } from "./page";

/** Figures, and when and where they were measured. */
export interface Measured<Figures> {
    readonly machine: Machine;
    readonly repetitions: number;
    readonly figures: Figures;
}

/** The results of a run, or the last ones of each part. */
export interface Results {
    readonly networks?: Measured<NetworksCompared>;
    /** Objects in the local Materialize. */
    readonly objects?: Measured<readonly ObjectsCompared[]>;
    /** Objects in a real Materialize. */
    readonly real?: Measured<readonly ObjectsCompared[]>;
    /** A source with many tables in the local Materialize. */
    readonly tables?: Measured<readonly ObjectsCompared[]>;
    /** A source with many tables in a real Materialize. */
    readonly realTables?: Measured<readonly ObjectsCompared[]>;
}

const DOCS = join(__dirname, "..", "..", "docs", "contributing");

/** Writes the page and the figures, in which a run replaces the parts that it measured; returns the tables of the run for the screen. */
export async function writeReport(measured: Results): Promise<string> {
    const page = join(DOCS, "performance.md");
    const json = join(DOCS, "performance.json");
    const before = existsSync(json) ? (JSON.parse(readFileSync(json, "utf8")) as Results) : {};
    const results = { ...before, ...measured };
    writeFileSync(page, await formatted(page, pageOf(results)));
    writeFileSync(json, `${JSON.stringify(results, null, 4)}\n`);
    return formatted(page, tablesOf(measured));
}
