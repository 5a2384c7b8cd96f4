import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { areInstalled } from "../../scripts/dependencies.mjs";

describe("the dependencies", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "dependencies-"));
        mkdirSync(join(folder, "node_modules"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    const one = { "node_modules/one": { version: "1.0.0", integrity: "sha512-1" } };
    const wants = (packages: object) => {
        writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": { version: "0.1.0" }, ...packages } }));
    };
    const has = (packages: object) => {
        for (const place of Object.keys(packages)) mkdirSync(join(folder, place), { recursive: true });
        writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
    };

    it("are installed when npm's record says so", () => {
        wants(one);
        has(one);
        expect(areInstalled(folder)).to.equal(true);
    });

    it("are not when npm has not finished", () => {
        wants(one);
        expect(areInstalled(folder)).to.equal(false);
    });

    it("are not when a version has changed or is missing", () => {
        wants(one);
        has({ "node_modules/one": { version: "0.9.0", integrity: "sha512-0" } });
        expect(areInstalled(folder)).to.equal(false);
        has({});
        expect(areInstalled(folder)).to.equal(false);
    });

    it("are not when npm has only recorded them", () => {
        wants(one);
        has(one);
        rmSync(join(folder, "node_modules", "one"), { recursive: true });
        expect(areInstalled(folder)).to.equal(false);
    });

    it("may lack what is for other platforms", () => {
        wants({ ...one, "node_modules/elsewhere": { version: "1.0.0", optional: true } });
        has(one);
        expect(areInstalled(folder)).to.equal(true);
    });

    for (const command of ["quickstart.mjs", "test.mjs"]) {
        it(`are not needed to load ${command}, which installs them`, () => {
            expect(packagesOf(resolve(__dirname, "../../scripts", command))).to.be.empty;
        });
    }
});

/** The packages that a module imports when it is loaded, itself or through others. */
function packagesOf(module: string, seen = new Set<string>()): string[] {
    if (seen.has(module)) return [];
    seen.add(module);
    const imports = [...readFileSync(module, "utf8").matchAll(/^(?:import|export (?=[{*])) ?[^;("]*"(?<name>[^"]+)";/gmu)];
    return imports.flatMap(({ groups: { name = "" } = {} }) => {
        if (name.startsWith("node:")) return [];
        return name.startsWith(".") ? packagesOf(resolve(dirname(module), name), seen) : [name];
    });
}
