import { kafka } from "../../tests/e2e/support/server";
import { CHANGE } from "../operations";

/** Ten kinds in the order of their creation: three levels, each of which refers to the level before. */
const KINDS = `
const KINDS = {
    secret: name => new materialize.Secret(name, { value: password, ...changed(name) }),
    database: name => new materialize.Database(name),
    view: name => new materialize.View(name, { query: "SELECT 1 AS a" }),
    tunnel: name => new materialize.SshTunnelConnection(name, { host: "bastion.example.com", user: "materialize", port: 22 }),
    aws: name => new materialize.AwsConnection(name, { assumeRoleArn: "arn:aws:iam::123456789012:role/materialize", validate: false }),
    schema: (name, { database }) => new materialize.Schema(name, { database }),
    connection: (name, { secret }) => new materialize.KafkaConnection(name, {
        brokers: [saslBroker],
        securityProtocol: "SASL_PLAINTEXT",
        sasl: { mechanism, username, password: secret },
    }),
    materialized: (name, { view }) => new materialize.MaterializedView(name, {
        query: pulumi.interpolate\`SELECT a FROM \${view.qualifiedName}\`,
        cluster,
    }),
    source: (name, { connection }) => new materialize.KafkaSource(name, { connection, topic, format: { json: {} }, cluster }),
    index: (name, { materialized }) => new materialize.Index(name, { on: materialized, columns: ["a"], cluster }),
};`;

/** Returns a program with this number of objects. The change is a comment on the first object. */
export const programOf = (objects: number): string => `
const { saslBroker, mechanism, username, password, topic, cluster } = ${JSON.stringify(kafka)};
const changed = name => (process.env.${CHANGE} !== undefined && name === "bench_secret_0" ? { comment: "changed" } : {});
${KINDS}
const kinds = Object.entries(KINDS);
let group = {};
for (let at = 0; at < ${String(objects)}; at++) {
    const [kind, make] = kinds[at % kinds.length];
    if (at % kinds.length === 0) group = {};
    group[kind] = make("bench_" + kind + "_" + Math.floor(at / kinds.length), group);
}`;

/**
 * Returns a program with this number of objects that any Materialize can create by itself: a schema, and in groups of five a secret, a Kafka
 * connection that is not validated, and three views, each of which reads the one before.
 */
export const programWithoutServices = (objects: number): string => `
const schema = new materialize.Schema("bench");
const changed = at => (process.env.${CHANGE} !== undefined && at === 0 ? { comment: "changed" } : {});
const KINDS = [
    (name, at) => new materialize.Secret(name, { schema, value: "password", ...changed(at) }),
    (name, at, password) => new materialize.KafkaConnection(name, {
        schema,
        brokers: ["broker.example.com:9092"],
        securityProtocol: "SASL_PLAINTEXT",
        sasl: { mechanism: "PLAIN", username: "user", password },
        validate: false,
    }),
    (name, at) => new materialize.View(name, { schema, query: "SELECT " + at + " AS a" }),
    (name, at, view) => new materialize.View(name, { schema, query: pulumi.interpolate\`SELECT a + 1 AS a FROM \${view.qualifiedName}\` }),
    (name, at, view) => new materialize.View(name, { schema, query: pulumi.interpolate\`SELECT a + 1 AS a FROM \${view.qualifiedName}\` }),
];
let last;
for (let at = 0; at < ${String(objects - 1)}; at++) last = KINDS[at % KINDS.length]("bench_" + at, at, last);`;

/** Returns a program with a load generator, of which any Materialize makes the data by itself, and a number of tables. */
export const programOfTables = (tables: number): string => `
const source = new materialize.LoadGeneratorSource("bench_source", { generator: { auction: { upTo: 100 } }, cluster: ${JSON.stringify(kafka.cluster)} });
const changed = at => (process.env.${CHANGE} !== undefined && at === 0 ? { comment: "changed" } : {});
for (let at = 0; at < ${String(tables)}; at++)
    new materialize.SourceTable("bench_table_" + at, { source, reference: ["auction", "bids"], ...changed(at) });`;
