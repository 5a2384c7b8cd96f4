// Formats and writes generated pages of docs/.
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";

/** Joins the sections of a page and formats them as Prettier does. */
export const formatted = async (file: string, sections: readonly string[]): Promise<string> =>
    format(sections.join("\n\n"), { ...(await resolveConfig(file)), parser: "markdown" });

/** Writes a page to its file. */
export async function write(file: string, page: Promise<string>): Promise<void> {
    writeFileSync(file, await page);
}
