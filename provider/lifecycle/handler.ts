import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import type { Settings } from "../session/settings";
import type { ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";

/** The inputs of a resource with what `check` computes, and the errors that refuse it. */
export interface CheckResult {
    inputs: Fields;
    /** The engine prints the value of the property that a failure names; an empty property prints none. */
    failures: { property: string; reason: string }[];
}

export interface DiffResult {
    changes: boolean;
    replaces: string[];
    deleteBeforeReplace: boolean;
    /** The arguments of objects, grants and parameters that differ; absent if none does. The dynamic provider cannot show them. */
    changed?: ChangedArgument[];
}

/** An argument that differs between the state and the program. */
export interface ChangedArgument {
    readonly path: string;
    /** True if the change needs a replacement. */
    readonly isReplacement: boolean;
}

export interface CreateResult {
    id: string;
    outs: Fields;
}

/** The state after a refresh; without an id the resource is gone. */
export interface ReadResult {
    id?: string;
    props?: Fields;
    inputs?: Fields;
}

export interface UpdateResult {
    outs: Fields;
}

/** The calls of Pulumi's engine for the resources of one kind. */
export interface Handler {
    check(olds: Fields, news: Fields, settings: Settings): CheckResult | Promise<CheckResult>;
    diff(id: string, olds: Fields, news: Fields): DiffResult | Promise<DiffResult>;
    create(news: Fields): Promise<CreateResult>;
    read(id: string, props: Fields): Promise<ReadResult>;
    update(id: string, olds: Fields, news: Fields): Promise<UpdateResult>;
    delete(id: string, olds: Fields): Promise<void>;
    /** Reads an object that no state has, by its qualified name or Materialize's id. `inputs` has the kind and the default namespace. */
    import?(id: string, inputs: Fields): Promise<ReadResult>;
}

/** One call of the engine for an object of Materialize. */
export interface Operation {
    readonly run: Run;
    readonly environment: Environment;
    readonly kind: ObjectKind;
}
