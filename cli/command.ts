import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf } from "../common/messageOf";

/** A command of `pulumi-materialize`. */
export interface Command {
    readonly usage: string;
    /** Runs the command with the arguments after its name, and returns the exit code. */
    readonly run: (args: readonly string[]) => Promise<number>;
}

/** Thrown for arguments that the command does not take. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Returns the options in arguments. Throws if there are others, or arguments that belong to no option. */
export function optionsOf<const O extends Options>(
    args: readonly string[],
    options: O,
): ReturnType<typeof parseArgs<{ options: O; args: string[] }>>["values"] {
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch (error) {
        throw new UsageError(messageOf(error));
    }
}
