import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import * as provider from "../../provider";
import { inputs, resource } from "../provider/support";
import { configure, connect, resetEnvironment } from "./support";

describe("a new grant on a new object", function () {
    this.timeout("60s");

    const SETUP = ["CREATE ROLE reader"];
    const create = async (kind: string, args: Fields): Promise<{ id: string; outs: Fields }> => {
        const { inputs: wanted, failures } = await provider.check({}, inputs(kind, args));
        expect(failures).to.be.empty;
        return provider.create(wanted);
    };
    const createSchemaAndGrant = async (setup: readonly string[]) => {
        const local = await resetEnvironment([...SETUP, ...setup]);
        await configure(local);
        const schema = await create("Schema", {});
        const on = { schema: resource(schema.id, String(schema.outs.qualifiedName)) };
        const before = local.log.entries.length;
        await create("Grant", { on, role: "reader", privileges: ["USAGE"] });
        const client = await connect(local);
        const { rows } = await client.query<{ privileges: string }>("SELECT privileges::text FROM mz_schemas WHERE name = 'it'");
        await client.end();
        const sent = local.log.entries.slice(before).map(({ sql }) => sql.split(/\s/u, 1)[0]);
        return { sent, privileges: rows[0]?.privileges ?? "" };
    };

    it("a create of a grant on an object of the same run reads only what existed before the run", async () => {
        const { sent, privileges } = await createSchemaAndGrant([]);
        expect(sent.filter(word => word === "REVOKE")).to.be.empty;
        expect(privileges).to.match(/,u\d+=U\//u);
    });

    it("a create of a grant revokes what default privileges gave the role on an object of the same run", async () => {
        const { sent, privileges } = await createSchemaAndGrant([
            "ALTER DEFAULT PRIVILEGES FOR ROLE materialize GRANT USAGE, CREATE ON SCHEMAS TO reader",
        ]);
        expect(sent.filter(word => word === "REVOKE")).to.have.length(1);
        expect(privileges).to.match(/,u\d+=U\//u);
    });
});
