import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * The text of the dynamic provider, which the state keeps with every resource. It loads the installed package. `pulumi.dynamic.Resource` would
 * serialize a function instead: every program would load the TypeScript compiler, and the text would change with Pulumi's serializer.
 */
export const PROVIDER_TEXT = 'exports.handler = () => require("pulumi-materialize/provider");\n';

let isInstalled = false;

/** Throws an error if the program's folder, from which Pulumi loads the provider, does not contain this package. Checks it once. */
export function requireInstalledPackage(): void {
    // `hasEngine` is wrong if the program and this package use two copies of Pulumi.
    if (isInstalled || pulumi.runtime.getEngine() === undefined) return;
    try {
        createRequire(join(process.cwd(), "index.js")).resolve("pulumi-materialize/provider");
    } catch {
        throw new pulumi.RunError(
            "pulumi-materialize is not a dependency of the program, from whose folder Pulumi loads it: add it to the dependencies in the program's package.json (`npm install pulumi-materialize`), also if another package depends on it",
        );
    }
    isInstalled = true;
}
