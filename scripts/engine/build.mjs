// Builds the engine from Go modules, for networks that reach only package registries. go.mod and go.sum in this folder pin every module.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, root, run } from "../command.mjs";

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
/** Each program has a Go module of its own, since they need different versions of Pulumi's SDK. */
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
        label: "Building Pulumi's engine from Go modules, which takes about five minutes and happens once",
        isAvailable: () =>
            attempt("go", ["version"])
                .then(({ code }) => code === 0)
                .catch(() => false),
        make: async folder => {
            for (const program of PROGRAMS) await build(program, version, folder);
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

/** Overrides the flags and the target platform that the user may have set for other builds. */
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
