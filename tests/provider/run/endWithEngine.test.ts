import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";

const PROVIDER = join(__dirname, "..", "..", "..", "provider", "index.ts");

/** A process as Pulumi starts it: it prints uncaught errors, and goes on. This one prints as a wait does. */
const PROGRAM = `
    process.on("uncaughtException", error => console.error(error.message));
    require(${JSON.stringify(PROVIDER)});
    console.log("ready");
    setInterval(() => console.log("waiting"), 10);
`;

describe("a process of the provider", function () {
    this.timeout("60s");
    let child: ChildProcess | undefined;

    afterEach(() => child?.kill("SIGKILL"));

    it("ends once the engine that reads its output is gone, instead of printing its failed prints without end", async () => {
        child = spawn(process.execPath, ["--import", "tsx", "--eval", PROGRAM], { stdio: ["ignore", "pipe", "pipe"] });
        const ended = once(child, "exit");
        if (child.stdout === null || child.stderr === null) throw new Error("no output");
        await once(child.stdout, "data");
        child.stdout.destroy();
        child.stderr.destroy();
        expect((await ended)[0]).to.equal(1);
    });
});
