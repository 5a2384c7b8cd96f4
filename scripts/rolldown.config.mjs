// The JavaScript of dist/: one file for the package, one for its provider, one for its plugin and one for its command. Every dependency stays outside
// of them.
import { cpSync, rmSync } from "node:fs";
import { defineConfig } from "rolldown";

/**
 * Returns the configuration of one file. Classes keep their names, which errors and states show.
 * @param {string} entry
 * @returns {import("rolldown").RolldownOptions}
 */
const file = entry => ({
    input: `${entry}.ts`,
    platform: "node",
    external: /^[^./]/u,
    output: {
        file: `dist/${entry}.js`,
        format: "cjs",
        esModule: true,
        strict: true,
        keepNames: true,
        codeSplitting: false,
    },
});

// npm would also pack the files that an earlier build left.
rmSync("dist", { recursive: true, force: true });

for (const part of ["PulumiPlugin.yaml", "pulumi-resource-materialize", "schema.json"])
    cpSync(`plugin/${part}`, `dist/plugin/${part}`);

export default defineConfig([file("index"), file("provider/index"), file("plugin/index"), file("cli/main")]);
