// Stands for `docker` in the tests of the quickstart: `up` starts a local Materialize, and the tools of Kafka keep the messages in a file.
import { spawn } from "node:child_process";
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const folder = process.env.FAKE_DOCKER ?? "";
/** @param {string} name */
const path = name => join(folder, name);
const repository = resolve(import.meta.dirname, "../..");
const args = process.argv.slice(2).filter((arg, index, all) => arg !== "--file" && all[index - 1] !== "--file");

appendFileSync(path("log"), `${args.join(" ")}\n`);
const [, command] = args;
if (command === "up") await up();
if (command === "exec") runTool(args.find(arg => arg.startsWith("/opt/kafka/bin/")));
if (command === "down") process.kill(Number(readFileSync(path("pid"), "utf8")));

async function up() {
    if (existsSync(path("pid"))) return;
    const output = openSync(path("output"), "w");
    const program = [join(repository, "tests/materialize/cli.ts"), "--port", process.env.MATERIALIZE_PORT ?? ""];
    const child = spawn(process.execPath, ["--import", "tsx", ...program, "--world", path("world.json")], {
        cwd: repository,
        detached: true,
        stdio: ["ignore", output, output],
    });
    closeSync(output);
    writeFileSync(path("pid"), String(child.pid));
    child.unref();
    while (!readFileSync(path("output"), "utf8").includes("postgres://")) await sleep(50);
}

/** @param {string | undefined} tool */
function runTool(tool) {
    const produced = existsSync(path("messages"));
    if (tool?.includes("get-offsets")) console.log(`materialize_click_streams:0:${produced ? 20 : 0}`);
    if (tool?.includes("producer")) appendFileSync(path("messages"), readFileSync(process.stdin.fd, "utf8"));
}
