import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { AnyKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { changeCapability, kindOn } from "../statement/versions";
import { changedRows } from "./changes";
import { checkResource } from "./check";
import { diffResource } from "./diff";
import type { CheckResult, CreateResult, DiffResult, Handler, ReadResult, UpdateResult } from "./handler";
import { holdKept } from "./holding";
import { recordEnvironment } from "./environmentCheck";
import { replacementConflict } from "./replacementConflict";
import { withRenamedReferences } from "./renamedReferences";
import { printDiffNotices } from "./replacementNotices";
import { knownVersion } from "./serverVersion";

/** Handles the objects or the grants of one kind, which are checked and compared by the rows of the kind alike. */
export abstract class MaterializeHandler<K extends AnyKind> implements Handler {
    constructor(
        protected readonly run: Run,
        protected readonly kind: K,
    ) {}

    check(olds: Fields, news: Fields, settings: Settings): CheckResult | Promise<CheckResult> {
        const checked = checkResource(this.run, olds, news, settings);
        const conflict = checked.failures.length > 0 ? undefined : replacementConflict(this.run, olds, checked.inputs);
        return conflict === undefined ? checked : { ...checked, failures: [{ property: "", reason: conflict }] };
    }

    async diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        const known = await withRenamedReferences(this.run, { id, olds, news });
        const kind = await this.kindFor({ olds: known, news });
        const compared = diffResource(this.run, kind, { olds: known, news });
        // The state must hold a query with other names, although no statement runs.
        const result = { ...compared, changes: compared.changes || known !== olds };
        if (result.replaces.length === 0 && olds.qualifiedName !== news.qualifiedName)
            this.run.renames.record(olds.profile, olds.qualifiedName, news.qualifiedName);
        const environment = this.run.environment(news.profile);
        holdKept(environment, this.kind, { olds, news }, result);
        await recordEnvironment(this.run, environment, olds, result);
        await printDiffNotices(this.run, { id, kind, olds: known, news }, result);
        return result;
    }

    /** Returns the kind as the server has it. The server is asked only if a changed argument depends on its version. */
    protected async kindFor({ olds, news }: { olds: Fields; news: Fields }): Promise<K> {
        const depends = changedRows(this.kind, olds, news).some(row => changeCapability(row) !== undefined);
        return depends ? kindOn(this.kind, await knownVersion(this.run, olds)) : this.kind;
    }

    abstract create(news: Fields): Promise<CreateResult>;
    abstract read(id: string, props: Fields): Promise<ReadResult>;
    abstract update(id: string, olds: Fields, news: Fields): Promise<UpdateResult>;
    abstract delete(id: string, olds: Fields): Promise<void>;
}
