import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Stack } from "./stack";

const SAMPLED_EVERY_MS = 40;

/** Everything that the runs of a stack write: output, events, state, temporary files, and the arguments of all processes. */
export class Evidence {
    private readonly printed: string[] = [];
    private readonly commandLines = new Set<string>();
    private events = 0;

    constructor(private readonly stack: Stack) {
        mkdirSync(join(stack.folder, "tmp"));
    }

    /** Runs a command of the engine and collects everything that it writes. */
    async pulumi(command: string, ...args: string[]): Promise<Run> {
        const sampling = setInterval(() => {
            this.sample();
        }, SAMPLED_EVERY_MS);
        const log = join(this.stack.folder, `events-${String(this.events++)}.json`);
        const env = { PULUMI_DEBUG_COMMANDS: "true", TMPDIR: join(this.stack.folder, "tmp") };
        try {
            const result = await this.stack.pulumi([command, "--event-log", log, ...args], env);
            this.printed.push(result.output);
            return result;
        } finally {
            clearInterval(sampling);
        }
    }

    /** Collects the output of the commands that show the state. */
    async collectState(): Promise<void> {
        for (const args of [
            ["stack", "export"],
            ["stack", "output"],
            ["stack", "--show-urns"],
            ["history", "--json"],
        ])
            this.printed.push((await this.stack.pulumi(args)).output);
    }

    /** Returns the places in which a text, or an encoded form of it, was written. */
    findings(text: string): string[] {
        const written = {
            "printed output": this.printed.join("\n"),
            "process arguments": [...this.commandLines].join("\n"),
            // Pulumi's SDK writes whole responses into the debug events of an event log, as docs/security.md warns.
            files: this.stack
                .writtenText()
                .split("\n")
                .filter(line => !line.includes('"severity":"debug"'))
                .join("\n"),
        };
        return Object.entries(written).flatMap(([location, all]) =>
            encodedForms(text).flatMap(form => (all.includes(form) ? [`${location}: ${excerptAround(all, form)}`] : [])),
        );
    }

    private sample(): void {
        for (const process of readIfPossible(() => readdirSync("/proc")) ?? []) {
            const line = /^\d+$/u.test(process)
                ? readIfPossible(() => readFileSync(`/proc/${process}/cmdline`, "utf8"))
                : undefined;
            if (line !== undefined) this.commandLines.add(line);
        }
    }
}

function readIfPossible<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}

/** Returns the forms of a text in a log: unchanged, escaped once or twice, and encoded as hex, base64 or for URLs. */
function encodedForms(text: string): string[] {
    const escaped = JSON.stringify(text).slice(1, -1);
    const bytes = Buffer.from(text);
    const forms = [text, escaped, JSON.stringify(escaped).slice(1, -1), bytes.toString("hex"), text.replaceAll("'", "''")];
    // In base64, the same bytes have three forms, which depend on their offset.
    const shifted = [0, 1, 2].map(shift =>
        Buffer.concat([Buffer.alloc(shift), bytes])
            .toString("base64")
            .slice(4, -4),
    );
    return [...new Set([...forms, encodeURIComponent(text), ...shifted])].filter(form => form.length >= 8);
}

const excerptAround = (all: string, form: string): string => {
    const at = all.indexOf(form);
    return all.slice(Math.max(0, at - 80), at + form.length + 20);
};
