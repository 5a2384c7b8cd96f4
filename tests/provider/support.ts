import { kinds } from "../../provider/kinds";
import { hasSubject, type ObjectKind } from "../../provider/statement/kind";
import { checkResource } from "../../provider/lifecycle/check";
import { diffResource } from "../../provider/lifecycle/diff";
import { kindOf } from "../../provider/lifecycle/state";
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
    environmentId: undefined,
    profile: undefined,
    provider: undefined,
    withheld: false,
    kafkaClusterIds: [],
};

/** Returns the inputs of a resource as the provider receives them. A grant has no name. */
export function inputs(kind: string, args: Fields, name = "it"): Fields {
    const table = kinds.get(kind);
    return {
        ...(table !== undefined && hasSubject(table) ? {} : { name }),
        ...args,
        __kind: kind,
        __resource: args.__resource ?? name,
        // Pulumi keeps it in the inputs and in the state.
        __provider: "the text of the dynamic provider",
        __secretInputs: [...(kind === "Secret" ? ["value"] : []), ...((args.__secretInputs ?? []) as string[])],
    };
}

/** Returns the kind of an object by its checked inputs. */
export function objectKind({ __kind: name }: Fields): ObjectKind {
    const kind = kinds.get(String(name));
    if (kind === undefined || hasSubject(kind)) throw new Error(`${String(name)} is no object`);
    return kind;
}

/** Returns a reference to another resource. */
export const resource = (id: string, qualifiedName: string): Fields => ({ id, qualifiedName });

let run = new Run();

/** Checks a resource in a new run. */
export const check = (kind: string, args: Fields, olds: Fields = {}, overrides: Partial<Settings> = {}): CheckResult => {
    run = new Run();
    return checkAgain(kind, args, olds, overrides);
};

/** Checks another resource in the run of the last `check`. */
export const checkAgain = (kind: string, args: Fields, olds: Fields = {}, overrides: Partial<Settings> = {}): CheckResult =>
    checkResource(run, olds, inputs(kind, args), { ...settings, ...overrides });

/** Returns the checked inputs of a valid resource. */
export function accepted(kind: string, args: Fields, olds: Fields = {}): Fields {
    const { inputs: checked, failures } = check(kind, args, olds);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return checked;
}

/** Returns the definition that a preview shows. */
export const definition = (kind: string, args: Fields): string => String(accepted(kind, args).definition);

/** Returns the failures of `check`, each as `argument: message`. */
export const refusals = (kind: string, args: Fields): string[] =>
    check(kind, args).failures.map(({ property, reason }) => (property === "" ? reason : `${property}: ${reason}`));

/** Compares two checked states of a resource. */
export const compare = (olds: Fields, news: Fields): DiffResult => diffResource(run, kindOf(news), { olds, news });

/** Returns the result of `diff` for the arguments of two programs. */
export const diff = (kind: string, olds: Fields, news: Fields): DiffResult => {
    const before = accepted(kind, olds);
    return compare(before, accepted(kind, news, before));
};

/** The mistake, the kind, arguments with the mistake, and the error message. The title of the test is "kind refuses mistake". */
export type Refusal = readonly [mistake: string, kind: string, args: Fields, message: string];
