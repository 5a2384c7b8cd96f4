import { expect } from "chai";
import * as provider from "../../provider";
import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import { configure, resetEnvironment } from "./support";
import { timeLimit } from "../server";

describe("an offline run", () => {
    before(async function () {
        this.timeout(timeLimit("30s"));
        await configure(await resetEnvironment(), { offline: "true" });
    });

    it("an offline preview keeps the ids of looked-up objects from the state", async () => {
        const reference = (id: string, name: string): Fields => ({ id, qualifiedName: `"materialize"."public"."${name}"` });
        const kafka = (id: string, name = "password"): Fields => ({
            ...inputs("KafkaConnection", {
                brokers: [{ address: "b:1", sshTunnel: reference(id, "bastion") }, "c:1"],
                sasl: { mechanism: "PLAIN", username: "me", password: reference(id, name) },
            }),
            __preview: true,
        });
        const olds = (await provider.check({}, kafka("u1"))).inputs;
        expect((await provider.check(olds, kafka(UNKNOWN))).inputs).to.deep.equal(olds);
        const { sasl } = (await provider.check(olds, kafka(UNKNOWN, "other"))).inputs;
        expect(sasl).to.have.deep.property("password", reference(UNKNOWN, "other"));
    });

    it("an offline up is refused", async () => {
        const { failures } = await provider.check({}, inputs("Secret", { value: "x" }));
        expect(failures).to.deep.equal([
            {
                property: "",
                reason: "Materialize cannot be queried, since materialize:offline (or MZ_OFFLINE) is true, which is only for previews: run this with MZ_OFFLINE=false",
            },
        ]);
    });
});
