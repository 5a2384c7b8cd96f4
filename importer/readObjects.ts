import { inputsOfImport, UnreadableArguments } from "../provider/lifecycle/importObject";
import { ObjectHandler } from "../provider/lifecycle/objectHandler";
import type { Run } from "../provider/run/run";
import { catalogName } from "../provider/statement/qualifiedName";
import type { ObjectKind } from "../provider/statement/kind";
import { type Found, keyOf } from "./catalogObjects";
import type { Resource } from "./resource";
import { leftOut, type LeftOut } from "./selection";

/** An object with its arguments, and the name of its resource. */
export interface ReadObject extends Found, Resource {
    readonly kind: ObjectKind;
}

/** Reads the arguments of objects as an import reads them. Simultaneous reads are combined, so that all are read at once. */
export async function readObjects(
    run: Run,
    objects: readonly Found[],
    names: ReadonlyMap<string, string>,
): Promise<{ read: readonly ReadObject[]; unreadable: readonly LeftOut[] }> {
    const all = await Promise.all(objects.map(object => readObject(run, object, names.get(keyOf(object.row)) ?? "")));
    return {
        read: all.flatMap(one => ("args" in one ? [one] : [])),
        unreadable: all.flatMap(one => ("reason" in one ? [one] : [])),
    };
}

async function readObject(run: Run, { kind, row }: Found, name: string): Promise<ReadObject | LeftOut> {
    const given = inputsOfImport({ __kind: kind.name, __resource: name, __parent: "" }, run.settings(undefined));
    try {
        const qualifiedName = catalogName(row);
        const { inputs } = await new ObjectHandler(run, kind).import(qualifiedName, given);
        return inputs === undefined ? leftOut(row, "it was dropped meanwhile") : { kind, row, name, qualifiedName, args: inputs };
    } catch (error) {
        if (error instanceof UnreadableArguments) return leftOut(row, error.reason);
        throw error;
    }
}
