import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { timeLimit, type Server } from "../server";
import { inputs } from "../provider/support";
import { configure, connect, capturePrinted, resetEnvironment } from "./support";

const SETUP = [
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE it IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt')",
    "CREATE TABLE lines FROM SOURCE it (REFERENCE txt) FORMAT TEXT",
    "CREATE SOURCE alone IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt') FORMAT TEXT",
];

const DATA_LOSS = "warning: KafkaSource it loses the data that it has ingested, and ingests it again. ";
const REPLACED_WITH_IT = "Those that this program creates are replaced with it; any other";

describe("the warning of a replacement of a source", () => {
    let local: Server;

    before(async function () {
        this.timeout(timeLimit("30s"));
        const views = Array.from({ length: 11 }, (_, at) => `CREATE VIEW v${String(at).padStart(2, "0")} AS SELECT * FROM lines`);
        local = await resetEnvironment([
            ...SETUP,
            ...views,
            "CREATE MATERIALIZED VIEW top IN CLUSTER quickstart AS SELECT * FROM v00",
        ]);
    });

    /** Returns the warnings of a preview in which the topic of a source changes. */
    const warnings = async (
        name: string,
        { cascade, ...settings }: { cascade?: string } & Record<string, string> = {},
    ): Promise<string[]> => {
        await configure(local, settings);
        const args = { connection: "kafka", topic: "txt", tablesOnly: true, ...(cascade === undefined ? {} : { cascade: true }) };
        const checked = async (changed: Fields): Promise<Fields> =>
            (await provider.check({}, { ...inputs("KafkaSource", { ...args, ...changed }), __preview: true })).inputs;
        const client = await connect(local);
        const [row] = (await client.query<{ id: string }>("SELECT id FROM mz_sources WHERE name = $1", [name])).rows;
        await client.end();
        const [olds, news] = [await checked({}), await checked({ topic: "clicks" })];
        const diffTwice = async (): Promise<void> => {
            await provider.diff(row?.id ?? "", olds, news);
            await provider.diff(row?.id ?? "", olds, news);
        };
        return (await capturePrinted(diffTwice)).printed.filter(line => line.startsWith("warning"));
    };

    const VIEWS = Array.from({ length: 9 }, (_, at) => `view "materialize"."public"."v${String(at).padStart(2, "0")}"`);
    const DEPENDANTS = `These objects depend on it: table "materialize"."public"."lines", ${VIEWS.join(", ")} and 3 more. `;

    it("the warning lists all direct and indirect dependants, and is printed once", async () => {
        expect(await warnings("it")).to.deep.equal([
            `${DATA_LOSS}${DEPENDANTS}${REPLACED_WITH_IT} makes Materialize refuse the drop`,
        ]);
        expect(await warnings("it", { cascade: "true" })).to.deep.equal([
            `${DATA_LOSS}${DEPENDANTS}${REPLACED_WITH_IT} is dropped with it, since cascade is true, and is not created again`,
        ]);
        expect(await warnings("alone")).to.deep.equal([`${DATA_LOSS}No object depends on it`]);
    });

    it("the warning gives the reason if the dependants are unknown, without a retry", async () => {
        const start = Date.now();
        expect(await warnings("it", { host: "127.0.0.1", port: "1" })).to.deep.equal([
            `${DATA_LOSS}Its dependants are not known: Materialize at 127.0.0.1:1 refuses connections`,
        ]);
        expect(await warnings("it", { offline: "true" })).to.deep.equal([
            `${DATA_LOSS}Its dependants are not known: materialize:offline is true`,
        ]);
        expect(Date.now() - start).to.be.lessThan(5_000);
    });
});
