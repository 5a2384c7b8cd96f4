import { appendFileSync } from "node:fs";
import { expect } from "chai";
import { type LocalServer, startLocal } from "../server";
import { configFor, queryAt, externalServerUrl, kafka, configForUrl } from "./support/server";
import { ok, Stack } from "./support/stack";

const SCHEMA = "e2e_without_aws";

/**
 * The descriptor of `message Batch { int32 id = 1; }` in the package `billing`.
 * Materialize reads only messages without a package from a registry.
 */
const descriptors = "0a2f0a07622e70726f746f120762696c6c696e6722130a054261746368120a0a026964180120012805620670726f746f33";

/** Each target with each authentication that needs no TLS, and each format. */
const PROGRAM = `
const kafka = config.requireObject("kafka");
const secret = key => config.requireSecret(key);
const schema = new materialize.Schema("${SCHEMA}");
const common = { schema, cluster: kafka.cluster, validation: config.require("validation") };
const at = server => ({ brokers: [{ host: server.split(":")[0], port: Number(server.split(":")[1]) }], network: { none: {} } });
const json = name => ({ sources: { [name]: { topic: kafka.topic, format: { json: {} } } } });
const securityProtocol = "SASL_PLAINTEXT";
const plain = { username: kafka.apiKey, password: secret("apiSecret") };
const scram = { username: kafka.username, password: secret("password"), mechanism: kafka.mechanism };
const registry = { url: kafka.registry };
new materialize.SelfHostedKafkaIngestion("none", {
    ...common, ...at(kafka.broker), auth: { unauthenticated: {} }, schemaRegistry: registry,
    sources: {
        csv: { topic: "people_csv", format: { csv: { columns: 2 } } },
        text: { topic: "txt", format: { text: {} } },
        bytes: { topic: "raw", format: { bytes: {} } },
        avro: { topic: "orders_avro", format: { avro: {} }, envelope: { debezium: {} } },
        protobuf: { topic: "pb", format: { protobuf: { message: "billing.Batch", schema: kafka.descriptors } } },
        json: { ...json("json").sources.json, materializedViews: { all_of_it: { query: of => pulumi.interpolate\`SELECT data FROM \${of.qualifiedName}\` } } },
    },
});
new materialize.SelfHostedKafkaIngestion("plain", { ...common, ...at(kafka.saslBroker), ...json("by_plain"), securityProtocol, auth: { plain } });
new materialize.SelfHostedKafkaIngestion("scram", { ...common, ...at(kafka.saslBroker), ...json("by_scram"), securityProtocol, auth: { scram } });
new materialize.WarpStreamIngestion("warpstream", { ...common, ...json("of_warpstream"), securityProtocol, auth: { plain }, bootstrapServer: kafka.saslBroker, schemaRegistry: registry });
new materialize.ConfluentCloudIngestion("confluent", { ...common, ...json("of_confluent"), securityProtocol, auth: { apiKey: { key: plain.username, secret: plain.password } }, bootstrapServer: kafka.saslBroker });
if (kafka.bastion) {
    const [, user, host, port] = /^(.*)@(.*):(\\d+)$/.exec(kafka.bastion);
    const network = { sshTunnel: { user, host, port: Number(port) } };
    const isKnown = config.require("keys") === "known";
    const tunnelled = new materialize.SelfHostedKafkaIngestion("ssh", {
        ...common, ...at(kafka.broker), network, auth: { unauthenticated: {} }, ...(isKnown ? json("over_ssh") : { validation: "skip" }),
    });
    exports.keys = tunnelled.sshTunnel.publicKeys;
}`;

describe("targets without AWS", function () {
    this.timeout("10m");
    const url = externalServerUrl();
    // An existing bastion is used only with explicit arguments.
    const bastion = url === undefined || process.env.SSH_BASTION !== undefined ? kafka.bastion : undefined;
    const stack = new Stack("without");
    let local: LocalServer | undefined;
    let ask: (query: string) => Promise<Record<string, unknown>[]>;

    before(async () => {
        local = url === undefined ? await startLocal() : undefined;
        const serverUrl = url?.href ?? local?.url ?? "";
        ask = query => queryAt(serverUrl, query);
        const settings = url === undefined ? configFor(local ?? { host: "", port: 0 }) : configForUrl(url);
        await stack.program(PROGRAM).configure({
            ...{
                "materialize:user": "materialize",
                ...settings,
                "without:kafka": JSON.stringify({ ...kafka, bastion, descriptors }),
            },
            ...{ "without:apiSecret": { secret: kafka.apiSecret }, "without:password": { secret: kafka.password } },
            // The statistics of sources in the local Materialize have their own test.
            ...{ "without:keys": "new", "without:validation": url === undefined ? "connect" : "data" },
        });
    });
    after(async () => {
        stack.remove();
        await local?.close();
    });

    const sources = async (): Promise<unknown[]> =>
        (
            await ask(
                `SELECT s.name FROM mz_sources s JOIN mz_schemas c ON c.id = s.schema_id WHERE c.name = '${SCHEMA}' AND s.type = 'kafka' ORDER BY 1`,
            )
        ).map(({ name }) => name);
    const MADE = [
        ...["avro", "by_plain", "by_scram", "bytes", "csv", "json", "of_confluent", "of_warpstream"],
        "protobuf",
        "text",
    ];

    it("Targets without AWS ingest their topics with each authentication and each format", async () => {
        ok(await stack.up());
        expect(await sources()).to.deep.equal(MADE);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A target ingests through an existing bastion once the bastion has the keys of the first up", async function () {
        if (bastion === undefined) this.skip();
        const { keys } = (await stack.outputs()) as { keys: string[] };
        expect(keys).to.have.length(2);
        if (process.env.SSH_AUTHORIZED_KEYS !== undefined)
            appendFileSync(process.env.SSH_AUTHORIZED_KEYS, keys.map(key => `${key}\n`).join(""));
        await stack.configure({ "without:keys": "known" });
        ok(await stack.up());
        expect(await sources()).to.include("over_ssh");
    });

    it("A destroy drops the targets without AWS", async () => {
        ok(await stack.destroy());
        expect(await ask(`SELECT name FROM mz_schemas WHERE name = '${SCHEMA}'`)).to.deep.equal([]);
    });
});
