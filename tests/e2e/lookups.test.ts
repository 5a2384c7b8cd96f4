import { expect } from "chai";
import { Client } from "pg";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { configFor } from "./support/server";
import { type Run, Stack } from "./support/stack";

/** Looks up existing objects, by arguments that are known and arguments that are known later, and uses them as resources. */
const PROGRAM = `
const own = new materialize.Secret("own", { value: config.requireSecret("password") });
const shared = materialize.getSecretOutput({ name: pulumi.secret("shared").apply(name => name) });
new materialize.KafkaConnection("kafka", {
    brokers: ["127.0.0.1:9096"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "PLAIN", username: shared, password: shared },
    validate: false,
});
exports.id = pulumi.unsecret(shared.id);
exports.kind = shared.kind;
exports.own = materialize.getSecretOutput({ name: own.id.apply(() => "own") }).qualifiedName;
exports.cidrs = materialize.getEgressIpsOutput().apply(ips => ips.map(ip => ip.cidr));
exports.limit = materialize.getSystemParameterOutput({ name: "max_secrets" }).value;
exports.sources = materialize.getKafkaSourcesOutput({ schema: "kafka" });
exports.clusters = materialize.getClusters().then(all => all.map(cluster => cluster.qualifiedName));`;

const MISSING = 'there is no Secret "materialize"."public"."shared" in Materialize at';

describe("lookup functions in a program", function () {
    this.timeout(timeLimit("3m"));
    let local: LocalServer;
    const stack = new Stack("lookups").program(PROGRAM);

    before(async () => {
        local = await startLocal({ users: { materialize: "pass'word" } });
        await stack.configure({
            ...configFor(local),
            "materialize:password": { secret: "pass'word" },
            "lookups:password": { secret: "hunter2" },
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("A lookup function fails with an error message of one line if the object does not exist, soon and without a credential", async () => {
        const start = Date.now();
        const { code, output }: Run = await stack.preview();
        expect(code).not.to.equal(0);
        expect(output).to.contain(`${MISSING} ${local.host}:${String(local.port)}`);
        expect(output).not.to.match(/pass'word|\n\s+at /u);
        expect(Date.now() - start).to.be.lessThan(20_000);
    });

    it("The result of a lookup function can be used as a resource, and the program ends", async () => {
        const client = new Client({ host: local.host, port: local.port, user: "materialize", password: "pass'word" });
        await client.connect();
        await client.query("CREATE SECRET shared AS 'apisecret'");
        await client.end();
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
        const statement = local.log.entries.find(entry => entry.sql.startsWith("CREATE CONNECTION"));
        expect(statement?.sql).to.contain('SASL PASSWORD = SECRET "materialize"."public"."shared"');
        expect(await stack.outputs()).to.deep.equal({
            id: "u2",
            kind: "Secret",
            own: '"materialize"."public"."own"',
            cidrs: ["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/30"],
            limit: "100",
            sources: [],
            clusters: ['"quickstart"'],
        });
    });
});
