import type { Difference } from "./differences";
import type { Rerecorded } from "./recorder";

const KINDS: readonly (readonly [kind: Difference["kind"], label: string])[] = [
    ["same", "same"],
    ["layout", "same except for layout"],
    ["different", "different"],
    ["skipped", "skipped"],
];

/** Returns the report of a transcript as Markdown: its numbers, and each statement with another answer. */
export function report(name: string, all: readonly Rerecorded[]): string {
    const counts = KINDS.map(([kind, label]) => [all.filter(each => each.difference.kind === kind).length, label] as const);
    const numbers = counts.filter(([count]) => count > 0).map(([count, label]) => `${count} ${label}`);
    return [`## ${name}: ${numbers.join(", ")}`, ...all.flatMap(section)].join("\n\n");
}

function section({ old, difference }: Rerecorded): string[] {
    if (difference.kind !== "different" && difference.kind !== "skipped") return [];
    const { n, note, user, sql } = old;
    const head = [`**#${n}**`, ...(user === undefined ? [] : [`as ${user}`]), ...(note === undefined ? [] : [`(${note})`])];
    const statement = `${head.join(" ")} \`${sql.replaceAll(/\s+/gu, " ")}\``;
    if (difference.kind === "skipped") return [`${statement}\n\nSkipped: ${difference.reason}`];
    const changes = difference.changes.map(
        ({ part, before, after }) => `- ${part}\n    - recorded: ${shown(before)}\n    - answered: ${shown(after)}`,
    );
    return [`${statement}\n\n${changes.join("\n")}`];
}

function shown(value: unknown): string {
    return value === undefined ? "nothing" : `\`${JSON.stringify(value)}\``;
}
