import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../provider/session/packageVersion";

/** Returns the schema of the package, which is generated from the kinds, with the version of the package. */
export function readSchema(): string {
    const schema = JSON.parse(readFileSync(join(__dirname, "schema.json"), "utf8")) as Readonly<Record<string, unknown>>;
    return JSON.stringify({ ...schema, version: packageVersion() });
}
