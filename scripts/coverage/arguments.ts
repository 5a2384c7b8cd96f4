import { type Capability, firstVersion } from "../../common/versions";
import { kinds } from "../../provider/kinds";
import { type AnyKind, hasSubject, type Row } from "../../provider/statement/kind";
import type { ValueSchema } from "../../provider/values/schema";
import { changesOf } from "../docs-changes";
import { driftOf } from "../docs-drift";
import type { Option, Statement } from "./statement";

/** An argument, or a part of its value, of one kind. */
export interface Place {
    readonly kind: AnyKind;
    readonly row: Row;
    /** The path of the argument, with that of the part: `brokers.address`. */
    readonly path: string;
    /** The path within the argument of which the options of the statement are parts. */
    readonly part: string;
}

/** What the table of a kind says about an argument. */
export interface Effect {
    readonly change: string;
    readonly drift: string;
    readonly since: string;
}

/** Returns the kinds of classes and of types of objects. */
export const kindsOf = (names: readonly string[]): AnyKind[] =>
    names.flatMap(name => {
        const found = [...kinds.values()].filter(kind => kind.name === name || (!hasSubject(kind) && kind.object === name));
        if (found.length === 0) throw new Error(`there is no class ${name}`);
        return found;
    });

/** The path of a value; a leaf has no parts. */
interface Path {
    readonly path: string;
    readonly isLeaf: boolean;
}

interface Argument {
    readonly kind: AnyKind;
    readonly row: Row;
    readonly paths: readonly Path[];
}

/** Returns the paths of a value: those of its parts, and those of the objects that hold parts. */
function pathsOf(schema: ValueSchema, path: string): Path[] {
    switch (schema.type) {
        case "object": {
            const parts = Object.entries(schema.properties).flatMap(([key, part]) => pathsOf(part, `${path}.${key}`));
            return [{ path, isLeaf: parts.length === 0 }, ...parts];
        }
        case "list":
            return pathsOf(schema.items, path);
        case "one of":
            return schema.alternatives.flatMap(one => pathsOf(one, path));
        default:
            return [{ path, isLeaf: true }];
    }
}

/** The arguments of the kinds, with the paths of their values. */
const argumentsOfKinds = new Map(
    [...kinds.values()].map(kind => [kind, kind.rows.map(row => ({ kind, row, paths: pathsOf(row.value.type, row.path) }))]),
);

const argumentsOf = (kind: AnyKind): readonly Argument[] => argumentsOfKinds.get(kind) ?? [];

/** Returns the paths of all values that a program can give. */
export const leavesOf = (kind: AnyKind): string[] => [
    ...new Set(argumentsOf(kind).flatMap(({ paths }) => paths.flatMap(({ path, isLeaf }) => (isLeaf ? [path] : [])))),
];

/** Returns true if the table of the kind writes an argument under the name of an option. */
function isWrittenAs({ path, position }: Row, option: string): boolean {
    if (position.in === "path") return path === option;
    if (position.in === "options" || position.in === "with") return position.option === option;
    return position.in === "clause" && position.after.trim() === option;
}

/** Returns the arguments that stand for an option; none if a reason does. */
export function placesOf(statement: Statement, option: Option): Place[] {
    const all = kindsOf(statement.of).flatMap(argumentsOf);
    if (typeof option === "string")
        return all
            .filter(({ row }) => isWrittenAs(row, option))
            .map(({ kind, row }) => ({ kind, row, path: row.path, part: row.path }));
    const [, by] = option;
    if (typeof by !== "string") return [];
    const wanted = (statement.within ?? [""]).map(outer => ({ part: by, path: outer === "" ? by : `${outer}.${by}` }));
    return all.flatMap(({ kind, row, paths }) =>
        wanted.filter(({ path }) => paths.some(one => one.path === path)).map(one => ({ kind, row, ...one })),
    );
}

/** What the kinds say about their arguments. Each is computed once. */
const changes = new Map([...kinds.values()].map(kind => [kind, changesOf(kind)]));
const drifts = new Map([...kinds.values()].map(kind => [kind, driftOf(kind)]));

/** Returns what a change of an argument does, whether a refresh detects it, and since which version it exists. */
export function effectOf({ kind, row, path }: Place): Effect {
    const change = changes.get(kind)?.find(one => one.path === row.path);
    if (change === undefined) throw new Error(`${kind.name} has no argument ${row.path}`);
    const drift = drifts.get(kind)?.find(one => one.path === row.path);
    const from = change.since === undefined ? "" : `, from ${change.since} on`;
    return {
        change:
            change.how === "nothing"
                ? `none: ${change.why ?? ""}`
                : row.extension === undefined
                  ? `${change.how}${from}`
                  : EXTENDED,
        drift: drift === undefined ? "–" : drift.seen ? "yes" : "no",
        since: sinceOf(row, path),
    };
}

const EXTENDED = "in place where it only adds, else replacement";

const version = (capability: Capability | undefined): string => (capability === undefined ? "" : firstVersion(capability));

/** Returns the first version that has objects of a kind; an empty text if every supported version does. */
export const sinceOfKind = ({ since }: AnyKind): string => version(since);

function sinceOf({ path: argument, since, newerParts = [] }: Row, path: string): string {
    const newer = newerParts.find(part => `${path}.`.startsWith(`${argument}.${part.path}.`));
    return version(newer?.since ?? since);
}
