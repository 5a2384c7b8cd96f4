import { expect } from "chai";
import * as provider from "../../provider";
import { versionProblems, packageVersion } from "../../provider/session/packageVersion";
import type { Fields } from "../../provider/values/value";
import { inputs } from "./support";

const SETTINGS: Readonly<Record<string, string>> = {
    "materialize:host": "mz.example.com",
    "materialize:user": "deploy",
    "materialize:profiles": '{"eu":{"host":"eu.example.com"}}',
};
const HERE = { host: "mz.example.com", port: 6875, user: "deploy" };

describe("what a resource passes on about its program", () => {
    const check = async (more: Fields): Promise<{ inputs: Fields; reasons: string[] }> => {
        await provider.configure({ config: { get: key => SETTINGS[key] } });
        const given = { ...inputs("Schema", {}), __sdk: packageVersion(), ...more };
        const { inputs: checked, failures } = await provider.check({}, given);
        return { inputs: checked, reasons: failures.map(({ reason }) => reason) };
    };

    it("a resource of the same version and lookups of the same server are accepted, and the state holds neither", async () => {
        const lookups = [HERE, { profile: "eu", host: "eu.example.com", port: 6875, user: "materialize" }];
        const { inputs: checked, reasons } = await check({ __lookups: lookups });
        expect(reasons).to.deep.equal([]);
        expect(checked).not.to.have.any.keys("__sdk", "__lookups");
    });

    for (const [title, lookup] of [
        ["host", { ...HERE, host: "other.example.com" }],
        ["port", { ...HERE, port: 6876 }],
        ["user", { ...HERE, user: "somebody" }],
        ["profile", { ...HERE, profile: "eu" }],
    ] as const) {
        it(`lookups with another ${title} than the resources are refused`, async () => {
            const [reason = "", ...others] = (await check({ __lookups: [lookup] })).reasons;
            expect(others).to.deep.equal([]);
            expect(reason).to.contain(`looks up objects in Materialize at ${lookup.host}:${String(lookup.port)} as the user`);
            expect(reason).to.contain("but its resources are managed in Materialize at").and.to.contain("set MZ_HOST, MZ_PORT");
        });
    }

    it("a resource of another version is refused, and both versions are named", async () => {
        const { reasons } = await check({ __sdk: "9.9.9" });
        expect(reasons).to.have.length(1);
        expect(reasons[0])
            .to.contain("declared by pulumi-materialize 9.9.9")
            .and.to.contain(`has pulumi-materialize ${packageVersion()}`);
    });

    it("a resource class that passes on no version has version 0.1.0", () => {
        expect(versionProblems(undefined, "0.1.0")).to.deep.equal([]);
        expect(versionProblems(undefined, "0.2.0")[0]).to.contain("declared by pulumi-materialize 0.1.0,");
    });
});
