#!/usr/bin/env node
import { parseArgs } from "node:util";
import { examine } from "./examine";
import { Machine } from "./machine";
import { hasFailed, report } from "./report";

const USAGE = `Usage: pulumi-materialize doctor [--stack <name>]

Checks what a program with pulumi-materialize needs, in its folder: Node.js, Pulumi, the packages, the settings, and the connection, rights and
clusters of each Materialize environment. It changes nothing and prints no secrets. The exit code is 1 if a check fails.`;

/** Returns the stack that the user names, or undefined; throws if the arguments are wrong. */
function stackOf(args: readonly string[]): string | undefined {
    const { values, positionals } = parseArgs({
        args: [...args],
        options: { stack: { type: "string", short: "s" } },
        allowPositionals: true,
    });
    if (positionals.join(" ") !== "doctor") throw new Error("the command is missing");
    return values.stack;
}

async function main(args: readonly string[]): Promise<number> {
    let stack: string | undefined;
    try {
        stack = stackOf(args);
    } catch {
        console.error(USAGE);
        return 1;
    }
    const sections = await examine(new Machine(process.cwd(), process.env, stack));
    console.log(report(sections));
    return hasFailed(sections) ? 1 : 0;
}

void main(process.argv.slice(2)).then(code => {
    process.exitCode = code;
});
