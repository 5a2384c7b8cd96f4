import { distance } from "fastest-levenshtein";

/** The word that was most likely meant, if any is near enough. */
export function nearest(word: string, words: readonly string[]): string | undefined {
    const ranked = words
        .map(candidate => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
        .sort((a, b) => a.far - b.far);
    const best = ranked[0];
    return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
