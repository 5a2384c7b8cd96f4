import { spawnSync } from "node:child_process";
import {
    chmodSync,
    cpSync,
    existsSync,
    lstatSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { skip } from "../server";

const ROOT = resolve(__dirname, "../..");
const WORLD = join(ROOT, "tests/materialize/world/default.json");
const LISTENER = {
    address: "kafka:9092",
    protocol: "SASL_PLAINTEXT",
    users: [{ mechanisms: ["PLAIN"], user: "ccun_local", password: "ccp_local" }],
};
/** A row of the view, as `console.table` prints it. */
const ROW = /^│ \d+ +│ (?<user>\d+) +│ (?<page>\d+) +│ (?<clicks>\d+) +│$/gmu;

/** A copy of the repository whose quickstart writes its files there, with a folder for PATH. */
class Clone {
    readonly folder = mkdtempSync(join(tmpdir(), "quickstart-"));
    readonly docker = join(this.folder, "docker");
    readonly programs = join(this.folder, "programs");

    constructor() {
        for (const folder of [this.docker, this.programs]) mkdirSync(folder);
        for (const name of readdirSync(ROOT).filter(each => !each.startsWith("."))) {
            const [from, to] = [join(ROOT, name), join(this.folder, name)];
            // Modules find the repository by their real path.
            if (name === "scripts") cpSync(from, to, { recursive: true, preserveTimestamps: true });
            else symlinkSync(from, to);
        }
        const world = JSON.parse(readFileSync(WORLD, "utf8")) as { listeners: unknown[] };
        writeFileSync(join(this.docker, "world.json"), JSON.stringify({ ...world, listeners: [...world.listeners, LISTENER] }));
    }

    /** Puts a program with the behaviour of Docker on the path. */
    installDocker(): void {
        const file = join(this.programs, "docker");
        writeFileSync(file, `#!/bin/sh\nexec node ${join(ROOT, "tests/scripts/fakeDocker.mjs")} "$@"\n`);
        chmodSync(file, 0o755);
    }

    run(...args: string[]): { code: number | null; output: string } {
        const path = [this.programs, process.env.PATH ?? ""].join(delimiter);
        const env = { ...process.env, MATERIALIZE_URL: undefined, PATH: path, FAKE_DOCKER: this.docker };
        const { status, stdout, stderr } = spawnSync("node", [join(this.folder, "scripts/quickstart.mjs"), ...args], {
            ...{ cwd: this.folder, env, encoding: "utf8" },
        });
        return { code: status, output: stdout + stderr };
    }

    read(file: string): string {
        return readFileSync(join(this.docker, file), "utf8");
    }
}

const rowsIn = (output: string): string[] => [...output.matchAll(ROW)].map(([, ...cells]) => cells.join(" "));

/** Counts the clicks of each user and page in the messages. */
function expectedRows(): string[] {
    const { topics } = JSON.parse(readFileSync(WORLD, "utf8")) as { topics: Record<string, { messages: { value: string }[] }> };
    const counts = new Map<string, number>();
    for (const { value } of topics.materialize_click_streams?.messages ?? []) {
        const { user_id: user, page_id: page } = JSON.parse(value) as { user_id: number; page_id: number };
        counts.set(`${user} ${page}`, (counts.get(`${user} ${page}`) ?? 0) + 1);
    }
    return [...counts]
        .map(([key, count]) => `${key} ${count}`)
        .sort((one, two) => one.localeCompare(two, "en", { numeric: true }));
}

describe("the quickstart", function () {
    this.timeout("10m");
    let clone: Clone;

    before(() => {
        clone = new Clone();
    });
    after(() => {
        for (const args of [["destroy"], ["--real", "destroy"]]) clone.run(...args);
        rmSync(clone.folder, { recursive: true });
    });

    it("The quickstart without Docker refuses --real, and names the alternatives", () => {
        const { code, output } = clone.run("--real");
        expect(code).to.equal(1);
        expect(output).to.match(/needs Docker .+get-docker.+ run `npm run quickstart` for a local .+ or set MATERIALIZE_URL/u);
        expect(existsSync(join(clone.folder, ".quickstart"))).to.equal(false);
    });

    it("The quickstart refuses an unknown argument", () => {
        expect(clone.run("--reel")).to.deep.equal({ code: 1, output: "\nUsage: npm run quickstart [-- --real] [destroy]\n" });
    });

    it("The quickstart prints the rows of the local Materialize, and of the one in Docker with the same messages", () => {
        const local = clone.run();
        expect(local.code, local.output).to.equal(0);
        expect(rowsIn(local.output)).to.deep.equal(expectedRows());
        clone.installDocker();
        const real = clone.run("--real");
        expect(real.code, real.output).to.equal(0);
        expect(rowsIn(real.output)).to.deep.equal(expectedRows());
        expect(clone.read("messages").split("\n")).to.have.length(21).and.include('u0\t{"user_id": 0, "page_id": 0}');
    });

    it("Only the user can read what the quickstart writes, and each stack has a random passphrase", function () {
        if (process.platform === "win32") skip(this, "Windows has no modes of files");
        const work = join(clone.folder, ".quickstart");
        // The database of the local Materialize chooses the modes of its files, in a folder that only the user can enter.
        const data = join(".quickstart/local/materialize", "/");
        const written = readdirSync(work, { recursive: true })
            .map(name => join(".quickstart", String(name)))
            .filter(name => !name.startsWith(data));
        expect(written).to.include.members(
            ["local/env", "local/state/.pulumi", "docker/state/.pulumi"].map(name => join(".quickstart", name)),
        );
        const files = [".quickstart", "Pulumi.local.yaml", "Pulumi.docker.yaml", ...written];
        const open = files.filter(name => {
            const status = lstatSync(join(clone.folder, name));
            return !status.isSymbolicLink() && (status.mode & 0o077) !== 0;
        });
        expect(open).to.deep.equal([]);
        const [local, docker] = ["local", "docker"].map(name => readFileSync(join(work, name, "passphrase"), "utf8")) as [
            string,
            string,
        ];
        expect(local).to.have.length(43).and.not.to.equal(docker);
        expect(statSync(join(work, "local/passphrase")).mode & 0o777).to.equal(0o600);
        expect(readFileSync(join(work, "local/env"), "utf8")).not.to.contain(local);
    });

    it("The quickstart with Docker writes the messages once and leaves an unchanged stack as it is", () => {
        const { code, output } = clone.run("--real");
        expect(code, output).to.equal(0);
        expect(output).to.match(/Resources:\s+\d+ unchanged/u);
        expect(clone.read("messages").split("\n")).to.have.length(21);
    });

    it("The quickstart removes the services of Docker with its stack", () => {
        const { code, output } = clone.run("--real", "destroy");
        expect(code, output).to.equal(0);
        expect(clone.read("log").trim().split("\n").at(-1)).to.equal("compose down --volumes");
        expect(existsSync(join(clone.folder, ".quickstart/docker"))).to.equal(false);
        expect(existsSync(join(clone.folder, ".quickstart/local"))).to.equal(true);
    });
});
