import { nearest } from "./nearest";
import { synonymOf } from "./synonyms";

/** An argument that does not exist, and the reason that an error message gives for it. */
export interface UnknownArgument {
    readonly name: string;
    readonly reason: string;
}

/** Lists the names that are not known. The reason suggests the known name with the same meaning or the most similar spelling, or lists all of them. */
export function unknownArguments(names: readonly string[], known: readonly string[]): UnknownArgument[] {
    const existing = `there ${known.length === 0 ? "is none here" : `are ${known.join(", ")}`}`;
    return names
        .filter(name => !known.includes(name))
        .map(name => {
            const meant = synonymOf(name, known) ?? nearest(name, known);
            return { name, reason: `is not an argument; ${meant === undefined ? existing : `did you mean ${meant}?`}` };
        });
}
