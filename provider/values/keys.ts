import { nearest } from "../../common/nearest";
import { type Fields, isAbsent, type Problem, type ArgumentContext } from "./value";

/** Refuses arguments that do not exist. The message suggests the argument with the most similar name. */
export function checkKeys(value: Fields, known: readonly string[], context: ArgumentContext): Problem[] {
    const unknownKeys = Object.keys(value).filter(key => !known.includes(key) && !isAbsent(value[key]));
    const existing = `there ${known.length === 0 ? "is none here" : `are ${known.join(", ")}`}`;
    return unknownKeys.flatMap(key => {
        const meant = nearest(key, known);
        return context.child(key).problem(`is not an argument; ${meant === undefined ? existing : `did you mean ${meant}?`}`);
    });
}
