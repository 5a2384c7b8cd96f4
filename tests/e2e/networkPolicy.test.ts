import { expect } from "chai";
import { type Server, skip, startServer, timeLimit } from "../server";
import { withClient } from "../server/flags";
import { configForUrl, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const PROGRAM = `
const everybody = { name: "everybody", address: "0.0.0.0/0" };
const office = new materialize.NetworkPolicy("office", { name: config.require("name"), rules: [everybody] });
new materialize.SystemParameter("network_policy", { name: "network_policy", value: office.name });`;

describe("a network policy that a system parameter attaches", function () {
    this.timeout(timeLimit("5m"));
    const name = `e2e_office_${String(process.pid)}`;
    const stack = new Stack("policies").program(PROGRAM);
    let server: Server;

    const asSystem = (statement: string): Promise<unknown> =>
        withClient(server.systemUrl ?? "", client => client.query(statement));
    /** Returns the changes of an operation, each without its rules. */
    const changesOf = async (operation: () => Promise<unknown>): Promise<string[]> => {
        const before = server.log.entries.length;
        await operation();
        const sent = server.log.entries.slice(before).map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
        return sent.filter(sql => !/^(?:SELECT|SHOW|BEGIN|ROLLBACK)/u.test(sql)).map(sql => sql.replace(/ \( RULES.*/u, ""));
    };

    before(async function () {
        server = await startServer({ settings: { enable_password_auth: "on" } });
        if (server.systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
        await asSystem("ALTER ROLE materialize SUPERUSER");
        await stack.configure({ ...configForUrl(new URL(server.url)), "policies:name": name });
    });
    after(async () => {
        if (server.systemUrl !== undefined) await asSystem("ALTER ROLE materialize NOSUPERUSER");
        await server.close();
        stack.remove();
    });

    it("is created before it is attached", async () => {
        expect(await changesOf(async () => ok(await stack.up()))).to.deep.equal([
            `CREATE NETWORK POLICY "${name}"`,
            `ALTER SYSTEM SET "network_policy" = '${name}'`,
        ]);
        expect(ok(await stack.preview("--refresh")).output).to.match(/3 unchanged/u);
    });

    it("is never detached while another one takes its place", async () => {
        await stack.configure({ "policies:name": `${name}_2` });
        expect(await changesOf(async () => ok(await stack.up()))).to.deep.equal([
            `CREATE NETWORK POLICY "${name}_2"`,
            `ALTER SYSTEM SET "network_policy" = '${name}_2'`,
            `DROP NETWORK POLICY "${name}"`,
        ]);
    });

    it("is detached before it is dropped", async () => {
        expect(await changesOf(async () => ok(await stack.destroy()))).to.deep.equal([
            'ALTER SYSTEM RESET "network_policy"',
            `DROP NETWORK POLICY "${name}_2"`,
        ]);
        expect(await queryAt(server.url, "SHOW network_policy")).to.deep.equal([{ network_policy: "default" }]);
    });
});
