import { expect } from "chai";
import * as provider from "../../provider";
import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize } from "../materialize";
import { inputs } from "../provider/support";
import { configure, connected, overheard, region } from "./support";

const SETUP = [
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE it IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt')",
    "CREATE TABLE lines FROM SOURCE it (REFERENCE txt) FORMAT TEXT",
    "CREATE SOURCE alone IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt') FORMAT TEXT",
];

const LOST = "warning: KafkaSource it loses the data that it has ingested, and ingests it again. ";
const OURS = "Those that this program creates are replaced with it; any other";

describe("a source that is to be replaced", () => {
    let local: LocalMaterialize;

    before(async function () {
        this.timeout("30s");
        const views = Array.from({ length: 11 }, (_, at) => `CREATE VIEW v${String(at).padStart(2, "0")} AS SELECT * FROM lines`);
        local = await region([...SETUP, ...views, "CREATE MATERIALIZED VIEW top IN CLUSTER quickstart AS SELECT * FROM v00"]);
    });

    /** What a run says that reads another topic. */
    const said = async (
        name: string,
        { cascade, ...settings }: { cascade?: string } & Record<string, string> = {},
    ): Promise<string[]> => {
        await configure(local, settings);
        const args = { connection: "kafka", topic: "txt", tablesOnly: true, ...(cascade === undefined ? {} : { cascade: true }) };
        const checked = async (more: Fields): Promise<Fields> =>
            (await provider.check({}, { ...inputs("KafkaSource", { ...args, ...more }), __preview: true })).inputs;
        const client = await connected(local);
        const [row] = (await client.query<{ id: string }>("SELECT id FROM mz_sources WHERE name = $1", [name])).rows;
        await client.end();
        const [olds, news] = [await checked({}), await checked({ topic: "clicks" })];
        const twice = async (): Promise<void> => {
            await provider.diff(row?.id ?? "", olds, news);
            await provider.diff(row?.id ?? "", olds, news);
        };
        return (await overheard(twice)).said.filter(line => line.startsWith("warning"));
    };

    const ELEVEN = Array.from({ length: 9 }, (_, at) => `view "materialize"."public"."v${String(at).padStart(2, "0")}"`);
    const HANGING = `These objects depend on it: table "materialize"."public"."lines", ${ELEVEN.join(", ")} and 3 more. `;

    it("says once what falls with it, whatever lies between", async () => {
        expect(await said("it")).to.deep.equal([`${LOST}${HANGING}${OURS} makes Materialize refuse the drop`]);
        expect(await said("it", { cascade: "true" })).to.deep.equal([
            `${LOST}${HANGING}${OURS} is dropped with it, since cascade is true, and is not created again`,
        ]);
        expect(await said("alone")).to.deep.equal([`${LOST}No object depends on it`]);
    });

    it("says why that is not known, and waits for no server", async () => {
        const start = Date.now();
        expect(await said("it", { host: "127.0.0.1", port: "1" })).to.deep.equal([
            `${LOST}Its dependants are not known: Materialize at 127.0.0.1:1 refuses connections`,
        ]);
        expect(await said("it", { offline: "true" })).to.deep.equal([
            `${LOST}Its dependants are not known: materialize:offline is true`,
        ]);
        expect(Date.now() - start).to.be.lessThan(5_000);
    });
});

describe("offline", () => {
    let local: LocalMaterialize;

    before(async function () {
        this.timeout("30s");
        local = await region();
        await configure(local, { offline: "true" });
    });

    it("a preview keeps the ids of what is looked up, wherever they stand", async () => {
        const secret = (id: string, name: string): Fields => ({ id, qualifiedName: `"materialize"."public"."${name}"` });
        const kafka = (id: string, name = "password"): Fields => ({
            ...inputs("KafkaConnection", {
                brokers: [{ address: "b:1", sshTunnel: secret(id, "bastion") }, "c:1"],
                sasl: { mechanism: "PLAIN", username: "me", password: secret(id, name) },
            }),
            __preview: true,
        });
        const olds = (await provider.check({}, kafka("u1"))).inputs;
        expect((await provider.check(olds, kafka(UNKNOWN))).inputs).to.deep.equal(olds);
        const { sasl } = (await provider.check(olds, kafka(UNKNOWN, "other"))).inputs;
        expect(sasl).to.have.deep.property("password", secret(UNKNOWN, "other"));
    });

    it("an up is refused", async () => {
        const { failures } = await provider.check({}, inputs("Secret", { value: "x" }));
        expect(failures).to.deep.equal([
            {
                property: "",
                reason: "Materialize is not asked, since materialize:offline (or MZ_OFFLINE) is true, which is for previews alone: run this with MZ_OFFLINE=false",
            },
        ]);
    });
});
