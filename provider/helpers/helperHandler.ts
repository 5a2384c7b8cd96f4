import { lookup } from "node:dns/promises";
import { isDeepStrictEqual } from "node:util";
import { resourceProblems } from "../lifecycle/check";
import type { CheckResult, CreateResult, DiffResult, Handler, ReadResult, UpdateResult } from "../lifecycle/handler";
import { secretValues } from "../lifecycle/secretValues";
import { printerFor, strings, topArgument } from "../lifecycle/state";
import type { Run } from "../run/run";
import { redact } from "../session/redact";
import type { Settings } from "../session/settings";
import { argumentContext } from "../statement/qualifiedName";
import { checkKinds, withoutKinds } from "../values/givenKinds";
import { checkKeys } from "../values/keys";
import {
    type ArgumentContext,
    containsUnknown,
    type Fields,
    isAbsent,
    isFields,
    NO_NAMESPACE,
    type Problem,
    withoutAbsent,
} from "../values/value";
import { ClientPool } from "./aws/clients";
import { identityOf, identityProblems, UNKNOWN_IDENTITY } from "./aws/identity";
import type { HelperContext, HelperKind } from "./helperKind";

/** Handles the helper resources of one kind; `contextOf` returns the context of a resource by its inputs. */
export class HelperHandler implements Handler {
    constructor(
        private readonly kind: HelperKind,
        private readonly contextOf: (inputs: Fields) => HelperContext,
    ) {}

    /** Checks the arguments by themselves, and then with what AWS knows. */
    async check(olds: Fields, news: Fields, settings: Settings): Promise<CheckResult> {
        const context = this.contextOf(news);
        const checked = checkArguments(this.kind, context.run, { olds, news }, settings);
        if (checked.failures.length > 0) return checked;
        for (const line of this.kind.warnings?.(checked.inputs, olds) ?? [])
            if (context.run.notices.isFirst(line, news)) context.print(line);
        if (this.kind.checkRemote === undefined) return checked;
        if (containsUnknown(news.__aws)) return failed(withoutAbsent(news), [UNKNOWN_IDENTITY]);
        const { outputs, problems } = await this.kind.checkRemote(context, checked.inputs, olds);
        // The inputs of a refused resource stay without unknown values, which the engine does not accept during an up.
        if (problems.length > 0) return failed(withoutAbsent(news), problems);
        // Only previews set this argument, for this check, and an update plan refuses inputs that differ from those of its preview.
        return { inputs: withoutAbsent({ ...checked.inputs, ...outputs, __changing: undefined }), failures: [] };
    }

    diff(_: string, olds: Fields, news: Fields): DiffResult {
        return compareArguments(this.kind, olds, news);
    }

    async create(news: Fields): Promise<CreateResult> {
        const outputs = await this.kind.apply?.(this.contextOf(news), news);
        const secrets = strings(news.__secretInputs).map(topArgument);
        const id = this.kind.identity.map(key => (secrets.includes(key) ? "[secret]" : String(news[key])));
        return { id: [this.kind.name, ...id].join(":"), outs: { ...news, ...outputs } };
    }

    async read(id: string, props: Fields): Promise<ReadResult> {
        if (this.kind.read === undefined) return { id, props };
        const outputs = await this.kind.read(this.contextOf(props), props);
        if (outputs === undefined) return {};
        const state = { ...props, ...outputs };
        // The next preview shows a changed argument as drift only if it is among the inputs.
        const hasArguments = Object.keys(outputs).some(key => key in this.kind.arguments);
        return hasArguments ? { id, props: state, inputs: state } : { id, props: state };
    }

    async update(_: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        const moved = outputsOfMove(this.kind, olds, news);
        return { outs: moved ?? { ...news, ...(await this.kind.apply?.(this.contextOf(news), news, olds)) } };
    }

    async delete(_: string, olds: Fields): Promise<void> {
        await this.kind.delete?.(this.contextOf(olds), olds);
    }
}

/** Compares the arguments of a helper resource with those in its state. */
function compareArguments(kind: HelperKind, olds: Fields, news: Fields): DiffResult {
    const keys = new Set([...Object.keys(kind.arguments), "profile", "__aws", ...Object.keys(news)]);
    // The AWS identity is compared too, since a delete uses the one in the state.
    const compared = [...keys].filter(key => key === "__aws" || !key.startsWith("__"));
    const wanted: Fields = { ...news, __aws: knownIdentity(olds.__aws, news.__aws) };
    const changed = compared.filter(key => !isDeepStrictEqual(normalized(olds[key]), normalized(wanted[key])));
    const replaces = changed.filter(key => key === "profile" || kind.identity.includes(key));
    return { changes: changed.length > 0 || hasOtherSecrets(olds, news), replaces, deleteBeforeReplace: false };
}

/** Returns the outputs of a helper resource that only moves between the dynamic provider and the plugin, which applies nothing; undefined if its arguments change. */
export const outputsOfMove = (kind: HelperKind, olds: Fields, news: Fields): Fields | undefined =>
    compareArguments(kind, olds, news).changes
        ? undefined
        : withoutAbsent({ ...olds, __provider: undefined, __aws: undefined, ...news });

/** Returns the contexts of the helper resources of a run. */
export function helperContexts(run: Run): (inputs: Fields) => HelperContext {
    const clients = new ClientPool();
    return inputs => ({
        run,
        get materialize() {
            return run.environment(inputs.profile);
        },
        aws: region => clients.of(region, identityOf(run.config, inputs.__aws)),
        get identity() {
            return identityOf(run.config, inputs.__aws);
        },
        resolve: async host => (await lookup(host, { family: 4 })).address,
        print: line => {
            printerFor(inputs)(redact(line, secretValues(inputs)));
        },
    });
}

const failed = (inputs: Fields, reasons: readonly string[]): CheckResult => ({
    inputs,
    failures: reasons.map(reason => ({ property: "", reason })),
});

/** Refuses arguments that can never be valid, and computes outputs that a preview shows. Calls no service. */
export function checkArguments(
    kind: HelperKind,
    run: Run,
    { olds, news }: { olds: Fields; news: Fields },
    settings: Settings,
): CheckResult {
    const args = withoutKinds(withoutAbsent(news));
    const callsAws = kind.callsAws?.(args) ?? args.__aws !== undefined;
    const identity = callsAws ? identityProblems(run.config, args.__aws) : [];
    const own = resourceProblems(args);
    const mistakes = own.length > 0 ? own : kindProblems(kind, news);
    const found = mistakes.length > 0 ? mistakes : argumentProblems(kind, args);
    const problems = found.map(({ path, reason }) => `${path} ${reason}`.trim());
    if (problems.length + identity.length > 0) return failed(args, [...problems, ...identity]);
    const plan = kind.plan?.(args, olds, { settings, names: run.names });
    if (plan !== undefined && plan.problems.length > 0) return failed(args, plan.problems);
    return { inputs: { ...args, ...plan?.outputs }, failures: [] };
}

const context = (path: string, { __secretInputs: secrets }: Fields): ArgumentContext =>
    argumentContext(path, NO_NAMESPACE, strings(secrets));

/** Refuses resources where an argument takes none. */
const kindProblems = (kind: HelperKind, given: Fields): Problem[] =>
    Object.entries(kind.arguments).flatMap(([key, { type }]) => checkKinds(type, given[key], context(key, given)));

function argumentProblems(kind: HelperKind, args: Fields): Problem[] {
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !key.startsWith("__")));
    const unknownKeys = checkKeys(visible, [...Object.keys(kind.arguments), "profile"], {
        ...context("", args),
        child: key => context(String(key), args),
    });
    if (unknownKeys.length > 0) return unknownKeys;
    return Object.entries(kind.arguments).flatMap(([key, type]) => {
        if (!isAbsent(args[key])) return type.check(args[key], context(key, args));
        return kind.optional?.includes(key) === true ? [] : context(key, args).problem("is missing");
    });
}

/** Returns true if other arguments are secret than in the state, where they would stay in clear text. A preview may not know them. */
const hasOtherSecrets = ({ __secretInputs: before }: Fields, { __secretInputs: now }: Fields): boolean =>
    Array.isArray(before) && Array.isArray(now) && !isDeepStrictEqual(before, now);

/** Replaces the parts of an AWS identity that a preview does not know, or that older states do not have, by those in the state. */
function knownIdentity(before: unknown, now: unknown): unknown {
    // The dynamic provider reads the settings of the stack itself, and the plugin is given them.
    if ([before, now].some(isAbsent) && [before, now].some(one => isFields(one) && one.isOfStack === true)) return before;
    if (!isFields(before) || !isFields(now)) return now;
    const isKept = (key: string, value: unknown): boolean =>
        containsUnknown(value) || (key === "further" && before.further === undefined);
    return Object.fromEntries(Object.entries(now).map(([key, value]) => [key, isKept(key, value) ? before[key] : value]));
}

/** Returns a value in comparable form: the engine sends an absent value as `null`, as `undefined` or not at all. */
const normalized = (value: unknown): unknown => (isAbsent(value) ? undefined : JSON.parse(JSON.stringify(value)));
