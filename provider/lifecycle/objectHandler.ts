import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { checkResource } from "./check";
import { createObject } from "./create";
import { deleteObject } from "./delete";
import { diffResource } from "./diff";
import type { CheckResult, CreateResult, DiffResult, Handler, Operation, ReadResult, UpdateResult } from "./handler";
import { readObject } from "./read";
import { reconcile } from "./reconcile";
import { printDiffNotices } from "./replacementNotices";

/** Handles the objects of one kind. */
export class ObjectHandler implements Handler {
    constructor(
        private readonly run: Run,
        private readonly kind: ObjectKind,
    ) {}

    check(olds: Fields, news: Fields, settings: Settings): CheckResult {
        return checkResource(this.run, olds, news, settings);
    }

    async diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        const result = diffResource(this.run, olds, news);
        await printDiffNotices(this.run, { id, olds, news }, result);
        return result;
    }

    create(news: Fields): Promise<CreateResult> {
        const { run, kind } = this;
        return run.environment(news.profile).create(environment => createObject({ run, environment, kind }, news));
    }

    read(id: string, props: Fields): Promise<ReadResult> {
        return this.work(props, operation => readObject(operation, id, props));
    }

    async update(id: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        return { outs: await this.work(news, operation => reconcile(operation, id, olds, news)) };
    }

    delete(id: string, olds: Fields): Promise<void> {
        return this.work(olds, operation => deleteObject(operation, id, olds));
    }

    private work<T>({ profile }: Fields, call: (operation: Operation) => Promise<T>): Promise<T> {
        const { run, kind } = this;
        return run.environment(profile).work(environment => call({ run, environment, kind }));
    }
}
