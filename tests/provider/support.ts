import { kinds } from "../../provider/kinds";
import { isGrant } from "../../provider/statement/kind";
import { checkResource } from "../../provider/lifecycle/check";
import { diffResource } from "../../provider/lifecycle/diff";
import type { CheckResult, DiffResult } from "../../provider/lifecycle/handler";
import { Run } from "../../provider/run/run";
import type { Settings } from "../../provider/session/settings";
import type { Fields } from "../../provider/values/value";

export const settings: Settings = {
    host: "127.0.0.1",
    port: 6875,
    user: "materialize",
    password: undefined,
    database: "materialize",
    schema: "public",
    cluster: undefined,
    sslmode: "disable",
    sslrootcert: undefined,
    sslcert: undefined,
    sslkey: undefined,
    options: undefined,
    maxConnections: 4,
    connectWithin: 0,
    offline: false,
    profile: undefined,
    withheld: false,
};

/** A resource as it reaches the provider; a grant has no name of its own. */
export function inputs(kind: string, args: Fields, name = "it"): Fields {
    const table = kinds.get(kind);
    return {
        ...(table !== undefined && isGrant(table) ? {} : { name }),
        ...args,
        __kind: kind,
        __resource: args.__resource ?? name,
        __secretInputs: kind === "Secret" ? ["value"] : (args.__secretInputs ?? []),
    };
}

/** Another resource, as a reference. */
export const resource = (id: string, qualifiedName: string): Fields => ({ id, qualifiedName });

let run = new Run();

/** What `check` makes of a resource. */
export const check = (kind: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}): CheckResult => {
    run = new Run();
    return checkAgain(kind, args, olds, given);
};

/** The same for another resource of the same run. */
export const checkAgain = (kind: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}): CheckResult =>
    checkResource(run, olds, inputs(kind, args), { ...settings, ...given });

/** The checked inputs of a resource that is right. */
export function accepted(kind: string, args: Fields, olds: Fields = {}): Fields {
    const { inputs: checked, failures } = check(kind, args, olds);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return checked;
}

/** The statement that a preview shows. */
export const definition = (kind: string, args: Fields): string => String(accepted(kind, args).definition);

/** What `check` refuses, each as `argument: sentence`. */
export const refusals = (kind: string, args: Fields): string[] =>
    check(kind, args).failures.map(({ property, reason }) => (property === "" ? reason : `${property}: ${reason}`));

/** Compares two checked states of a resource. */
export const compare = (olds: Fields, news: Fields): DiffResult => diffResource(run, olds, news);

/** What `diff` says of two programs. */
export const diff = (kind: string, olds: Fields, news: Fields): DiffResult => {
    const before = accepted(kind, olds);
    return compare(before, accepted(kind, news, before));
};

/** What is wrong, the kind, its arguments, and the sentence that the user reads. */
export type Refusal = readonly [what: string, kind: string, args: Fields, sentence: string];
