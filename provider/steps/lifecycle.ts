import { isDeepStrictEqual } from "node:util";
import { ownProblems, type CheckResult } from "../lifecycle/check";
import type { DiffResult } from "../lifecycle/diff";
import type { ReadResult } from "../lifecycle/read";
import { siteOf } from "../kinds/place";
import type { Settings } from "../session/settings";
import { checkKeys } from "../values/keys";
import { type Fields, given, holdsUnknown, isAbsent, isFields, isUnknown, type Problem } from "../values/value";
import { type ExplicitProvider, KEYS_REFUSED } from "../aws/credentials";
import type { Step, Work } from "./step";
import { steps } from ".";

/** The step that inputs are of; undefined where they are an object's or a grant's. */
export const stepOf = (inputs: Fields): Step | undefined => steps.get(String(inputs.__kind));

const failed = (inputs: Fields, reasons: readonly string[]): CheckResult => ({
    inputs,
    failures: reasons.map(reason => ({ property: "", reason })),
});

/** Refuses what no run could do, and works out what previews can know. */
export function checkStep(step: Step, olds: Fields, news: Fields, settings: Settings): CheckResult {
    const args = given(news);
    const keys = (args.__aws as ExplicitProvider | undefined)?.hasKeys === true ? [KEYS_REFUSED] : [];
    const own = ownProblems(args);
    const problems = (own.length > 0 ? own : fieldProblems(step, args)).map(({ path, reason }) => `${path} ${reason}`.trim());
    if (problems.length + keys.length > 0) return failed(args, [...problems, ...keys]);
    const plan = step.plan?.(args, olds, settings);
    if (plan !== undefined && plan.problems.length > 0) return failed(args, plan.problems);
    return { inputs: { ...args, ...plan?.outputs }, failures: [] };
}

/** The same, with what AWS says of arguments that are right by themselves. */
export async function askStep(step: Step, work: Work, olds: Fields, news: Fields, settings: Settings): Promise<CheckResult> {
    const checked = checkStep(step, olds, news, settings);
    if (step.ask === undefined || checked.failures.length > 0) return checked;
    const { outputs, problems } = await step.ask(work, checked.inputs, olds);
    // What is refused is not known either, and during an up the engine takes no inputs that are not.
    return problems.length > 0 ? failed(given(news), problems) : { inputs: { ...checked.inputs, ...outputs }, failures: [] };
}

function fieldProblems(step: Step, args: Fields): Problem[] {
    const nowhere = { database: "", schema: "" };
    const site = (path: string) => siteOf(path, nowhere, []);
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !key.startsWith("__")));
    const strange = checkKeys(visible, [...Object.keys(step.fields), "profile"], { ...site(""), part: key => site(String(key)) });
    if (strange.length > 0) return strange;
    return Object.entries(step.fields).flatMap(([key, field]) => {
        if (!isAbsent(args[key])) return field.check(args[key], site(key));
        return step.optional?.includes(key) === true ? [] : site(key).refuse("is missing");
    });
}

export function diffStep(step: Step, olds: Fields, news: Fields): DiffResult {
    const keys = new Set([...Object.keys(step.fields), "profile", "__aws", ...Object.keys(news)]);
    // Who calls AWS is kept too: a step is undone as the last program said.
    const compared = [...keys].filter(key => key === "__aws" || !key.startsWith("__"));
    const wanted: Fields = { ...news, __aws: callerOf(olds.__aws, news.__aws) };
    const changed = compared.filter(key => !isDeepStrictEqual(plain(olds[key]), plain(wanted[key])));
    const replaces = changed.filter(key => key === "profile" || step.identity.includes(key) || asksToGo(step, key, news));
    return { changes: changed.length > 0, replaces, deleteBeforeReplace: false };
}

/** A preview does not know what an explicit provider was not given: that is as it was. */
function callerOf(before: unknown, now: unknown): unknown {
    if (!isFields(before) || !isFields(now)) return now;
    return Object.fromEntries(Object.entries(now).map(([key, value]) => [key, holdsUnknown(value) ? before[key] : value]));
}

/** What it is about is being replaced. */
const asksToGo = (step: Step, key: string, news: Fields): boolean => step.identity.includes(key) && isUnknown(news[key]);

/** The engine writes what is absent as `null`, as `undefined` or not at all. */
const plain = (value: unknown): unknown => (isAbsent(value) ? undefined : JSON.parse(JSON.stringify(value)));

export async function createStep(step: Step, work: Work, news: Fields): Promise<{ id: string; outs: Fields }> {
    const outputs = await step.run?.(work, news);
    const id = [step.name, ...step.identity.map(key => String(news[key]))].join(":");
    return { id, outs: { ...news, ...outputs } };
}

export async function updateStep(step: Step, work: Work, olds: Fields, news: Fields): Promise<{ outs: Fields }> {
    return { outs: { ...news, ...(await step.run?.(work, news, olds)) } };
}

export async function readStep(step: Step, work: Work, id: string, props: Fields): Promise<ReadResult> {
    if (step.look === undefined) return { id, props };
    const outputs = await step.look(work, props);
    if (outputs === undefined) return {};
    const seen = { ...props, ...outputs };
    // Arguments that somebody has changed are shown by the next preview only if they are inputs too.
    return Object.keys(outputs).some(key => key in step.fields) ? { id, props: seen, inputs: seen } : { id, props: seen };
}

export const undoStep = async (step: Step, work: Work, olds: Fields): Promise<void> => step.undo?.(work, olds);
