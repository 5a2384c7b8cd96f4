import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { startRegistryProxy } from "./registryProxy";

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const close = (server: Server) => new Promise(resolve => server.close(resolve));

describe("the proxy of the test services' schema registry", () => {
    const seen: string[] = [];
    let rules: string | undefined;
    let apicurio: Server;
    let open: Server;
    let withLogin: Server;

    before(async () => {
        apicurio = createServer((incoming, outgoing) => {
            const { method = "", url = "", headers } = incoming;
            seen.push(`${method} ${url}${headers.authorization === undefined ? "" : " with credentials"}`);
            const isRules = url.endsWith("/rules");
            outgoing.writeHead(isRules && rules === undefined ? 404 : 200, { "content-type": "application/json" });
            outgoing.end(isRules ? (rules ?? "{}") : '{"compatibilityLevel":"BACKWARD"}');
        });
        await new Promise<void>(resolve => apicurio.listen(0, "127.0.0.1", resolve));
        const options = { host: "127.0.0.1", port: 0, target: portOf(apicurio) };
        open = await startRegistryProxy(options);
        withLogin = await startRegistryProxy({ ...options, login: { username: "me", password: "secret" } });
    });
    after(async () => {
        await Promise.all([open, withLogin, apicurio].map(close));
    });
    beforeEach(() => {
        seen.length = 0;
        rules = undefined;
    });

    const get = async (server: Server, path: string, headers: Record<string, string> = {}) => {
        const answer = await fetch(`http://127.0.0.1:${String(portOf(server))}${path}`, {
            headers: { ...headers, connection: "close" },
        });
        return { status: answer.status, body: (await answer.json()) as { error_code?: number } };
    };

    it("A request goes to Confluent's API of the registry, with its query", async () => {
        expect((await get(open, "/subjects?deleted=true")).status).to.equal(200);
        expect(seen).to.deep.equal(["GET /apis/ccompat/v7/subjects?deleted=true"]);
    });

    it("The level of a subject without one is error 40408, as Confluent's registry answers", async () => {
        const { status, body } = await get(open, "/config/orders-value");
        expect([status, body.error_code]).to.deep.equal([404, 40408]);
        rules = "[]";
        expect((await get(open, "/config/orders-value")).body.error_code).to.equal(40408);
    });

    it("The level of a subject that has one, and the global level, come from the registry", async () => {
        rules = '["COMPATIBILITY"]';
        expect((await get(open, "/config/orders-value")).status).to.equal(200);
        expect((await get(open, "/config")).status).to.equal(200);
        expect((await get(open, "/config/orders-value?defaultToGlobal=true")).status).to.equal(200);
    });

    it("A registry with credentials refuses other ones and does not pass them on", async () => {
        const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
        expect((await get(withLogin, "/subjects")).status).to.equal(401);
        expect((await get(withLogin, "/subjects", basic("me:wrong"))).status).to.equal(401);
        expect(seen).to.be.empty;
        expect((await get(withLogin, "/subjects", basic("me:secret"))).status).to.equal(200);
        expect(seen).to.deep.equal(["GET /apis/ccompat/v7/subjects"]);
    });
});
