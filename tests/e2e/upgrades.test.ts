import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as components from "../../components";
import { kinds } from "../../provider/kinds";
import { releases, unchanged, UPGRADES, upgraded } from "../upgrades/support";
import { ok } from "./support/stack";

describe("a stack that an earlier version made", function () {
    this.timeout("5m");

    it("is kept of each release, with every kind of object and every component", () => {
        expect(releases()).to.include("0.1.0");
        for (const version of releases()) {
            const state = readFileSync(join(UPGRADES, version, "stack.json"), "utf8");
            for (const kind of kinds.keys()) expect(state, version).to.contain(`dynamic/materialize:${kind}::`);
            for (const component of Object.keys(components).filter(name => name !== "Ingestion"))
                expect(state, version).to.contain(`materialize:index:${component}::`);
        }
    });

    for (const version of releases()) {
        it(`is as its program says, which has not changed since ${version}`, async () => {
            const { stack, close } = await upgraded(version);
            try {
                expect(ok(await unchanged(stack)).output).to.match(/Resources:\s+\d{3} unchanged/u);
            } finally {
                await close();
            }
        });
    }
});
