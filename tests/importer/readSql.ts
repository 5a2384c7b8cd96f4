import { resourcesInSql } from "../../importer/sql";
import { Run } from "../../provider/run/run";
import type { Fields } from "../../provider/values/value";

/** What files declare. */
export interface Read {
    /** The arguments of each resource, after its class and its name. */
    readonly resources: readonly (readonly [string, Fields])[];
    /** The place, the words and the reason of each statement without a resource. */
    readonly left: readonly string[];
}

/** Reads the resources of files, without a server. */
export const readResources = (...texts: readonly string[]) =>
    resourcesInSql(
        new Run(undefined, { MZ_OFFLINE: "true" }),
        texts.map((text, at) => ({ name: `${String(at + 1)}.sql`, text })),
    );

/** Reads files, without a server. */
export async function read(...texts: readonly string[]): Promise<Read> {
    const { resources, left } = await readResources(...texts);
    return {
        resources: resources.map(({ kind, name, args }) => [`${kind.name} ${name}`, args]),
        left: left.map(({ place, words, reason }) => `${place} ${words}: ${reason}`),
    };
}
