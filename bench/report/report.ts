import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../../scripts/page";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import type { Machine } from "./machine";
import { pageOf, tablesOf } from "./page";

/** The results of a run. */
export interface Results {
    readonly machine: Machine;
    readonly repetitions: number;
    readonly networks: NetworksCompared | undefined;
    readonly objects: readonly ObjectsCompared[];
}

const DOCS = join(__dirname, "..", "..", "docs", "contributing");

/** Writes the page and the figures; returns the tables for the screen. */
export async function writeReport(results: Results): Promise<string> {
    const page = join(DOCS, "performance.md");
    writeFileSync(page, await formatted(page, pageOf(results)));
    writeFileSync(join(DOCS, "performance.json"), `${JSON.stringify(results, null, 4)}\n`);
    return formatted(page, tablesOf(results));
}
