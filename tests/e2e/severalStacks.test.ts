import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { configFor, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const BROKER = "kafka.example.com:9096";
const USER = { mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" };
const WORLD = {
    listeners: [{ address: BROKER, protocol: "SASL_SSL", users: [USER] }],
    topics: { clicks: { messages: [{ value: '{"page_id":1}' }] } },
} as const;

async function startEnvironment(): Promise<LocalServer> {
    const local = await startLocal();
    local.world.change(WORLD);
    return local;
}

/** Returns a stack with the program of an example. */
function stackOf(example: string): Stack {
    const stack = new Stack(example);
    for (const file of ["Pulumi.yaml", "index.ts"]) {
        cpSync(join(resolve(__dirname, "../../examples"), example, file), join(stack.folder, file));
    }
    return stack;
}

const kafkaOf = (example: string) => ({ [`${example}:broker`]: BROKER, [`${example}:password`]: { secret: "hunter2" } });

const MADE =
    "SELECT name FROM mz_objects WHERE id LIKE 'u%' AND type IN ('connection', 'secret', 'source', 'materialized-view') ORDER BY 1";

const createdObjects = async ({ url }: LocalServer): Promise<unknown[]> => (await queryAt(url, MADE)).map(({ name }) => name);

describe("examples with several stacks and environments", function () {
    this.timeout(timeLimit("3m"));
    const servers: LocalServer[] = [];

    before(async () => {
        servers.push(await startEnvironment(), await startEnvironment());
    });
    after(async () => {
        for (const server of servers) await server.close();
    });

    it("One stack creates the same objects in each environment", async () => {
        const stack = stackOf("regions");
        try {
            const [us = {}, eu = {}] = servers.map(({ host, port }) => ({ host, port: String(port) }));
            const profiles = { "materialize:profiles": JSON.stringify({ us, eu }) };
            await stack.configure({ ...profiles, ...kafkaOf("regions") });
            ok(await stack.up());
            for (const [at, name] of ["us", "eu"].entries()) {
                const objects = ["kafka", "password", "username"].map(part => `shop_${name}_${part}`);
                expect(await createdObjects(servers[at] ?? expect.fail())).to.include.members(["clicks", ...objects]);
            }
            ok(await stack.preview("--expect-no-changes"));
            ok(await stack.destroy());
            for (const server of servers) expect(await createdObjects(server)).to.be.empty;
        } finally {
            stack.remove();
        }
    });

    it("A stack uses the objects of another stack by their names", async () => {
        const [server = expect.fail()] = servers;
        const [platform, product] = [stackOf("platform"), stackOf("product")];
        product.env = { PULUMI_BACKEND_URL: platform.environment().PULUMI_BACKEND_URL };
        try {
            await platform.configure({ ...configFor(server), ...kafkaOf("platform") });
            await product.configure({ ...configFor(server), "product:platform": "organization/platform/test" });
            ok(await platform.up());
            expect(ok(await product.preview()).output).to.contain(
                String.raw`FROM KAFKA CONNECTION \"materialize\".\"platform\".\"kafka\"`,
            );
            ok(await product.up());
            expect(await queryAt(server.url, "SELECT clicks FROM test.clicks_counted")).to.deep.equal([{ clicks: "1" }]);
            for (const stack of [platform, product]) ok(await stack.preview("--expect-no-changes"));
            for (const stack of [product, platform]) ok(await stack.destroy());
            expect(await createdObjects(server)).to.be.empty;
        } finally {
            for (const stack of [platform, product]) stack.remove();
        }
    });
});
