import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../scripts/command.mjs";
import { languageFolders, obtain, VERSION } from "../../scripts/engine.mjs";

const ROOT = join(__dirname, "..", "..");
const unavailable = {
    label: "Unavailable source",
    isAvailable: () => Promise.resolve(false),
    make: () => Promise.reject(new Error("this source must not be used")),
};
const broken = {
    label: "Broken source",
    isAvailable: () => Promise.resolve(true),
    make: () => Promise.reject(new Failure("It broke.")),
};
const working = {
    label: "Working source",
    isAvailable: () => Promise.resolve(true),
    make: (draft: string) => {
        writeFileSync(join(draft, "program"), "");
        return Promise.resolve();
    },
};

describe("scripts/engine.mjs", () => {
    let cache: string;
    let folder: string;
    let log: string;

    beforeEach(() => {
        cache = mkdtempSync(join(tmpdir(), "engine-"));
        folder = join(cache, "engine-1");
        log = join(cache, "log");
    });
    afterEach(() => {
        rmSync(cache, { recursive: true });
    });

    const start = (duration: number) =>
        spawn(process.execPath, [join(__dirname, "obtainEngine.mjs"), folder, log, String(duration)], { stdio: "ignore" });
    const builds = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0);
    const drafts = () => readdirSync(cache).filter(name => name.includes("draft"));

    it("commands that obtain the engine at the same time leave one complete engine and no draft", async () => {
        const commands = [start(500), start(500), start(500)];
        const ends = await Promise.all(commands.map(command => once(command, "exit")));
        expect(ends).to.deep.equal([[0, null], [0, null], [0, null]]); // prettier-ignore
        expect(builds()).to.equal(3);
        expect(readdirSync(folder)).to.have.members(["first", "second"]);
        expect(drafts()).to.be.empty;
    });

    it("a command that is killed leaves no engine, and the next command builds it from scratch", async () => {
        const killed = start(60_000);
        while (builds() < 1) await sleep(20);
        killed.kill("SIGKILL");
        await once(killed, "exit");
        expect(existsSync(folder)).to.equal(false);
        expect(await once(start(0), "exit")).to.deep.equal([0, null]);
        expect(readdirSync(folder)).to.have.members(["first", "second"]);
    });

    it("the engine comes from the first source that is available and works", async () => {
        await obtain(folder, [unavailable, broken, working, unavailable]);
        expect(readdirSync(folder)).to.deep.equal(["program"]);
    });

    it("an engine that exists is not obtained again", async () => {
        mkdirSync(folder);
        await obtain(folder, [broken]);
    });

    it("one error message asks for an installation if no source is available", async () => {
        const error = await obtain(folder, [unavailable]).catch((reason: unknown) => reason);
        expect(error)
            .to.be.instanceOf(Failure)
            .with.property("message")
            .that.matches(/^[^.]+ install Pulumi .+ or Go .+\.$/);
        expect(existsSync(folder)).to.equal(false);
    });

    it("language hosts on PATH are used, and without them and Go the programs in their languages have none", async () => {
        const before = { PATH: process.env.PATH, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME };
        Object.assign(process.env, { PATH: "", XDG_CACHE_HOME: cache });
        try {
            expect(await languageFolders(cache)).to.deep.equal([]);
            for (const language of ["go", "python", "yaml"])
                writeFileSync(join(cache, `pulumi-language-${language}`), "", { mode: 0o755 });
            expect(await languageFolders(cache)).to.deep.equal([]);
            const cached = join(cache, "pulumi-materialize", `languages-${VERSION}-${process.platform}-${process.arch}`);
            mkdirSync(cached, { recursive: true });
            expect(await languageFolders("")).to.deep.equal([cached]);
        } finally {
            for (const [name, value] of Object.entries(before))
                if (value === undefined) Reflect.deleteProperty(process.env, name);
                else process.env[name] = value;
        }
    });

    it("the engine has the same version in package.json, in the scripts and in the Go modules", () => {
        const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
            devDependencies: Record<string, string>;
        };
        expect(devDependencies["@pulumi/pulumi"]).to.equal(VERSION);
        const modules = readFileSync(join(ROOT, "scripts", "engine", "cli", "go.mod"), "utf8");
        expect(modules).to.include(`github.com/pulumi/pulumi/pkg/v3 v${VERSION} `);
        const generator = readFileSync(join(ROOT, "scripts", "sdks", "go.mod"), "utf8");
        expect(generator).to.include(`github.com/pulumi/pulumi/pkg/v3 v${VERSION}\n`);
    });
});
