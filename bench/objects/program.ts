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
