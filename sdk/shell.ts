import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * The text that the state keeps of every resource, from which Pulumi's dynamic provider loads the installed package. `pulumi.dynamic.Resource` would
 * serialize a function to it, for which each program loads TypeScript's compiler; the text would change with Pulumi's serializer.
 */
export const SHELL = 'exports.handler = () => require("pulumi-materialize/provider");\n';

let isSeen = false;

/** Pulumi loads the package from the program's folder, where one that only another package depends on may not be: that is said at once, and once. */
export function mustBeSeen(): void {
    // Of another copy of Pulumi than the one that runs the program, `hasEngine` does not tell.
    if (isSeen || pulumi.runtime.getEngine() === undefined) return;
    try {
        createRequire(join(process.cwd(), "index.js")).resolve("pulumi-materialize/provider");
    } catch {
        throw new pulumi.RunError(
            "pulumi-materialize is not among the packages of the program itself, from where Pulumi loads it: add it to the dependencies in the program's package.json (`npm install pulumi-materialize`), also where another package depends on it",
        );
    }
    isSeen = true;
}
