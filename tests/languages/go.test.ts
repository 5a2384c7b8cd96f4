import { join } from "node:path";
import { goSettings } from "../../scripts/engine/build.mjs";
import { writeSdks } from "../../scripts/sdks.mjs";
import { ok, run } from "../e2e/support/stack";
import { skip } from "../server";
import { describeExample, isOnPath } from "./program";

const SDK = "github.com/RELEASE-PLACEHOLDER/pulumi-materialize/sdk/go";

/** Adds the generated SDK to the module, as `pulumi package add` does. The flags are those of the engine's build, whose packages Go has compiled. */
async function prepare(test: Mocha.Context, folder: string): Promise<NodeJS.ProcessEnv> {
    if (!isOnPath("go")) skip(test, "go is not installed");
    await writeSdks(join(folder, "sdks"));
    const env = { ...process.env, ...goSettings(), GOFLAGS: "-mod=mod -trimpath -buildvcs=false" };
    const replace = ["-require", `${SDK}@v0.0.0`, "-replace", `${SDK}=./sdks/go`];
    ok(await run("go", ["mod", "edit", ...replace], folder, env));
    ok(await run("go", ["mod", "tidy"], folder, env));
    return env;
}

describeExample({ language: "go", file: "main.go", host: "pulumi-language-go", prepare });
