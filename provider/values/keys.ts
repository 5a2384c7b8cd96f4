import { unknownArguments } from "../../common/argumentNames";
import { type ArgumentContext, type Fields, type Problem, withoutAbsent } from "./value";

/** Refuses arguments that do not exist. The message suggests the argument with the most similar name. */
export const checkKeys = (value: Fields, known: readonly string[], context: ArgumentContext): Problem[] =>
    unknownArguments(Object.keys(withoutAbsent(value)), known).flatMap(({ name, reason }) => context.child(name).problem(reason));
