import { expect } from "chai";
import type { HelperContext } from "../../../../provider/helpers/helperKind";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { ask, workOf } from "./support";

const host = "shop.x.us-east-1.rds.amazonaws.com";
const ARGS = { host, port: 5432, actualPort: 5432, engine: "postgres", product: "postgres", instance: "shop", resolves: true };

/** Checks a database whose name resolves to an address, or fails to. */
async function found(answer: string | Error, args: Fields = {}, olds: Fields = {}) {
    const { work, said } = workOf({});
    const resolve = () => (typeof answer === "string" ? Promise.resolve(answer) : Promise.reject(answer));
    const context: HelperContext = Object.assign(Object.create(work) as HelperContext, { resolve });
    const { inputs, failures } = await ask("RdsEndpoint", context, { ...ARGS, ...args }, olds);
    return { ip: inputs.ip, said, refused: failures.map(({ reason }) => reason) };
}

describe("RdsEndpoint", () => {
    it("RdsEndpoint finds the private address to which the name resolves", async () => {
        for (const ip of ["10.0.1.60", "172.31.0.9", "192.168.4.1", "100.64.0.7"])
            expect(await found(ip)).to.deep.equal({ ip, said: [], refused: [] });
    });

    it("RdsEndpoint says that the database has moved, if its name leads elsewhere than before", async () => {
        const { ip, said } = await found("10.0.2.61", {}, { host, ip: "10.0.1.60" });
        expect(ip).to.equal("10.0.2.61");
        expect(said).to.deep.equal([
            "the DB instance shop has moved from 10.0.1.60 to 10.0.2.61: the target of the load balancer follows it",
        ]);
        expect((await found("10.0.2.61", {}, { host: "another", ip: "10.0.1.60" })).said).to.deep.equal([]);
    });

    it("RdsEndpoint refuses a name that does not resolve, and a public address", async () => {
        expect((await found(new Error("getaddrinfo ENOTFOUND"))).refused).to.deep.equal([
            `the name ${host} does not resolve where Pulumi runs (getaddrinfo ENOTFOUND): run it where it does, or give its private address as network.privateLink.ip`,
        ]);
        for (const ip of ["203.0.113.9", "172.32.0.1", "100.128.0.1", "11.0.0.1"])
            expect((await found(ip)).refused.join()).to.match(
                /is no private address, since the database is publicly accessible/u,
            );
    });

    it("RdsEndpoint resolves nothing for other networks, and not before the database exists", async () => {
        expect((await found(new Error("unused"), { resolves: false })).refused).to.deep.equal([]);
        expect(await found(new Error("unused"), { host: UNKNOWN })).to.include({ ip: UNKNOWN });
    });
});
