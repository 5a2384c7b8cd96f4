import { messageOf } from "../common/messageOf";
import { Handlers } from "../provider/handlers";
import type { CheckResult, DiffResult, ReadResult } from "../provider/lifecycle/handler";
import { inputsOfImport } from "../provider/lifecycle/importObject";
import { outputsOfCreate, outputsOfUpdate } from "../provider/previewOutputs";
import type { Config } from "../provider/lookups";
import { Run } from "../provider/run/run";
import { withSettingsOfLastUp } from "../provider/session/connectErrors";
import { OFFLINE_NOTICE, OfflineError } from "../provider/session/offline";
import { versionProblems } from "../provider/session/packageVersion";
import type { Fields } from "../provider/values/value";
import { type Given, hiddenInputs } from "./inputs";
import { servedKind, type Subject } from "./token";

/** The resources of one provider in one run of the engine. */
export class Resources {
    readonly run: Run;
    private readonly handlers: Handlers;
    /** What a change would refuse, of resources that were checked or compared before it was known whether this is a preview. */
    private readonly unconfirmed: (() => Promise<void>)[] = [];
    private confirmation: Promise<void> | undefined;

    constructor(config: Config) {
        this.run = new Run(key => config.get(key), undefined, undefined, config.provider);
        // The engine tells only with a create or an update whether it previews: until the first change, nothing is asked that a preview would not ask.
        this.run.isPreview = true;
        this.run.listsGrants = false;
        this.handlers = new Handlers(this.run);
    }

    /** Checks the inputs. The error of a check is a failure, which the engine prints as one line. */
    async check(olds: Fields, given: Given): Promise<CheckResult> {
        try {
            const { __sdk: sdkVersion, ...news } = given.fields;
            const isOfClass = sdkVersion !== undefined;
            const problems = [...given.problems, ...(isOfClass ? versionProblems(sdkVersion) : [])];
            if (problems.length > 0) return failed(news, problems);
            if (isOfClass) this.run.listsGrants = true;
            const isOffline = this.run.settings(news.profile).offline;
            if (isOffline && this.run.notices.isFirst("offline")) console.log(OFFLINE_NOTICE);
            const check = (): Promise<CheckResult> => this.handlers.check(olds, news);
            const checked = await check();
            const isAccepted = checked.failures.length === 0;
            if (isAccepted && this.run.isPreview && olds.__kind === undefined && this.run.replacements.isForced(news))
                this.confirm(check);
            return checked;
        } catch (error) {
            return failed(given.fields, [messageOf(error)]);
        }
    }

    async diff(subject: Subject, id: string, { olds, news }: { olds: Fields; news: Fields }): Promise<DiffResult> {
        const states = { olds: this.own(subject, olds), news: this.own(subject, news) };
        const compare = async (): Promise<DiffResult> => this.handlers.of(states.news).diff(id, states.olds, states.news);
        const result = await compare();
        if (this.run.isPreview && result.replaces.length > 0)
            this.unconfirmed.push(async () => {
                const again = await compare();
                if (again.replaces.length > 0) return;
                throw new Error(
                    `${subject.name} needs no replacement any more, now that Materialize answers: run the command again`,
                );
            });
        // A resource of the dynamic provider, whose state has its text, is taken over by an update without a statement.
        return olds.__provider === undefined ? result : { ...result, changes: true };
    }

    async create(subject: Subject, inputs: Fields, isPreview: boolean): Promise<{ id: string; outs: Fields }> {
        const news = this.own(subject, inputs);
        if (isPreview) return { id: "", outs: outputsOfCreate(this.run, news) };
        await this.beginChange(news);
        return this.handlers.of(news).create(news);
    }

    async update(subject: Subject, id: string, states: { olds: Fields; news: Fields }, isPreview: boolean): Promise<Fields> {
        const [olds, news] = [this.own(subject, states.olds), this.own(subject, states.news)];
        if (isPreview) return outputsOfUpdate(this.run, olds, news);
        await this.beginChange(news);
        return (await this.handlers.of(news).update(id, olds, news)).outs;
    }

    async delete(subject: Subject, id: string, state: Fields): Promise<void> {
        const olds = this.own(subject, state);
        await this.beginChange(olds);
        await withSettingsOfLastUp(() => this.handlers.of(olds).delete(id, olds));
    }

    /** Reads a resource; one without a state is imported. */
    async read(subject: Subject, id: string, state: Fields): Promise<ReadResult> {
        const isKnown = typeof state.__kind === "string";
        const props = isKnown ? this.own(subject, state) : this.imported(subject, state);
        if (this.run.settings(props.profile).offline) throw new OfflineError();
        const handler = this.handlers.of(props);
        if (isKnown) return withSettingsOfLastUp(() => handler.read(id, props));
        if (handler.import !== undefined) return handler.import(id, props);
        throw new Error(
            `a ${String(props.__kind)} cannot be imported or read by an id: declare it, and \`pulumi up\` finds what is already there`,
        );
    }

    /** Returns properties with the kind of the token: nothing else decides which handler gets them. */
    private own(subject: Subject, properties: Fields): Fields {
        return { ...properties, __kind: servedKind(subject.token).name };
    }

    /** Returns the inputs with which a resource without a state is read. */
    private imported(subject: Subject, state: Fields): Fields {
        const inputs = inputsOfImport(hiddenInputs(subject, servedKind(subject.token).name), this.run.settings(state.profile));
        return state.profile === undefined ? inputs : { ...inputs, profile: state.profile };
    }

    /** Begins a change, which is no preview. Before the first one, all replacements are checked as an update checks them. */
    private async beginChange(inputs: Fields): Promise<void> {
        if (this.run.settings(inputs.profile).offline) throw new OfflineError();
        this.run.isPreview = false;
        this.confirmation ??= this.confirmAll();
        await this.confirmation;
    }

    private async confirmAll(): Promise<void> {
        for (const confirm of this.unconfirmed) await confirm();
    }

    private confirm(check: () => Promise<CheckResult>): void {
        this.unconfirmed.push(async () => {
            const [failure] = (await check()).failures;
            if (failure !== undefined) throw new Error(failure.reason);
        });
    }
}

const failed = (inputs: Fields, reasons: readonly string[]): CheckResult => ({
    inputs,
    failures: reasons.map(reason => ({ property: "", reason })),
});
