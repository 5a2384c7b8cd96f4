import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { writeSdks } from "../../scripts/sdks.mjs";
import { run } from "../e2e/support/stack";
import { skip } from "../server";
import { isOnPath } from "./program";

const compiler = join(createRequire(__filename).resolve("typescript"), "../../bin/tsc");

describe("the SDK for Node.js", function () {
    this.timeout("5m");
    const folder = mkdtempSync(join(tmpdir(), "nodejs-"));
    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("The SDK that is generated from the schema compiles", async function () {
        if (!isOnPath("go")) skip(this, "go is not installed");
        await writeSdks(folder);
        symlinkSync(resolve(__dirname, "../../node_modules"), join(folder, "nodejs", "node_modules"));
        const { code, output } = await run(process.execPath, [compiler, "--noEmit"], join(folder, "nodejs"));
        expect(code, output).to.equal(0);
    });
});
