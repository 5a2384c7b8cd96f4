import { expect } from "chai";
import { freePort } from "../../scripts/materialize.mjs";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { configFor } from "./support/server";
import { type Config, Stack } from "./support/stack";

const PROGRAM = `new materialize.Secret("errors", { value: "hunter2-hunter2" });`;

describe("connection errors", function () {
    this.timeout(timeLimit("3m"));
    const stack = new Stack("errors").program(PROGRAM);
    let closed: number;
    let strict: LocalServer;

    before(async () => {
        closed = (await freePort([0])) ?? 0;
        strict = await startLocal({ users: { materialize: "right-password" } });
        await stack.configure({ "materialize:connectWithin": "1" });
    });
    after(async () => {
        stack.remove();
        await strict.close();
    });

    /** Runs an up that fails and returns its error messages. */
    async function failedUp(config: Config): Promise<string> {
        await stack.configure(config);
        const { code, output } = await stack.up();
        expect(code, output).not.to.equal(0);
        const lines = output.split("\n").filter(line => line.includes("Materialize at "));
        const messages = lines.filter(line => !line.includes(": trying again for up to 1 s"));
        expect(messages, output).to.have.length.greaterThan(0);
        expect(new Set(messages.map(line => line.replace(/^.*?(?=Materialize at )/u, ""))), "one message").to.have.property(
            "size",
            1,
        );
        expect(output, "no stack trace").not.to.match(/^\s+at .*\(.*:\d+:\d+\)/mu);
        expect(output).not.to.contain("hunter2-hunter2").and.not.to.contain("wrong-password");
        return messages[0] ?? "";
    }

    it("The error message of a refused connection states the address and the setting to change", async () => {
        const message = await failedUp({ "materialize:host": "127.0.0.1", "materialize:port": String(closed) });
        expect(message)
            .to.contain(`Materialize at 127.0.0.1:${String(closed)} refuses connections`)
            .and.to.contain("materialize:port");
    });

    it("The error message of an unknown host states the host and the setting to change", async () => {
        const message = await failedUp({ "materialize:host": "no-such-host.invalid", "materialize:sslmode": "disable" });
        expect(message).to.contain("Materialize at no-such-host.invalid").and.to.contain("materialize:host");
    });

    it("The error message of a refused password states the setting to change", async () => {
        const message = await failedUp({
            "materialize:host": "127.0.0.1",
            "materialize:port": String(strict.port),
            "materialize:password": { secret: "wrong-password" },
        });
        expect(message)
            .to.contain('refuses the login of the user "materialize" with this password')
            .and.to.contain("MZ_PASSWORD");
    });

    it("The error message of a server without TLS states the setting to change", async () => {
        const message = await failedUp({ "materialize:port": String(strict.port), "materialize:sslmode": "verify-full" });
        expect(message).to.contain('speaks no TLS, and sslmode is "verify-full"').and.to.contain("materialize:sslmode");
    });

    it("A preview does not connect to the server", async () => {
        const { code, output } = await stack.preview();
        expect(code, output).to.equal(0);
        expect(output).to.match(/1 to create/u);
    });

    it("An up uses the password of the environment variable", async () => {
        await stack.configure({ "materialize:sslmode": "disable" });
        const { code, output } = await stack.pulumi(["up", "--yes", "--skip-preview"], { MZ_PASSWORD: "right-password" });
        expect(code, output).to.equal(0);
    });
});

describe("connection settings that have changed since the last up", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("changed").program(PROGRAM);
    const YES = ["--yes", "--skip-preview"];
    let first: LocalServer;
    let current: LocalServer;

    before(async () => {
        [first, current] = await Promise.all([
            startLocal({ users: { materialize: "old-password" } }),
            startLocal({ users: { materialize: "new-password" } }),
        ]);
        await stack.configure({
            ...configFor(first),
            "materialize:password": { secret: "old-password" },
            "materialize:connectWithin": "1",
        });
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
    });
    after(async () => {
        stack.remove();
        await Promise.all([first.close(), current.close()]);
    });

    /** Checks that refresh and destroy fail, and that they state the reason and the command to run. */
    async function expectSettingsError(wrong: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
        for (const command of ["refresh", "destroy"]) {
            const { code, output } = await stack.pulumi([command, ...YES], env);
            expect(code, output).not.to.equal(0);
            expect(output)
                .to.contain(wrong)
                .and.to.contain(
                    "`pulumi refresh` and `pulumi destroy` use the settings of the last `pulumi up`: where they have changed since, add --run-program, or set MATERIALIZE_URL or MZ_PASSWORD.",
                );
            expect(output).not.to.contain("old-password").and.not.to.contain("new-password");
        }
    }

    it("Refresh and destroy with a password that has changed state which settings they use, and accept MZ_PASSWORD", async () => {
        await expectSettingsError("refuses the login of the user", { MZ_PORT: String(current.port) });
        const { code, output } = await stack.pulumi(["refresh", ...YES], { MZ_PASSWORD: "old-password" });
        expect(code, output).to.equal(0);
    });

    it("Refresh and destroy with a server that has moved state which settings they use, and accept --run-program", async () => {
        const { port } = first;
        await first.faults.restart(600_000);
        await expectSettingsError(`Materialize at ${first.host}:${String(port)} refuses connections`);
        await stack.configure({
            "materialize:port": String(current.port),
            "materialize:password": { secret: "new-password" },
        });
        await expectSettingsError(`Materialize at ${first.host}:${String(port)} refuses connections`);
        const url = `postgres://materialize:new-password@${current.host}:${String(current.port)}`;
        expect((await stack.pulumi(["refresh", "--preview-only"], { MATERIALIZE_URL: url })).code).to.equal(0);
        const { code, output } = await stack.pulumi(["destroy", "--run-program", ...YES]);
        expect(code, output).to.equal(0);
    });
});
