import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../scripts/command.mjs";
import { obtain, VERSION } from "../../scripts/engine.mjs";

const ROOT = join(__dirname, "..", "..");
const no = { label: "No way", isAvailable: () => Promise.resolve(false), make: () => Promise.reject(new Error("was tried")) };
const broken = {
    label: "Broken way",
    isAvailable: () => Promise.resolve(true),
    make: () => Promise.reject(new Failure("It broke.")),
};
const good = {
    label: "Good way",
    isAvailable: () => Promise.resolve(true),
    make: (draft: string) => {
        writeFileSync(join(draft, "program"), "");
        return Promise.resolve();
    },
};

describe("the engine", () => {
    let place: string;
    let folder: string;
    let diary: string;

    beforeEach(() => {
        place = mkdtempSync(join(tmpdir(), "engine-"));
        folder = join(place, "engine-1");
        diary = join(place, "diary");
    });
    afterEach(() => {
        rmSync(place, { recursive: true });
    });

    const start = (duration: number) =>
        spawn(process.execPath, [join(__dirname, "getsEngine.mjs"), folder, diary, String(duration)], { stdio: "ignore" });
    const builds = () => (existsSync(diary) ? readFileSync(diary, "utf8").trim().split("\n").length : 0);
    const begun = async (count: number) => {
        while (builds() < count) await sleep(20);
    };

    it("is built once by commands that start together", async () => {
        const commands = [start(500), start(500), start(500)];
        const ends = await Promise.all(commands.map(command => once(command, "exit")));
        expect(ends).to.deep.equal([[0, null], [0, null], [0, null]]); // prettier-ignore
        expect(builds()).to.equal(1);
        expect(readdirSync(folder)).to.have.members(["first", "second"]);
    });

    it("is built by the one that waits when the builder is killed, from nothing", async () => {
        const killed = start(60_000);
        await begun(1);
        const waits = start(0);
        await sleep(500);
        expect(existsSync(folder)).to.equal(false);
        killed.kill("SIGKILL");
        expect(await once(waits, "exit")).to.deep.equal([0, null]);
        expect(readdirSync(folder)).to.have.members(["first", "second"]);
        expect(readdirSync(place).filter(name => name.includes("draft"))).to.deep.equal([]);
    });

    it("comes from the first source that is there and works", async () => {
        await obtain(folder, [no, broken, good, no]);
        expect(readdirSync(folder)).to.deep.equal(["program"]);
    });

    it("is not looked for again once it is there", async () => {
        mkdirSync(folder);
        await obtain(folder, [broken]);
    });

    it("is asked for in one sentence where nothing can bring it", async () => {
        const error = await obtain(folder, [no]).catch((reason: unknown) => reason);
        expect(error)
            .to.be.instanceOf(Failure)
            .with.property("message")
            .that.matches(/^[^.]+ install Pulumi .+ or Go .+\.$/);
        expect(existsSync(folder)).to.equal(false);
    });

    it("has one version in package.json, in the scripts and in the modules that it is built from", () => {
        const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
            devDependencies: Record<string, string>;
        };
        expect(devDependencies["@pulumi/pulumi"]).to.equal(VERSION);
        const modules = readFileSync(join(ROOT, "scripts", "engine", "cli", "go.mod"), "utf8");
        expect(modules).to.include(`github.com/pulumi/pulumi/pkg/v3 v${VERSION} `);
    });
});
