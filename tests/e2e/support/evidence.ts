import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Stack } from "./stack";

const SAMPLED_EVERY_MS = 40;

/** All that a stack's runs leave behind: output, events, state, temporary files, and the arguments of every process meanwhile. */
export class Evidence {
    private readonly printed: string[] = [];
    private readonly commandLines = new Set<string>();
    private events = 0;

    constructor(private readonly stack: Stack) {
        mkdirSync(join(stack.folder, "tmp"));
    }

    /** Runs a command of the engine, and keeps what it leaves. */
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

    /** What a look at the state shows. */
    async look(): Promise<void> {
        for (const args of [
            ["stack", "export"],
            ["stack", "output"],
            ["stack", "--show-urns"],
            ["history", "--json"],
        ])
            this.printed.push((await this.stack.pulumi(args)).output);
    }

    /** Where a text, or a form of it, has been written. */
    findings(text: string): string[] {
        const written = {
            "what was printed": this.printed.join("\n"),
            "process arguments": [...this.commandLines].join("\n"),
            // Pulumi's SDK writes whole responses into the debug events of an event log; docs/security.md warns of them.
            files: this.stack
                .files()
                .split("\n")
                .filter(line => !line.includes('"severity":"debug"'))
                .join("\n"),
        };
        return Object.entries(written).flatMap(([where, all]) =>
            formsOf(text).flatMap(form => (all.includes(form) ? [`${where}: ${around(all, form)}`] : [])),
        );
    }

    private sample(): void {
        for (const process of readable(() => readdirSync("/proc")) ?? []) {
            const line = /^\d+$/u.test(process) ? readable(() => readFileSync(`/proc/${process}/cmdline`, "utf8")) : undefined;
            if (line !== undefined) this.commandLines.add(line);
        }
    }
}

function readable<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch {
        return undefined;
    }
}

/** A text as it may stand in a log: as it is, escaped once or twice, in hex, in base64, in a URL. */
function formsOf(text: string): string[] {
    const escaped = JSON.stringify(text).slice(1, -1);
    const bytes = Buffer.from(text);
    const forms = [text, escaped, JSON.stringify(escaped).slice(1, -1), bytes.toString("hex"), text.replaceAll("'", "''")];
    // In base64, the same bytes look in three ways, by where they begin.
    const shifted = [0, 1, 2].map(shift =>
        Buffer.concat([Buffer.alloc(shift), bytes])
            .toString("base64")
            .slice(4, -4),
    );
    return [...new Set([...forms, encodeURIComponent(text), ...shifted])].filter(form => form.length >= 8);
}

const around = (all: string, form: string): string => {
    const at = all.indexOf(form);
    return all.slice(Math.max(0, at - 80), at + form.length + 20);
};
