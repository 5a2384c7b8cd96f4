import type { ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { createObject } from "./create";
import { deleteObject } from "./delete";
import type { CreateResult, Operation, ReadResult, UpdateResult } from "./handler";
import { MaterializeHandler } from "./materializeHandler";
import { readObject } from "./read";
import { reconcile } from "./reconcile";

/** Handles the objects of one kind. */
export class ObjectHandler extends MaterializeHandler<ObjectKind> {
    create(news: Fields): Promise<CreateResult> {
        return this.work(news, operation => createObject(operation, news));
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
