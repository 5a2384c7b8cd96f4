import { kinds } from "../provider/kinds";
import * as lookups from "../provider/lookups";
import type { Config } from "../provider/lookups";
import { hasSubject } from "../provider/statement/kind";
import type { Fields } from "../provider/values/value";
import { nearest } from "../common/nearest";
import { PACKAGE } from "./token";

/** A lookup function: it returns one object, or several in the property `items`. */
export type Lookup = (config: Config, args: Fields) => Promise<Fields>;

const listed = async (found: Promise<readonly Fields[]>): Promise<Fields> => ({ items: await found });

/** The names of lookup functions that are not a kind with an `s`. */
const PLURALS: Readonly<Record<string, string>> = { Index: "Indexes", NetworkPolicy: "NetworkPolicies" };

const ofKinds = [...kinds.values()]
    .filter(kind => !hasSubject(kind))
    .flatMap(({ name }): [string, Lookup][] => [
        [`get${name}`, (config, args) => lookups.getObject(config, name, args)],
        [`get${PLURALS[name] ?? `${name}s`}`, (config, args) => listed(lookups.getObjects(config, name, args))],
    ]);

/** The lookup functions by name. */
export const LOOKUPS: ReadonlyMap<string, Lookup> = new Map<string, Lookup>([
    ...ofKinds,
    ["getEgressIps", (config, args) => listed(lookups.egressIps(config, args))],
    ["getSystemParameter", (config, args) => lookups.systemParameter(config, args)],
    ["getSourceReferences", (config, args) => listed(lookups.sourceReferences(config, args))],
]);

/** Returns the lookup function of a token: `materialize:index:getSecret`. */
export function lookupOf(token: string): Lookup {
    const name = token.startsWith(`${PACKAGE}:index:`) ? token.slice(`${PACKAGE}:index:`.length) : token;
    const found = token === name ? undefined : LOOKUPS.get(name);
    if (found !== undefined) return found;
    const meant = nearest(name, [...LOOKUPS.keys()]);
    const hint = meant === undefined ? "" : `; did you mean ${PACKAGE}:index:${meant}?`;
    throw new Error(`the plugin of pulumi-materialize has no function ${token}${hint}`);
}
