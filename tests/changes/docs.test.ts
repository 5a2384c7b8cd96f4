import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as changes from "../../scripts/docs-changes";
import * as drift from "../../scripts/docs-drift";
import * as rights from "../../scripts/docs-rights";
import * as versions from "../../scripts/docs-versions";
import { kinds } from "../../provider/kinds";

describe("the pages that scripts write from the kinds", () => {
    it("docs/changes.md, docs/drift.md, docs/rights.md and docs/versions.md match the kinds (if not, run npm run docs:kinds)", async () => {
        expect(readFileSync(changes.FILE, "utf8")).to.equal(await changes.changesPage());
        expect(readFileSync(drift.FILE, "utf8")).to.equal(await drift.driftPage());
        expect(readFileSync(rights.FILE, "utf8")).to.equal(await rights.rightsPage());
        expect(readFileSync(versions.FILE, "utf8")).to.equal(await versions.versionsPage());
    });

    it("docs/drift.md treats the arguments that change in place, that the server can extend, or that another tool changes by a replica of the same name", () => {
        for (const kind of kinds.values()) {
            const extended = kind.rows.filter(({ extension }) => extension !== undefined).map(({ path }) => path);
            const ofReplicas = kind.name === "ClusterReplica" ? ["size", "availabilityZone"] : [];
            const others = [...extended, ...ofReplicas];
            const inPlace = changes.changesOf(kind).filter(({ how, path }) => how === "in place" || others.includes(path));
            expect(drift.driftOf(kind).map(({ path }) => path)).to.deep.equal(inPlace.map(({ path }) => path));
        }
    });

    it("docs/drift.md gives a reason for each argument that a refresh does not detect", () => {
        const unseen = [...kinds.values()].flatMap(drift.driftOf).filter(({ seen }) => !seen);
        expect(drift.UNSEEN).to.have.all.keys(...new Set(unseen.map(({ path }) => path)));
    });
});
