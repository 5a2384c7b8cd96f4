import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { VERSION } from "../../scripts/engine.mjs";
import { writeSdks } from "../../scripts/sdks.mjs";
import { ok, run } from "../e2e/support/stack";
import { skip } from "../server";
import { describeExample, isOnPath } from "./program";

const folder = mkdtempSync(join(tmpdir(), "python-"));

/** Installs the generated SDK in a virtual environment. Pulumi's older language host takes the Python of PATH, and later ones that of Pulumi.yaml. */
async function prepare(test: Mocha.Context, program: string): Promise<NodeJS.ProcessEnv> {
    for (const needed of ["go", "python3"]) if (!isOnPath(needed)) skip(test, `${needed} is not installed`);
    const [sdks, venv] = [join(folder, "sdks"), join(folder, "venv")];
    await writeSdks(sdks);
    ok(await run("python3", ["-m", "venv", venv], folder));
    ok(await run(join(venv, "bin", "pip"), ["install", "--quiet", `pulumi==${VERSION}`, join(sdks, "python")], folder));
    symlinkSync(venv, join(program, "venv"));
    return { PATH: [join(venv, "bin"), process.env.PATH].join(delimiter) };
}

after(() => {
    rmSync(folder, { recursive: true, maxRetries: 5 });
});

describeExample({ language: "python", file: "__main__.py", host: "pulumi-language-python", prepare });
