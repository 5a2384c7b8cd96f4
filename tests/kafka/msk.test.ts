import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { IAM_PORT, type PublicMsk, startPublicMsk } from "./msk";

const run = promisify(execFile);

describe("a local Kafka in place of MSK's public IAM endpoint", function () {
    this.timeout("30s");
    let msk: PublicMsk;

    before(async () => {
        msk = await startPublicMsk();
    });
    after(() => msk.close());

    /**
     * Connects to a name in another process and returns whether the certificate is trusted and the address, or the error code.
     */
    const connectTo = async (name: string): Promise<string> => {
        const program = `
            const socket = require("node:tls").connect({ host: "${name}", servername: "${name}", port: ${String(IAM_PORT)} });
            socket.on("secureConnect", () => { console.log(socket.authorized, socket.remoteAddress); socket.destroy(); });
            socket.on("error", error => console.log(error.code));`;
        return (await run(process.execPath, ["-e", program], { env: { ...process.env, ...msk.env } })).stdout.trim();
    };

    it("The public names of MSK brokers resolve to the local Kafka, whose certificate is trusted", async () => {
        const [address = ""] = msk.addresses;
        expect(await connectTo("b-2-public.clicks.0a1b2c.c2.kafka.us-east-1.amazonaws.com")).to.equal(
            `true ${address.split(":")[0] ?? ""}`,
        );
    });

    it("Other names do not resolve to the local Kafka", async () => {
        expect(await connectTo("b-2.clicks.0a1b2c.c2.kafka.us-east-1.amazonaws.invalid")).to.match(/^(?:ENOTFOUND|EAI_AGAIN)$/u);
    });
});
