import { isDeepStrictEqual } from "node:util";
import { ownProblems, type CheckResult } from "../lifecycle/check";
import type { DiffResult } from "../lifecycle/diff";
import type { ReadResult } from "../lifecycle/read";
import { argumentContext } from "../statement/qualifiedName";
import type { Settings } from "../session/settings";
import { checkKeys } from "../values/keys";
import { type Fields, withoutAbsent, containsUnknown, isAbsent, isFields, isUnknown, type Problem } from "../values/value";
import { type ExplicitProvider, KEYS_REFUSED } from "./aws/credentials";
import type { HelperKind, HelperContext } from "./helperKind";
import { helpers } from ".";

/** The step that inputs are of; undefined where they are an object's or a grant's. */
export const helperKindOf = (inputs: Fields): HelperKind | undefined => helpers.get(String(inputs.__kind));

const failed = (inputs: Fields, reasons: readonly string[]): CheckResult => ({
    inputs,
    failures: reasons.map(reason => ({ property: "", reason })),
});

/** Refuses what no run could do, and works out what previews can know. */
export function checkHelper(step: HelperKind, olds: Fields, news: Fields, settings: Settings): CheckResult {
    const args = withoutAbsent(news);
    const keys = (args.__aws as ExplicitProvider | undefined)?.hasKeys === true ? [KEYS_REFUSED] : [];
    const own = ownProblems(args);
    const problems = (own.length > 0 ? own : fieldProblems(step, args)).map(({ path, reason }) => `${path} ${reason}`.trim());
    if (problems.length + keys.length > 0) return failed(args, [...problems, ...keys]);
    const plan = step.plan?.(args, olds, settings);
    if (plan !== undefined && plan.problems.length > 0) return failed(args, plan.problems);
    return { inputs: { ...args, ...plan?.outputs }, failures: [] };
}

/** The same, with what AWS says of arguments that are right by themselves. */
export async function checkHelperRemotely(
    step: HelperKind,
    work: HelperContext,
    olds: Fields,
    news: Fields,
    settings: Settings,
): Promise<CheckResult> {
    const checked = checkHelper(step, olds, news, settings);
    if (step.checkRemote === undefined || checked.failures.length > 0) return checked;
    const { outputs, problems } = await step.checkRemote(work, checked.inputs, olds);
    // What is refused is not known either, and during an up the engine takes no inputs that are not.
    return problems.length > 0
        ? failed(withoutAbsent(news), problems)
        : { inputs: { ...checked.inputs, ...outputs }, failures: [] };
}

function fieldProblems(step: HelperKind, args: Fields): Problem[] {
    const nowhere = { database: "", schema: "" };
    const context = (path: string) => argumentContext(path, nowhere, []);
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !key.startsWith("__")));
    const strange = checkKeys(visible, [...Object.keys(step.arguments), "profile"], {
        ...context(""),
        child: key => context(String(key)),
    });
    if (strange.length > 0) return strange;
    return Object.entries(step.arguments).flatMap(([key, field]) => {
        if (!isAbsent(args[key])) return field.check(args[key], context(key));
        return step.optional?.includes(key) === true ? [] : context(key).problem("is missing");
    });
}

export function diffHelper(step: HelperKind, olds: Fields, news: Fields): DiffResult {
    const keys = new Set([...Object.keys(step.arguments), "profile", "__aws", ...Object.keys(news)]);
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
    return Object.fromEntries(Object.entries(now).map(([key, value]) => [key, containsUnknown(value) ? before[key] : value]));
}

/** What it is about is being replaced. */
const asksToGo = (step: HelperKind, key: string, news: Fields): boolean => step.identity.includes(key) && isUnknown(news[key]);

/** The engine writes what is absent as `null`, as `undefined` or not at all. */
const plain = (value: unknown): unknown => (isAbsent(value) ? undefined : JSON.parse(JSON.stringify(value)));

export async function createHelper(step: HelperKind, work: HelperContext, news: Fields): Promise<{ id: string; outs: Fields }> {
    const outputs = await step.apply?.(work, news);
    const id = [step.name, ...step.identity.map(key => String(news[key]))].join(":");
    return { id, outs: { ...news, ...outputs } };
}

export async function updateHelper(step: HelperKind, work: HelperContext, olds: Fields, news: Fields): Promise<{ outs: Fields }> {
    return { outs: { ...news, ...(await step.apply?.(work, news, olds)) } };
}

export async function readHelper(step: HelperKind, work: HelperContext, id: string, props: Fields): Promise<ReadResult> {
    if (step.read === undefined) return { id, props };
    const outputs = await step.read(work, props);
    if (outputs === undefined) return {};
    const seen = { ...props, ...outputs };
    // Arguments that somebody has changed are shown by the next preview only if they are inputs too.
    return Object.keys(outputs).some(key => key in step.arguments) ? { id, props: seen, inputs: seen } : { id, props: seen };
}

export const deleteHelper = async (step: HelperKind, work: HelperContext, olds: Fields): Promise<void> =>
    step.delete?.(work, olds);
