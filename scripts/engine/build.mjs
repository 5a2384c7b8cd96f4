// The engine built from Go modules, for places that reach package registries alone. go.mod and go.sum beside this file pin every module.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, root, run } from "../command.mjs";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
/** A module each: they need two versions of Pulumi's SDK. */
const PROGRAMS = [
    { module: "cli", name: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
    {
        module: "language-host",
        name: "pulumi-language-nodejs",
        package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    },
];

/**
 * @param {string} version
 * @returns {import("../engine.mjs").Source}
 */
export function fromGoModules(version) {
    return {
        label: "Building the Pulumi engine from Go modules, once: this takes some five minutes",
        isAvailable: () =>
            attempt("go", ["version"])
                .then(({ code }) => code === 0)
                .catch(() => false),
        make: async folder => {
            for (const program of PROGRAMS) await build(program, version, folder);
            // The engine's third program is a script that comes with the npm package.
            const script = "pulumi-resource-pulumi-nodejs";
            copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", script), join(folder, script));
            await run(join(folder, "pulumi"), ["version"], {
                failure: "The Pulumi engine that was built does not run.",
            });
        },
    };
}

/**
 * @param {typeof PROGRAMS[number]} program
 * @param {string} version
 * @param {string} folder
 */
async function build(program, version, folder) {
    const out = join(folder, program.name);
    const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`];
    await run("go", ["build", ...flags, "-o", out, program.package], {
        cwd: join(root, "scripts", "engine", program.module),
        env: { ...process.env, ...goSettings() },
        failure: `Building ${program.name} failed.`,
    });
}

/** What a user set for other work, such as flags or a target platform, must not reach this build. */
function goSettings() {
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
