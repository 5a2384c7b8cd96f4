#!/usr/bin/env node
import { messageOf } from "../common/messageOf";
import { doctor } from "../doctor";
import { importer } from "../importer";
import { type Command, UsageError } from "./command";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
    ["doctor", doctor],
    ["import", importer],
]);

async function main([name = "", ...args]: readonly string[]): Promise<number> {
    const command = COMMANDS.get(name);
    if (command === undefined) {
        console.error([...COMMANDS.values()].map(({ usage }) => usage).join("\n\n"));
        return 1;
    }
    try {
        return await command.run(args);
    } catch (error) {
        console.error(error instanceof UsageError ? `${error.message}\n\n${command.usage}` : `error: ${messageOf(error)}`);
        return 1;
    }
}

void main(process.argv.slice(2)).then(code => {
    process.exitCode = code;
});
