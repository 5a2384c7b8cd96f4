import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isUpToDate } from "../../scripts/setup.mjs";

describe("scripts/setup.mjs", () => {
    let folder: string;
    const path = (name: string) => join(folder, name);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "setup-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const write = (name: string, seconds: number) => {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), "");
        utimesSync(path(name), seconds, seconds);
        for (let parent = dirname(name); parent !== "."; parent = dirname(parent)) utimesSync(path(parent), 0, 0);
    };

    it("the setup is skipped if its result is newer than every source", () => {
        write("source.ts", 1);
        write("sources/inner/source.ts", 1);
        write("result", 2);
        expect(isUpToDate(path("result"), [path("source.ts"), path("sources"), path("missing")])).to.equal(true);
    });

    it("the setup runs if its result does not exist", () => {
        write("source.ts", 1);
        expect(isUpToDate(path("result"), [path("source.ts")])).to.equal(false);
    });

    it("the setup runs if a source changed after the result was written", () => {
        write("result", 2);
        write("source.ts", 3);
        expect(isUpToDate(path("result"), [path("source.ts")])).to.equal(false);
    });

    it("the setup runs if a file in a folder of sources changed after the result was written", () => {
        write("result", 2);
        write("sources/inner/source.ts", 3);
        expect(isUpToDate(path("result"), [path("sources")])).to.equal(false);
    });

    it("the setup runs if a file was removed from a folder of sources after the result was written", () => {
        write("result", 2);
        write("sources/inner/source.ts", 1);
        rmSync(path("sources/inner/source.ts"));
        expect(isUpToDate(path("result"), [path("sources")])).to.equal(false);
    });

    for (const command of ["quickstart.mjs", "test.mjs", "engine.mjs"]) {
        it(`scripts/${command} loads without installed packages`, () => {
            expect(packagesOf(resolve(__dirname, "../../scripts", command))).to.be.empty;
        });
    }
});

/** Lists the packages that a module and the modules that it imports load at their start. */
function packagesOf(module: string, seen = new Set<string>()): string[] {
    if (seen.has(module)) return [];
    seen.add(module);
    const imports = [...readFileSync(module, "utf8").matchAll(/^(?:import|export (?=[{*])) ?[^;("]*"(?<name>[^"]+)";/gmu)];
    return imports.flatMap(({ groups: { name = "" } = {} }) => {
        if (name.startsWith("node:")) return [];
        return name.startsWith(".") ? packagesOf(resolve(dirname(module), name), seen) : [name];
    });
}
