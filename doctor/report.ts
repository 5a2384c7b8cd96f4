import type { Finding, Section } from "./check";

const STATUSES = ["ok", "note", "failed", "skipped"] as const satisfies readonly Finding["status"][];
const STATUS_WIDTH = Math.max(...STATUSES.map(status => status.length));

/** Returns the report: a table per section, and the number of findings of each status. */
export function report(sections: readonly Section[]): string {
    const shown = sections.filter(({ findings }) => findings.length > 0);
    return [...shown.map(table), summary(sections)].join("\n\n");
}

function table({ title, findings }: Section): string {
    const width = Math.max(...findings.map(({ name }) => name.length));
    const indent = " ".repeat(STATUS_WIDTH + width + 6);
    const rows = findings.flatMap(({ name, status, found, fix }) => [
        `  ${status.padEnd(STATUS_WIDTH)}  ${name.padEnd(width)}  ${found}`,
        ...(fix === undefined ? [] : [`${indent}→ ${fix}`]),
    ]);
    return [title, ...rows].join("\n");
}

function summary(sections: readonly Section[]): string {
    const all = sections.flatMap(({ findings }) => findings);
    const counts = STATUSES.map(status => [all.filter(finding => finding.status === status).length, status] as const);
    return counts
        .filter(([count]) => count > 0)
        .map(([count, status]) => `${String(count)} ${status}`)
        .join(", ");
}

/** Returns true if a check failed. */
export const hasFailed = (sections: readonly Section[]): boolean =>
    sections.some(({ findings }) => findings.some(({ status }) => status === "failed"));
