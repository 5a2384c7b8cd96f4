import { kinds } from "../provider/kinds";
import * as lookups from "../provider/lookups";
import type { Config } from "../provider/lookups";
import { hasSubject, type ObjectKind } from "../provider/statement/kind";
import type { Fields } from "../provider/values/value";
import { listLookupName, lookupName } from "../common/lookupNames";
import { nearest } from "../common/nearest";
import { TOKEN_PREFIXES } from "../common/tokens";

type Call<Found> = (config: Config, args: Fields) => Promise<Found>;

/** A lookup function. */
export interface Lookup {
    /** The kind of the objects that it finds, unless it finds something else. */
    readonly kind?: ObjectKind;
    /** True if it returns several objects, in the property `items`. */
    readonly isList: boolean;
    readonly call: Call<Fields>;
}

const single = (call: Call<Fields>, kind?: ObjectKind): Lookup => ({ isList: false, call, ...(kind && { kind }) });

const listed = (call: Call<readonly Fields[]>, kind?: ObjectKind): Lookup => ({
    ...{ isList: true, call: async (config, args) => ({ items: await call(config, args) }) },
    ...(kind && { kind }),
});

const ofKinds = [...kinds.values()].flatMap((kind): [string, Lookup][] => {
    if (hasSubject(kind)) return [];
    const { name } = kind;
    return [
        [lookupName(name), single((config, args) => lookups.getObject(config, name, args), kind)],
        [listLookupName(name), listed((config, args) => lookups.getObjects(config, name, args), kind)],
    ];
});

/** The lookup functions by name. */
export const LOOKUPS: ReadonlyMap<string, Lookup> = new Map<string, Lookup>([
    ...ofKinds,
    ["getEgressIps", listed(lookups.egressIps)],
    ["getSystemParameter", single(lookups.systemParameter)],
    ["getSourceReferences", listed(lookups.sourceReferences)],
]);

/** Returns the lookup function of a token: `materialize:index:getSecret`. */
export function lookupOf(token: string): Lookup {
    const name = token.startsWith(TOKEN_PREFIXES.plugin) ? token.slice(TOKEN_PREFIXES.plugin.length) : token;
    const found = token === name ? undefined : LOOKUPS.get(name);
    if (found !== undefined) return found;
    const meant = nearest(name, [...LOOKUPS.keys()]);
    const hint = meant === undefined ? "" : `; did you mean ${TOKEN_PREFIXES.plugin}${meant}?`;
    throw new Error(`the plugin of pulumi-materialize has no function ${token}${hint}`);
}
