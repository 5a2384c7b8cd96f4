import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeStack } from "../../scripts/stack.mjs";
import { skip } from "../server";

describe("scripts/stack.mjs", () => {
    const folders: string[] = [];

    function newFolder(): string {
        const folder = mkdtempSync(join(tmpdir(), "stack-"));
        folders.push(folder);
        return folder;
    }
    afterEach(() => {
        for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
    });

    it("each stack has a random passphrase in a file, which stays and which Pulumi uses", () => {
        const [one, other] = [newFolder(), newFolder()];
        const { env, file } = describeStack(one, "local", []);
        const passphrase = readFileSync(join(one, "passphrase"), "utf8");
        expect(passphrase).to.match(/^[\w-]{43}$/u);
        expect(env.PULUMI_CONFIG_PASSPHRASE_FILE).to.equal(join(one, "passphrase"));
        expect(env.PULUMI_CONFIG_PASSPHRASE).to.equal(undefined);
        expect(readFileSync(file, "utf8")).to.contain("unset PULUMI_CONFIG_PASSPHRASE\n").and.not.to.contain(passphrase);
        describeStack(one, "local", []);
        expect(readFileSync(join(one, "passphrase"), "utf8")).to.equal(passphrase);
        describeStack(other, "docker", [], "postgres://h");
        expect(readFileSync(join(other, "passphrase"), "utf8")).not.to.equal(passphrase);
    });

    it("only the user can read the passphrase, the settings and the state", function () {
        if (process.platform === "win32") skip(this, "Windows has no modes of files");
        const folder = newFolder();
        describeStack(folder, "local", []);
        const modes = ["passphrase", "env", "state"].map(name => statSync(join(folder, name)).mode % 0o1000);
        expect(modes).to.deep.equal([0o600, 0o600, 0o700]);
    });
});
