import { expect } from "chai";
import { timeLimit } from "../server";
import * as components from "../../components";
import { version } from "../../package.json";
import { kinds } from "../../provider/kinds";
import { nextProgram, releases, plannedChanges, restoreRelease } from "../upgrades/support";
import { ok } from "./support/stack";

describe("stacks of earlier versions", function () {
    this.timeout(timeLimit("5m"));

    /** The fixtures' stacks have none: their user is no superuser, and there are no such databases. */
    const NOT_POSSIBLE = ["SystemParameter", "MySqlSource", "SqlServerSource", "MySqlIngestion", "SqlServerIngestion"];
    /** The classes that components extend. */
    const ABSTRACT = ["Ingestion", "DatabaseIngestion"];

    it("The current release has a fixture, and the program of the next fixture has every kind of object and every component", () => {
        expect(releases(), "run npm run upgrades").to.include(version);
        const program = nextProgram();
        const classes = [...kinds.keys(), ...Object.keys(components).filter(name => !ABSTRACT.includes(name))];
        for (const name of classes.filter(one => !NOT_POSSIBLE.includes(one)))
            expect(program).to.contain(`new materialize.${name}(`);
    });

    /** The changes that a later version makes on purpose: the role of MskIngestion may read only the topics of its sources. */
    const INTENDED: Readonly<Record<string, readonly string[]>> = {
        "0.1.0": ["update RolePolicy remote", "update AwsRoleUsable remote-role"],
    };

    for (const release of releases()) {
        it(`The current version plans no changes to the stack of ${release}, except for narrower policies`, async () => {
            const { stack, close } = await restoreRelease(release);
            try {
                const preview = ok(await stack.preview("--diff"));
                expect(preview.output).to.match(/Resources:[^]*\s\d{3} unchanged/u);
                expect(plannedChanges(preview)).to.have.members(INTENDED[release] ?? []);
            } finally {
                await close();
            }
        });
    }
});
