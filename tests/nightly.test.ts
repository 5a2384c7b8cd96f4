import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

const root = resolve(__dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

interface Workflow {
    readonly jobs: {
        readonly test: { readonly strategy: { readonly matrix: { readonly version: readonly string[] } } };
        readonly report: { readonly steps: readonly { readonly run: string }[] };
    };
}

interface Compose {
    readonly services: Readonly<
        Record<string, { readonly image: string; readonly ports?: readonly string[]; readonly healthcheck?: object }>
    >;
}

const workflow = parse(read(".github/workflows/nightly.yml")) as Workflow;
const { services } = parse(read("compose.yaml")) as Compose;
/** The rows of the table in docs/versions.md. */
const versions = [...read("docs/versions.md").matchAll(/^\| `(?<image>[\w.]+)` +\| (?<meaning>.+?) +\|$/gmu)].map(
    ({ groups }) => ({ image: groups?.image ?? "", meaning: groups?.meaning ?? "" }),
);

/** A program that logs its arguments, and lists this open issue. */
const fakeGh = (open: string): string => `#!/usr/bin/env bash
echo "$*" >> "$LOG"
case "$1 $2" in
    "run view") echo "- test on unstable" ;;
    "issue list") echo "${open}" ;;
    "issue "*) cp issue.md "$LOG.body" ;;
esac
`;

describe("The nightly workflow", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "nightly-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    /** Runs the step that reports a failure; returns the changes of issues, and the text. */
    function reported(open: string): { changes: string[]; text: string } {
        writeFileSync(join(folder, "gh"), fakeGh(open));
        chmodSync(join(folder, "gh"), 0o755);
        const log = join(folder, "log");
        const path = [folder, process.env.PATH ?? ""].join(delimiter);
        const env = { ...process.env, PATH: path, LOG: log, GITHUB_RUN_ID: "7", RUN_URL: "https://example.com/runs/7" };
        const script = workflow.jobs.report.steps[0]?.run ?? "";
        const { status, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], { cwd: folder, env, encoding: "utf8" });
        expect(status, stderr).to.equal(0);
        const calls = readFileSync(log, "utf8").trim().split("\n");
        const text = existsSync(`${log}.body`) ? readFileSync(`${log}.body`, "utf8") : "";
        return { changes: calls.filter(call => /^issue (?!list)/u.test(call)), text };
    }

    it("the nightly workflow runs on the images of docs/versions.md", () => {
        expect(workflow.jobs.test.strategy.matrix.version).to.deep.equal(versions.map(({ image }) => image));
        expect(versions.map(({ meaning }) => /oldest supported|newest tested|main branch/u.exec(meaning)?.[0])).to.deep.equal([
            ...["oldest supported", "newest tested", "main branch"],
        ]);
    });

    it("the nightly workflow opens an issue that names the run and the failed jobs", () => {
        const { changes, text } = reported("");
        expect(changes).to.deep.equal(["issue create --title The nightly tests fail --label nightly --body-file issue.md"]);
        expect(text).to.equal("The nightly run https://example.com/runs/7 failed:\n\n- test on unstable\n");
    });

    it("the nightly workflow comments on the issue that is open instead of opening a second one", () => {
        const { changes, text } = reported("41");
        expect(changes).to.deep.equal(["issue comment 41 --body-file issue.md"]);
        expect(text).to.include("https://example.com/runs/7");
    });
});

describe("compose.yaml", () => {
    it("compose.yaml starts the newest Materialize of docs/versions.md, unless MATERIALIZE_VERSION names another one", () => {
        const newest = versions.find(({ meaning }) => meaning.includes("newest"))?.image ?? "none";
        expect(services.materialized?.image.replace(/@sha256:\w+/u, "")).to.equal(
            `materialize/materialized:\${MATERIALIZE_VERSION:-${newest}}`,
        );
    });

    it("compose.yaml pins the version of every image, publishes ports on the loopback address only, and has a health check for every service", () => {
        for (const [name, { image, ports = [], healthcheck }] of Object.entries(services)) {
            expect(image, name).to.match(/:(?:\$\{\w+:-)?v?\d+\.\d+\.\d+(?:@sha256:[0-9a-f]{64})?\}?$/u);
            for (const port of ports) expect(port, name).to.match(/^127\.0\.0\.1:/u);
            expect(healthcheck, name).not.to.equal(undefined);
        }
    });
});
