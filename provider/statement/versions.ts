import { type Capability, firstVersion, formatVersion, hasCapability } from "../../common/versions";
import type { Fields } from "../values/value";
import type { BackgroundChange } from "./background";
import type { AnyKind, Kind, Row } from "./kind";
import { argumentsOf } from "./parts";

/** A part of an argument's value that only newer servers take. */
export interface NewerPart {
    /** The path of the part within the value: `avro.glue`. */
    readonly path: string;
    readonly since: Capability;
    readonly isIn: (value: unknown) => boolean;
}

/** Returns true if what a change does, or whether an argument exists, depends on the version of the server. */
export const dependsOnVersion = (kind: AnyKind): boolean =>
    kind.since !== undefined ||
    ("background" in kind && kind.background !== undefined) ||
    kind.rows.some(row => row.since !== undefined || changeCapability(row) !== undefined);

/** Returns the capability that a change in place needs. */
export const changeCapability = ({ change }: Row): Capability | undefined => ("since" in change ? change.since : undefined);

/**
 * Returns a kind with the changes that a server of a version can make in place, and in the background. The others are replacements. If the version is
 * not known, the reason of the replacement names both outcomes.
 */
export function kindOn<K extends AnyKind>(kind: K, version: number | undefined): K {
    const known = "background" in kind && isTooOld(kind.background, version) ? withoutBackground(kind) : kind;
    return withChangesOf(known, version);
}

const isTooOld = (background: BackgroundChange | undefined, version: number | undefined): boolean =>
    background !== undefined && version !== undefined && !hasCapability(version, background.since);

/** Returns a kind on a server that answers an ALTER statement when the change is done. */
const withoutBackground = <K extends AnyKind>(kind: K): K => ({
    ...kind,
    background: undefined,
    rows: kind.rows.map((row): Row => ({ ...row, background: undefined })),
});

function withChangesOf<K extends AnyKind>(kind: K, version: number | undefined): K {
    const rows = kind.rows.map((row): Row => {
        const { change } = row;
        if (!("since" in change) || change.since === undefined) return row;
        if (version !== undefined && hasCapability(version, change.since)) return row;
        const unknown = `${change.before}; a server of ${firstVersion(change.since)} or newer changes it in place, and the version of this one is not known`;
        return { ...row, change: { by: "replacement", why: version === undefined ? unknown : change.before } };
    });
    return rows.every((row, at) => row === kind.rows[at]) ? kind : { ...kind, rows };
}

/** Returns a kind whose objects no successor changes. `why` returns the reason of a replacement from the one on older servers. */
export const withoutSuccessor = <K extends AnyKind>(kind: K, why: (before: string) => string): K => ({
    ...kind,
    rows: kind.rows.map(({ change, ...row }): Row => ({
        ...row,
        change: change.by === "successor" ? { by: "replacement", why: why(change.before) } : change,
    })),
});

/** A capability that an object needs, and what needs it: the kind, an argument, or a part of its value. */
interface Need {
    readonly what: string;
    readonly since: Capability;
}

/** Returns the capabilities that an object needs. */
export function needsOf(kind: Kind, args: Fields): Need[] {
    const given = argumentsOf(args);
    const whole = [{ what: kind.name, since: kind.since }];
    const rows = kind.rows.filter(row => given.has(row.path));
    const parts = rows.flatMap(row =>
        (row.newerParts ?? [])
            .filter(part => part.isIn(given.get(row.path)))
            .map(part => ({ what: `${row.path}.${part.path}`, since: part.since })),
    );
    return [...whole, ...rows.map(({ path, since }) => ({ what: path, since })), ...parts].filter(
        (need): need is Need => need.since !== undefined,
    );
}

/** Returns the reason why a server of a version cannot have an object; undefined if it can. */
export function missingCapability(kind: Kind, args: Fields, version: number): string | undefined {
    const missing = needsOf(kind, args).find(({ since }) => !hasCapability(version, since));
    return missing === undefined
        ? undefined
        : `${missing.what} needs Materialize ${firstVersion(missing.since)} or newer, and the server has ${formatVersion(version)}`;
}
