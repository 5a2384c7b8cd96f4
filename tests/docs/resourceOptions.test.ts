import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as materialize from "../../sdk";

/** Every resource option, with a value if it is refused. The type makes the list complete. */
const OPTIONS: Readonly<Record<keyof pulumi.CustomResourceOptions, object | string | undefined>> = {
    additionalSecretOutputs: undefined,
    aliases: undefined,
    customTimeouts: { create: "1m" },
    deleteBeforeReplace: undefined,
    deletedWith: undefined,
    dependsOn: undefined,
    envVarMappings: { MZ_HOST: "HOST" },
    hideDiffs: undefined,
    hooks: undefined,
    id: "u1",
    ignoreChanges: undefined,
    import: "u1",
    parent: undefined,
    pluginDownloadURL: "https://example.com",
    protect: undefined,
    provider: { name: "aws" },
    replaceOnChanges: ["query"],
    replaceWith: undefined,
    replacementTrigger: undefined,
    retainOnDelete: undefined,
    transformations: undefined,
    transforms: undefined,
    urn: "urn:pulumi:test::test::a:b:c::d",
    version: "1.0.0",
};

const page = readFileSync(join(__dirname, "../../docs/resource-options.md"), "utf8");
const rows = new Map(
    [...page.matchAll(/^\| `(?<option>\w+)` +\| (?<effect>.*?) *\|$/gmu)].map(({ groups }) => [groups?.option, groups?.effect]),
);

const setOptions =
    (given: object): pulumi.ResourceTransformation =>
    ({ props, opts }) => ({ props, opts: { ...opts, ...given } });

describe("docs/resource-options.md", () => {
    it("lists every option of the installed version of Pulumi", () => {
        expect([...rows.keys()]).to.deep.equal(Object.keys(OPTIONS));
    });

    for (const [option, value] of Object.entries(OPTIONS)) {
        if (value === undefined) continue;
        it(`${option} is refused with one sentence, as the page states`, () => {
            expect(rows.get(option)).to.match(/^refused(?:: | without a | unless )/u);
            const opts: object = { [option]: value };
            for (const create of [
                () => new materialize.View("it", { query: "SELECT 1" }, opts),
                () => new materialize.RoleGrant("it", { role: "one", member: "other" }, opts),
                () => new materialize.View("it", { query: "SELECT 1" }, { transformations: [setOptions(opts)] }),
            ])
                expect(create).to.throw(new RegExp(`^\\w+ it: the resource option ${option} cannot be used: [^\n]*$`, "u"));
        });
    }

    it("no other option is refused, except deleteBeforeReplace: false for objects", () => {
        const documented = [...rows].filter(([, effect]) => effect?.startsWith("refused") === true).map(([option]) => option);
        expect(documented).to.deep.equal(
            Object.entries(OPTIONS).flatMap(([option, value]) => (value === undefined ? [] : [option])),
        );
        const refused = { deleteBeforeReplace: false };
        for (const opts of [refused, { transformations: [setOptions(refused)] }])
            expect(() => new materialize.View("it", { query: "SELECT 1" }, opts)).to.throw(
                "View it: the resource option deleteBeforeReplace cannot be used: two objects cannot have one name",
            );
    });
});
