import { type Command, optionsOf } from "../cli/command";
import { Machine } from "../cli/machine";
import { examine } from "./examine";
import { hasFailed, report } from "./report";

/** The command `pulumi-materialize doctor`. */
export const doctor: Command = {
    usage: `Usage: pulumi-materialize doctor [--stack <name>]

Checks what a program with pulumi-materialize needs, in its folder: Node.js, Pulumi, the packages, the settings, and the connection, rights and
clusters of each Materialize environment. It changes nothing and prints no secrets. The exit code is 1 if a check fails.`,
    run: async args => {
        const { stack } = optionsOf(args, { stack: { type: "string", short: "s" } });
        const sections = await examine(new Machine(process.cwd(), process.env, stack));
        console.log(report(sections));
        return hasFailed(sections) ? 1 : 0;
    },
};
