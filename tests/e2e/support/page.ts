import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, transpileModule } from "typescript";
import { blocksOf, programsOf, readPage, ROOT } from "../../docs/page";

/** The time in the id of an object, which differs in each run. */
const CREATION_TIME = /@\d{4}-\d\d-\d\dT[\d:.]+Z/gu;

/** A page of the documentation with programs, and with blocks of what the engine prints for them. With WRITE_PREVIEWS, `save` writes the previews. */
export class Page {
    readonly programs: readonly string[];
    private readonly text: string;
    private written: string;

    constructor(private readonly file: string) {
        this.programs = programsOf(file);
        this.text = readPage(file);
        this.written = this.text;
    }

    /** Returns a program as JavaScript. */
    program(at = 0): string {
        return toJavaScript(this.programs[at] ?? "");
    }

    /** Compares a block with the preview that the engine prints. */
    comparePreview(name: string, output: string): void {
        const shown = output
            .replaceAll(/ +$/gmu, "")
            .replaceAll(/^(?:Duration: .*)?\n/gmu, "")
            .replaceAll(CREATION_TIME, "@2026-01-01T00:00:00.000Z");
        const block = new RegExp(`(?<=^<!-- preview: ${name} -->\n\n\`\`\`text\n)[^]*?(?=^\`\`\`$)`, "mu");
        if (process.env.WRITE_PREVIEWS === undefined) expect(parts(shown)).to.deep.equal(parts(block.exec(this.text)?.[0] ?? ""));
        else this.written = this.written.replace(block, () => shown);
    }

    /** Requires that the engine prints the message that the page quotes. */
    checkMessage(name: string, output: string): void {
        const [quoted] = blocksOf(this.file).flatMap(one => (one.name === name ? [withoutIds(one.text.trim())] : []));
        expect(quoted, name).to.be.a("string").and.not.equal("");
        expect(withoutIds(output)).to.contain(quoted);
    }

    save(): void {
        if (this.written !== this.text) writeFileSync(join(ROOT, this.file), this.written);
    }
}

/** Replaces Materialize's ids, which differ in each run. */
const withoutIds = (text: string): string => text.replaceAll(/\bu\d+\b/gu, "u…");

export const toJavaScript = (program: string): string =>
    transpileModule(program, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;

/** Separates the messages of the provider, which reach the engine at any time, from the lines of the engine. */
function parts(text: string): { messages: string[]; lines: string[] } {
    const lines = text.split("\n");
    const isMessage = (line: string): boolean => /^(?:warning: )?[A-Z]\w+ [\w-]+ (?!\()/u.test(line);
    return { messages: lines.filter(isMessage), lines: lines.filter(line => !isMessage(line)) };
}
