import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { GrantKind, ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { checkResource } from "./check";
import { diffResource } from "./diff";
import type { CheckResult, CreateResult, DiffResult, Handler, ReadResult, UpdateResult } from "./handler";
import { holdKept } from "./holding";
import { recordEnvironment } from "./environmentCheck";
import { printDiffNotices } from "./replacementNotices";

/** Handles the objects or the grants of one kind, which are checked and compared by the rows of the kind alike. */
export abstract class MaterializeHandler<K extends GrantKind | ObjectKind> implements Handler {
    constructor(
        protected readonly run: Run,
        protected readonly kind: K,
    ) {}

    check(olds: Fields, news: Fields, settings: Settings): CheckResult {
        return checkResource(this.run, olds, news, settings);
    }

    async diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        const result = diffResource(this.run, olds, news);
        const environment = this.run.environment(news.profile);
        holdKept(environment, this.kind, { olds, news }, result);
        await recordEnvironment(this.run, environment, olds, result);
        await printDiffNotices(this.run, { id, olds, news }, result);
        return result;
    }

    abstract create(news: Fields): Promise<CreateResult>;
    abstract read(id: string, props: Fields): Promise<ReadResult>;
    abstract update(id: string, olds: Fields, news: Fields): Promise<UpdateResult>;
    abstract delete(id: string, olds: Fields): Promise<void>;
}
