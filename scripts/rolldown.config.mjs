// The JavaScript of dist/: the package, its provider, and what that uses of AWS's SDK. One file loads in a third of the time of many, or in less.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "rolldown";
import { Failure } from "./command.mjs";

/**
 * One file; in errors, classes have the names that they have in the sources.
 * @param {string} entry
 * @param {import("rolldown").RolldownOptions & { banner?: string }} options
 * @returns {import("rolldown").RolldownOptions}
 */
const file = (entry, { banner = "", ...more }) => ({
    input: `${entry}.ts`,
    platform: "node",
    output: {
        file: `dist/${entry}.js`,
        format: "cjs",
        esModule: true,
        strict: true,
        keepNames: true,
        codeSplitting: false,
        banner,
    },
    ...more,
});

/** Everything that is a package of its own, and what is loaded when something of AWS is first asked for. */
const external = /^[^./]|\/awsSdkParts$/u;

// What an earlier build left would be packed too.
rmSync("dist", { recursive: true, force: true });

export default defineConfig([
    file("index", { external }),
    file("provider/index", { external }),
    file("provider/aws/awsSdkParts", {
        // Of ES modules, what nobody uses is left out: of 48 MB less than one remains.
        resolve: { mainFields: ["module", "main"] },
        banner:
            "/*! Parts of the AWS SDK for JavaScript, put into one file. Copyright Amazon.com, Inc. or its affiliates. " +
            "Apache-2.0: see LICENSE, and awsSdkParts.txt for the packages. */",
        plugins: [
            {
                name: "packages",
                generateBundle(_, bundle) {
                    const modules = Object.values(bundle).flatMap(part => (part.type === "chunk" ? part.moduleIds : []));
                    const source = `${packagesOf(modules).join("\n")}\n`;
                    this.emitFile({ type: "asset", fileName: "awsSdkParts.txt", source });
                },
            },
        ],
    }),
]);

/**
 * The packages that modules are of, with their versions and authors. All are under the terms of this one, which come with it.
 * @param {readonly string[]} modules
 */
function packagesOf(modules) {
    const folders = new Set(modules.flatMap(module => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(module) ?? []));
    /** @type {{ name: string, version: string, license: string, author?: { name: string } }[]} */
    const packages = [...folders].map(folder => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
    const strange = packages.find(({ license }) => license !== "Apache-2.0");
    if (strange) throw new Failure(`${strange.name} would be in dist/, and is under ${strange.license}: that takes a notice.`);
    return packages
        .map(({ name, version, author, license }) => `${name} ${version}, by ${author?.name ?? "unknown"}: ${license}`)
        .sort();
}
