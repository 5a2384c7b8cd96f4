import { messageOf } from "../common/messageOf";

/** A line of the report. */
export interface Finding {
    readonly name: string;
    /** A note does not fail the command: something is missing that not every program needs. */
    readonly status: "ok" | "note" | "failed" | "skipped";
    /** The state, without secrets. */
    readonly found: string;
    /** The instruction for the user. */
    readonly fix?: string | undefined;
}

/** A check, which a row of a table declares. */
export interface Check<Context> {
    readonly name: string;
    /** Returns what the check found. An error that it throws is a failure of the check. */
    readonly run: (context: Context) => Promise<Result | readonly Finding[]> | Result | readonly Finding[];
}

/** The only finding of a check, which has the name of the check. */
export type Result = Omit<Finding, "name">;

/** The checks of one subject. */
export interface Group<Context> {
    readonly title: string;
    readonly checks: readonly Check<Context>[];
    /** True if the checks after one that fails cannot succeed, nor can those of the groups that follow. */
    readonly required?: boolean;
}

/** A part of the report: the findings of a group. */
export interface Section {
    readonly title: string;
    readonly findings: readonly Finding[];
}

export const ok = (found: string): Result => ({ status: "ok", found });
export const note = (found: string, fix: string): Result => ({ status: "note", found, fix });
export const failed = (found: string, fix?: string): Result => ({ status: "failed", found, fix });
export const named = (name: string, result: Result): Finding => ({ name, ...result });

/** Runs the checks of groups in their order. */
export async function runGroups<Context>(groups: readonly Group<Context>[], context: Context): Promise<readonly Section[]> {
    const sections: Section[] = [];
    let obstacle: string | undefined;
    for (const { title, checks, required = false } of groups) {
        const findings: Finding[] = [];
        for (const check of checks) {
            const found: readonly Finding[] =
                obstacle === undefined
                    ? await runCheck(check, context)
                    : [{ name: check.name, status: "skipped", found: `after the failure of: ${obstacle}` }];
            findings.push(...found);
            if (required) obstacle ??= found.find(({ status }) => status === "failed")?.name;
        }
        sections.push({ title, findings });
    }
    return sections;
}

async function runCheck<Context>({ name, run }: Check<Context>, context: Context): Promise<readonly Finding[]> {
    try {
        const found = await run(context);
        return "status" in found ? [named(name, found)] : found;
    } catch (error) {
        return [named(name, failed(messageOf(error)))];
    }
}
