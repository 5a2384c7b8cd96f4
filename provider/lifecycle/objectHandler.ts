import type { Settings } from "../session/settings";
import type { ProgramObject } from "../run/records";
import type { ObjectKind } from "../statement/kind";
import { derivedOutputs } from "../statement/qualifiedName";
import { dependsOnVersion, kindOn } from "../statement/versions";
import type { Fields } from "../values/value";
import { createObject } from "./create";
import { replacedReferences } from "./diff";
import { isUnresolved } from "./pendingOperations";
import { checkReplacement } from "./checkReplacement";
import { deleteObject } from "./delete";
import { checkEnvironment, checkNewEnvironment } from "./environmentCheck";
import type { CheckResult, CreateResult, DiffResult, Operation, ReadResult, UpdateResult } from "./handler";
import { MaterializeHandler } from "./materializeHandler";
import { forgetAfterMove, readAfterMove, updateAfterMove } from "./moved";
import { importObject } from "./importObject";
import { decideExtension } from "./extensionDecision";
import { readObject } from "./read";
import { reconcile } from "./reconcile";
import { recordedReads } from "./renamedReferences";
import { checkCapabilities, versionOutput } from "./serverVersion";
import { decideSuccessor, withArgument } from "./successorDecision";

/** Handles the objects of one kind. */
export class ObjectHandler extends MaterializeHandler<ObjectKind> {
    /** Checks the inputs. Under `--replace`, the server is asked here whether the replacement can be created. */
    override async check(olds: Fields, news: Fields, settings: Settings): Promise<CheckResult> {
        const result = await super.check(olds, news, settings);
        const isForced = olds.__kind === undefined && this.run.replacements.isForced(news);
        if (isForced && !this.run.isPreview && result.failures.length === 0)
            await this.work(news, ({ run, environment, kind }) => checkReplacement(run, environment, kind, result.inputs));
        const isNew = olds.__kind === undefined && this.run.replacements.before(news) === undefined;
        if (isNew && news.adopt !== true) this.recordObject(result.inputs, { isNew });
        return result;
    }

    /** Compares the state with the program. In an update, the server is asked whether a replacement can be created before anything is dropped. */
    override async diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        this.run.replacements.recordCompared(news);
        this.run.environment(olds.profile).catalog.recordObjectId(this.kind, id, olds.objectId);
        const result = await super.diff(id, olds, news);
        if (result.replaces.length === 0) this.recordObject(news, { id, isNew: false });
        if (result.replaces.length > 0 && !isUnresolved(olds))
            this.run.environment(olds.profile).recordReplaced({ kind: this.kind, id, state: olds });
        const isOwnChange = result.replaces.length > 0 && replacedReferences(this.kind, olds, news).length === 0;
        if (isOwnChange && !this.run.isPreview && !isUnresolved(olds))
            await this.work(news, ({ run, environment, kind }) => checkReplacement(run, environment, kind, news));
        return result;
    }

    protected override async kindFor(states: { olds: Fields; news: Fields }): Promise<ObjectKind> {
        const kind = await decideSuccessor(this.run, await super.kindFor(states), states);
        return decideExtension(this.run, kind, states);
    }

    create(news: Fields): Promise<CreateResult> {
        return this.work(news, async operation => {
            const environmentId = await checkNewEnvironment(operation.environment, news);
            await checkCapabilities(operation.environment, this.kind, news);
            const created = await createObject(operation, {
                ...news,
                environmentId,
                ...(await this.version(operation)),
                ...recordedReads(this.run, news),
                ...derivedOutputs(this.kind, news, operation.environment.host),
            });
            this.recordObject(news, { id: created.id, isNew: news.adopt !== true });
            operation.environment.catalog.recordObjectId(this.kind, created.id, created.outs.objectId);
            return created;
        });
    }

    read(id: string, props: Fields): Promise<ReadResult> {
        return this.work(props, async operation => {
            const { environmentId, hasMoved } = await checkEnvironment(operation.environment, props);
            const seen = await (hasMoved ? readAfterMove : readObject)(operation, id, {
                ...props,
                environmentId,
                ...(await this.version(operation)),
            });
            operation.environment.catalog.recordObjectId(this.kind, id, seen.props?.objectId);
            return seen;
        });
    }

    import(id: string, inputs: Fields): Promise<ReadResult> {
        return this.work(inputs, async operation => {
            const { environmentId } = await checkEnvironment(operation.environment, inputs);
            return importObject(operation, id, { ...inputs, environmentId, ...(await this.version(operation)) });
        });
    }

    async update(id: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        const outs = await this.work(news, async operation => {
            const { environmentId, hasMoved } = await checkEnvironment(operation.environment, olds);
            await checkCapabilities(operation.environment, this.kind, news);
            const reads = recordedReads(this.run, news, olds);
            const derived = derivedOutputs(this.kind, news, operation.environment.host);
            const wanted = { ...news, environmentId, ...(await this.version(operation)), ...reads, ...derived };
            const updated = await (hasMoved
                ? updateAfterMove(operation, wanted)
                : reconcile(operation, id, { olds, news: wanted }));
            operation.environment.catalog.recordObjectId(this.kind, id, updated.objectId);
            return updated;
        });
        return { outs };
    }

    delete(id: string, olds: Fields): Promise<void> {
        return this.work(olds, async operation => {
            const { hasMoved } = await checkEnvironment(operation.environment, olds);
            if (hasMoved) forgetAfterMove(olds);
            else await deleteObject(operation, id, olds);
        });
    }

    /** Records an object that queries may read. */
    private recordObject(inputs: Fields, object: Omit<ProgramObject, "kind">): void {
        if (this.kind.scope === "schema") this.run.objects.record(inputs, { kind: this.kind.name, ...object });
    }

    private version({ environment }: Operation): Promise<Fields> {
        return versionOutput(environment, this.kind);
    }

    private work<T>(args: Fields, call: (operation: Operation) => Promise<T>): Promise<T> {
        const { run } = this;
        return run.environment(args.profile).work(async environment => {
            const depends = dependsOnVersion(this.kind);
            const kind = depends ? kindOn(this.kind, await environment.version()) : this.kind;
            return call({ run, environment, kind: withArgument(kind, args) });
        });
    }
}
