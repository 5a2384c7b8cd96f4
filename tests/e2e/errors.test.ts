import { createServer } from "node:net";
import { expect } from "chai";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { type Config, Stack } from "./support/stack";

const PROGRAM = `new materialize.Secret("errors", { value: "hunter2-hunter2" });`;

describe("a server that is not as it should be", function () {
    this.timeout("3m");
    const stack = new Stack("errors").program(PROGRAM);
    let closed: number;
    let strict: LocalMaterialize;

    before(async () => {
        closed = await freePort();
        strict = await startMaterialize({ users: { materialize: "right-password" } });
    });
    after(async () => {
        stack.remove();
        await strict.close();
    });

    /** What the user reads of an up that fails. */
    async function failing(config: Config): Promise<string> {
        await stack.configure(config);
        const { code, output } = await stack.up();
        expect(code, output).not.to.equal(0);
        const sentences = output.split("\n").filter(line => line.includes("Materialize at "));
        expect(sentences, output).to.have.length.greaterThan(0);
        expect(new Set(sentences.map(line => line.replace(/^.*?(?=Materialize at )/u, ""))), "one sentence").to.have.property(
            "size",
            1,
        );
        expect(output, "no stack trace").not.to.match(/^\s+at .*\(.*:\d+:\d+\)/mu);
        expect(output).not.to.contain("hunter2-hunter2").and.not.to.contain("wrong-password");
        return sentences[0] ?? "";
    }

    it("refuses connections: the sentence says where, and what to set", async () => {
        const sentence = await failing({ "materialize:host": "127.0.0.1", "materialize:port": String(closed) });
        expect(sentence)
            .to.contain(`Materialize at 127.0.0.1:${String(closed)} refuses connections`)
            .and.to.contain("materialize:port");
    });

    it("is asked for by a name that nobody knows", async () => {
        const sentence = await failing({ "materialize:host": "no-such-host.invalid", "materialize:sslmode": "disable" });
        expect(sentence).to.contain("Materialize at no-such-host.invalid").and.to.contain("materialize:host");
    });

    it("does not take the password", async () => {
        const sentence = await failing({
            "materialize:host": "127.0.0.1",
            "materialize:port": String(strict.port),
            "materialize:password": { secret: "wrong-password" },
        });
        expect(sentence).to.contain('does not let the user "materialize" in with this password').and.to.contain("MZ_PASSWORD");
    });

    it("speaks no TLS where it is asked for", async () => {
        const sentence = await failing({ "materialize:port": String(strict.port), "materialize:sslmode": "verify-full" });
        expect(sentence).to.contain('speaks no TLS, and sslmode is "verify-full"').and.to.contain("materialize:sslmode");
    });

    it("is not asked by a preview", async () => {
        const { code, output } = await stack.preview();
        expect(code, output).to.equal(0);
        expect(output).to.match(/1 to create/u);
    });

    it("is reached with the environment's password", async () => {
        await stack.configure({ "materialize:sslmode": "disable" });
        const { code, output } = await stack.pulumi(["up", "--yes", "--skip-preview"], { MZ_PASSWORD: "right-password" });
        expect(code, output).to.equal(0);
        expect((await stack.pulumi(["destroy", "--yes", "--skip-preview"])).output).to.contain("use the settings of the last");
        expect((await stack.pulumi(["destroy", "--yes", "--skip-preview"], { MZ_PASSWORD: "right-password" })).code).to.equal(0);
    });
});

/** A port that nobody listens on. */
function freePort(): Promise<number> {
    return new Promise(resolve => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const address = server.address();
            server.close(() => {
                resolve(typeof address === "object" && address !== null ? address.port : 0);
            });
        });
    });
}
