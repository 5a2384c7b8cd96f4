// Builds the engine and language hosts from Go modules, for networks that reach only package registries. go.mod and go.sum in this folder pin every module.
import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, root, run } from "../command.mjs";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const VERSION_VARIABLE = `${SDK}/go/common/version.Version`;
/**
 * A Go program. Programs that need different versions of Pulumi's SDK have different modules.
 * @typedef {{ module: string, name: string, package: string }} Program
 */
/** @type {Program[]} */
const ENGINE = [
    { module: "cli", name: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    { module: "language-host", name: "pulumi-language-nodejs", package: `${SDK}/nodejs/cmd/pulumi-language-nodejs` },
];
/** @type {Program[]} */
const LANGUAGES = [
    { module: "language-host", name: "pulumi-language-go", package: `${SDK}/go/pulumi-language-go` },
    { module: "language-host", name: "pulumi-language-python", package: `${SDK}/python/cmd/pulumi-language-python` },
    {
        module: "language-host-yaml",
        name: "pulumi-language-yaml",
        package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    },
];

/**
 * @param {string} version
 * @returns {import("../engine.mjs").Source}
 */
export function fromGoModules(version) {
    return {
        label: "Building Pulumi's engine from Go modules, which takes about five minutes and happens once",
        isAvailable: hasGo,
        make: async folder => {
            for (const program of ENGINE) await build(program, version, folder);
            // The third program of the engine is a script in the npm package.
            const script = "pulumi-resource-pulumi-nodejs";
            copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", script), join(folder, script));
            await run(join(folder, "pulumi"), ["version"], {
                failure: "The built engine does not run.",
            });
        },
    };
}

/**
 * Returns the source of the language hosts that the engine does not need for this package: those of Go, Python and YAML.
 * @param {string} version
 * @returns {import("../engine.mjs").Source}
 */
export function languagesFromGoModules(version) {
    return {
        label: "Building Pulumi's language hosts from Go modules, which takes some minutes and happens once",
        isAvailable: hasGo,
        make: async folder => {
            for (const program of LANGUAGES) await build(program, version, folder);
            // The host of Python starts programs with this script, which is in its Go module.
            const sdk = await go(["list", "-m", "-f", "{{.Dir}}", SDK], "language-host", `${SDK} is not in Go's cache.`);
            const script = "pulumi-language-python-exec";
            copyFileSync(join(sdk, "python", "cmd", script), join(folder, script));
            chmodSync(join(folder, script), 0o755);
        },
    };
}

/** Returns whether Go is installed. */
export function hasGo() {
    return attempt("go", ["version"])
        .then(({ code }) => code === 0)
        .catch(() => false);
}

/**
 * @param {Program} program
 * @param {string} version
 * @param {string} folder
 */
async function build(program, version, folder) {
    const out = join(folder, program.name);
    const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`];
    await go(["build", ...flags, "-o", out, program.package], program.module, `Building ${program.name} failed.`);
}

/**
 * @param {string[]} args
 * @param {string} module
 * @param {string} failure
 */
function go(args, module, failure) {
    const env = { ...process.env, ...goSettings() };
    return run("go", args, { cwd: join(root, "scripts", "engine", module), env, failure });
}

/** Overrides the flags and the target platform that the user may have set for other builds. */
export function goSettings() {
    return {
        GOFLAGS: "-mod=readonly",
        GOTOOLCHAIN: "auto",
        GOWORK: "off",
        GO111MODULE: "on",
        GOOS: process.platform,
        GOARCH: process.arch === "x64" ? "amd64" : process.arch,
        CGO_ENABLED: "0",
    };
}
