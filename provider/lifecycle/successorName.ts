import { createHash } from "node:crypto";
import type { CatalogName } from "../statement/kind";

const END = "_pulumi_replacement";

/** Materialize accepts no longer name. */
const MAX_NAME_BYTES = 255;

/** Returns the name of the successor of an object, by which a later run finds it. */
export function successorName(name: string): string {
    if (Buffer.byteLength(name + END) <= MAX_NAME_BYTES) return name + END;
    // The beginnings of two long names can be equal.
    const hash = createHash("sha256").update(name).digest("hex").slice(0, 12);
    return `${beginning(name, MAX_NAME_BYTES - Buffer.byteLength(`_${hash}${END}`))}_${hash}${END}`;
}

/** Returns as many whole characters of a text as a number of bytes holds. */
function beginning(text: string, bytes: number): string {
    let begun = "";
    for (const character of text) {
        if (Buffer.byteLength(begun + character) > bytes) break;
        begun += character;
    }
    return begun;
}

/** Returns true if an object has the name that a run gives the successor of another one, and lies in its schema. */
export const isNamedAsSuccessor = (one: CatalogName, object: CatalogName): boolean =>
    one.name === successorName(object.name) && one.schema === object.schema && one.database === object.database;
