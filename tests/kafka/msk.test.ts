import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { IAM_PORT, type PublicMsk, startPublicMsk } from "./msk";

const run = promisify(execFile);

describe("a local Kafka in the place of MSK's public IAM endpoint", function () {
    this.timeout("30s");
    let msk: PublicMsk;

    before(async () => {
        msk = await startPublicMsk();
    });
    after(() => msk.close());

    /** What a process finds that connects to a name. */
    const found = async (name: string): Promise<string> => {
        const program = `
            const socket = require("node:tls").connect({ host: "${name}", servername: "${name}", port: ${String(IAM_PORT)} });
            socket.on("secureConnect", () => { console.log(socket.authorized, socket.remoteAddress); socket.destroy(); });
            socket.on("error", error => console.log(error.code));`;
        return (await run(process.execPath, ["-e", program], { env: { ...process.env, ...msk.env } })).stdout.trim();
    };

    it("is what the public names of brokers lead to, and believed", async () => {
        const [address = ""] = msk.addresses;
        expect(await found("b-2-public.clicks.0a1b2c.c2.kafka.us-east-1.amazonaws.com")).to.equal(
            `true ${address.split(":")[0] ?? ""}`,
        );
    });

    it("is not what other names lead to", async () => {
        expect(await found("b-2.clicks.0a1b2c.c2.kafka.us-east-1.amazonaws.invalid")).to.match(/^(?:ENOTFOUND|EAI_AGAIN)$/u);
    });
});
