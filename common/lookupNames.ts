/** The names of lookup functions of several objects that are not a kind with an `s`. */
const PLURALS: Readonly<Record<string, string>> = { Index: "Indexes", NetworkPolicy: "NetworkPolicies" };

/** Returns the name of the lookup function that finds one object of a kind: `getSecret`. */
export const lookupName = (kind: string): string => `get${kind}`;

/** Returns the name of the lookup function that finds several objects of a kind: `getSecrets`. */
export const listLookupName = (kind: string): string => `get${PLURALS[kind] ?? `${kind}s`}`;
