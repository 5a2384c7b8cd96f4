import { expect } from "chai";
import { compile, documentedPrograms } from "./support/programs";
import { Stack } from "./support/stack";
import { query, changeStatements, requireLocal, settings, getTestServer } from "./support/testServer";

const NAME = "docs_rotate_keys_md_1";

describe("docs/rotate-keys.md", function () {
    this.timeout("3m");
    const stack = new Stack("rotation");

    before(async function () {
        await requireLocal(this);
        await (await getTestServer()).local?.reset();
        const programs = documentedPrograms().filter(({ name }) => name === NAME);
        expect(await compile(programs, stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/${NAME}.js");`);
        await stack.configure(await settings());
    });
    after(() => {
        stack.remove();
    });

    /** Runs a step, and returns the keys that Materialize has afterwards. */
    async function up(rotated?: string): Promise<string[]> {
        if (rotated !== undefined) await stack.configure({ "bastion:rotated": rotated });
        const since = Date.now();
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
        const rotations = (await changeStatements(since)).filter(statement => statement.includes("ROTATE KEYS"));
        expect(rotations).to.have.length(rotated === undefined ? 0 : 1);
        return String((await stack.outputs()).authorizedKeys).split("\n");
    }

    async function setBastionKeys(keys: readonly string[]): Promise<void> {
        const bastion = { host: "bastion.example.com", port: 22, user: "materialize", keys };
        (await getTestServer()).local?.world.change({ bastions: [bastion] });
    }

    const validateConnection = (): Promise<string> => query("VALIDATE CONNECTION kafka_bastion").then(() => "let in", String);

    it("docs/rotate-keys.md replaces both keys and never closes the tunnel", async () => {
        const [one, two] = await up();
        await setBastionKeys([one ?? "", two ?? ""]);
        expect(await validateConnection()).to.equal("let in");

        const first = await up("2026-11-a");
        expect(first[0], "the second key is the first now").to.equal(two);
        expect(first[1]).not.to.be.oneOf([one, two]);
        expect(await validateConnection(), "with the old keys").to.equal("let in");
        await setBastionKeys(first);
        expect(await validateConnection(), "with the new ones").to.equal("let in");
        expect(await up(), "once").to.deep.equal(first);

        const second = await up("2026-11-b");
        expect(second).not.to.include.members([one]).and.not.to.include.members([two]);
        expect(await validateConnection(), "with the keys of the first step").to.equal("let in");
        await setBastionKeys(second);
        expect(await validateConnection(), "with the new ones").to.equal("let in");
        await setBastionKeys([one ?? "", two ?? ""]);
        expect(await validateConnection(), "where the bastion learned nothing in between").to.contain("Permission denied");
    });
});
