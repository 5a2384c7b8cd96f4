// A page of docs/ that is written from the table of kinds.
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";

/** The page, as it is to stand in the repository. */
export const formatted = async (file: string, sections: readonly string[]): Promise<string> =>
    format(sections.join("\n\n"), { ...(await resolveConfig(file)), parser: "markdown" });

/** Writes it there. */
export async function write(file: string, page: Promise<string>): Promise<void> {
    writeFileSync(file, await page);
}
