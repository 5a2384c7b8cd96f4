import { distance } from "fastest-levenshtein";

/** Returns the name that was most likely meant, if one is near enough. */
export function nearest(name: string, names: readonly string[]): string | undefined {
    const [best] = names
        .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
        .sort((one, other) => one.edits - other.edits);
    return best !== undefined && best.edits <= Math.max(2, Math.floor(name.length / 3)) ? best.candidate : undefined;
}
