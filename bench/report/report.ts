import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../../scripts/page";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import type { Machine } from "./machine";
import { pageOf, tablesOf } from "./page";
import { plotOf } from "./plot";

/** All that a run has measured. */
export interface Results {
    readonly machine: Machine;
    readonly repetitions: number;
    readonly networks: NetworksCompared | undefined;
    readonly objects: readonly ObjectsCompared[];
}

const DOCS = join(__dirname, "..", "..", "docs", "contributing");

/** Writes the page, the figures and the plot; gives the tables, for the screen. */
export async function writeReport(results: Results): Promise<string> {
    const page = join(DOCS, "performance.md");
    writeFileSync(page, await formatted(page, pageOf(results)));
    writeFileSync(join(DOCS, "performance.json"), `${JSON.stringify(results, null, 4)}\n`);
    writeFileSync(join(DOCS, "performance.svg"), plotOf(results));
    return formatted(page, tablesOf(results));
}
