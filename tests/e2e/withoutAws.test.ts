import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { skip } from "../server";
import { produce } from "./support/messages";
import { queryAt, externalServerUrl, kafka, configForUrl } from "./support/server";
import { ok, Stack } from "./support/stack";
import { type ServerWithTls, serverWithTls } from "./support/tls";

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
new materialize.SelfHostedKafkaIngestion("scram_256", { ...common, ...at(kafka.saslBroker), ...json("by_scram_256"), securityProtocol, auth: { scram: { ...scram, mechanism: "SCRAM-SHA-256" } } });
if (kafka.tls) {
    const { authority: certificateAuthority, certificate } = kafka.tls;
    const login = { url: kafka.loginRegistry, user: kafka.registryUsername, password: secret("registryPassword") };
    const keyed = { topic: "orders_avro", format: { avro: {} }, include: { key: true }, envelope: { upsert: {} } };
    new materialize.SelfHostedKafkaIngestion("tls", {
        ...common, ...at(kafka.tlsBroker), auth: { tls: { certificateAuthority } }, schemaRegistry: login, sources: { by_tls: keyed },
    });
    new materialize.SelfHostedKafkaIngestion("mutual_tls", {
        ...common, ...at(kafka.mutualTlsBroker), auth: { mutualTls: { certificateAuthority, certificate, key: secret("key") } }, ...json("by_mutual_tls"),
    });
}
if (kafka.newTopic) {
    new materialize.SelfHostedKafkaIngestion("created", {
        ...common, ...at(kafka.broker), auth: { unauthenticated: {} }, topics: [{ name: kafka.newTopic, partitions: 2 }],
        sources: { of_created: { topic: kafka.newTopic, format: { text: {} } } },
    });
}
if (kafka.bastion) {
    const [, user, host, port] = /^(.*)@(.*):(\\d+)$/.exec(kafka.bastion);
    const network = { sshTunnel: { user, host, port: Number(port) } };
    const isKnown = config.require("keys") === "known";
    const tunnelled = new materialize.SelfHostedKafkaIngestion("ssh", {
        ...common, ...at(kafka.broker), network, auth: { unauthenticated: {} }, ...(isKnown ? json("over_ssh") : { validation: "skip" }),
    });
    exports.keys = tunnelled.sshTunnel.publicKeys;
}`;

/** The number of rows of each source; null for the topic of KAFKA_TOPIC, which all JSON sources read. */
const ROWS: Readonly<Record<string, number | null>> = {
    ...{ avro: 2, by_mutual_tls: null, by_plain: null, by_scram: null, by_scram_256: null, by_tls: 2, bytes: 3, csv: 2 },
    ...{ json: null, of_confluent: null, of_created: 0, of_warpstream: null, protobuf: 0, text: 1 },
};
/** A topic that a target creates, where Pulumi reaches a broker. The local Materialize has a world of its own. */
const NEW_TOPIC =
    externalServerUrl() === undefined || process.env.KAFKA_BROKER === undefined ? undefined : `e2e-created-${String(Date.now())}`;
const NEED_TLS = ["by_mutual_tls", "by_tls"];

describe("targets without AWS", function () {
    this.timeout("10m");
    const url = externalServerUrl();
    // An existing bastion is used only with explicit arguments.
    const bastion = url === undefined || process.env.SSH_BASTION !== undefined ? kafka.bastion : undefined;
    const stack = new Stack("without");
    let server: ServerWithTls;
    const ask = (query: string): Promise<Record<string, unknown>[]> => queryAt(server.url.href, query);

    before(async () => {
        server = await serverWithTls();
        const { certificates } = server;
        await stack.program(PROGRAM).configure({
            ...{
                "materialize:user": "materialize",
                ...configForUrl(server.url),
                "without:kafka": JSON.stringify({
                    ...kafka,
                    bastion,
                    descriptors,
                    newTopic: NEW_TOPIC,
                    tls: certificates && { ...certificates, key: "" },
                }),
            },
            ...{ "without:apiSecret": { secret: kafka.apiSecret }, "without:password": { secret: kafka.password } },
            ...{
                "without:registryPassword": { secret: kafka.registryPassword },
                "without:key": { secret: certificates?.key ?? "none" },
            },
            // The statistics of sources in the local Materialize have their own test.
            ...{ "without:keys": "new", "without:validation": url === undefined ? "connect" : "data" },
        });
    });
    after(async () => {
        stack.remove();
        await server.close();
    });

    const sources = async (): Promise<unknown[]> =>
        (
            await ask(
                `SELECT s.name FROM mz_sources s JOIN mz_schemas c ON c.id = s.schema_id WHERE c.name = '${SCHEMA}' AND s.type = 'kafka' ORDER BY 1`,
            )
        ).map(({ name }) => name);
    const expectedSources = (): string[] =>
        Object.keys(ROWS).filter(
            name =>
                (server.certificates !== undefined || !NEED_TLS.includes(name)) &&
                (NEW_TOPIC !== undefined || name !== "of_created"),
        );

    it("Targets without AWS ingest their topics with each authentication and each format", async () => {
        ok(await stack.up());
        expect(await sources()).to.deep.equal(expectedSources());
        ok(await stack.preview("--expect-no-changes"));
    });

    it("Each source of a target has the rows of its topic", async () => {
        const count = async (name: string) => Number((await ask(`SELECT count(*) AS n FROM "${SCHEMA}"."${name}"`))[0]?.n);
        const messages = await count("json");
        expect(messages).to.be.above(0);
        for (const name of expectedSources()) expect(await count(name), name).to.equal(ROWS[name] ?? messages);
    });

    it("A target creates its topic, and its source reads what is written to it", async function () {
        if (NEW_TOPIC === undefined) skip(this, "needs a broker that both Materialize and Pulumi reach: KAFKA_BROKER is not set");
        await produce(kafka.broker, NEW_TOPIC, ["one", "two", "three"]);
        const rows = () => ask(`SELECT text FROM "${SCHEMA}".of_created ORDER BY text`);
        for (let tries = 0; tries < 60 && (await rows()).length < 3; tries += 1) await wait(500);
        expect((await rows()).map(({ text }) => text)).to.deep.equal(["one", "three", "two"]);
    });

    it("A target ingests through an existing bastion once the bastion has the keys of the first up", async function () {
        if (bastion === undefined) skip(this, "needs a bastion: SSH_BASTION is not set");
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
