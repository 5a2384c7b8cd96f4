import { expect } from "chai";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { Stack } from "./support/stack";

/** What the same program makes is known to a look-up that comes after it. */
const PROGRAM = `
const password = new materialize.Secret("kafka_password", { value: config.requireSecret("password") });
const shared = materialize.getSecretOutput({ name: pulumi.interpolate\`\${config.require("shared")}\` });
new materialize.KafkaConnection("kafka", {
    brokers: ["127.0.0.1:9096"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "PLAIN", username: shared, password: shared },
    validate: false,
});
exports.id = shared.id;
exports.kind = shared.kind;
exports.cidrs = materialize.getEgressIpsOutput().apply(ips => ips.map(ip => ip.cidr));
exports.limit = materialize.getSystemParameterOutput({ name: "max_secrets" }).value;
exports.own = materialize.getSecretOutput({ name: password.id.apply(() => "kafka_password") }).qualifiedName;
exports.sources = materialize.getKafkaSourcesOutput({ schema: "kafka" });
exports.names = materialize.getSecrets().then(all => all.map(one => one.name));`;

describe("look-ups in a program", function () {
    this.timeout("3m");
    let local: LocalMaterialize;
    const stack = new Stack("lookups").program(PROGRAM);

    before(async () => {
        local = await startMaterialize();
        await stack.configure({
            "materialize:host": local.host,
            "materialize:port": String(local.port),
            "lookups:shared": "shared",
            "lookups:password": { secret: "hunter2" },
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("fail in one sentence where there is nothing of the name, also at preview", async () => {
        const { code, output } = await stack.preview();
        console.log(output);
        expect(code).not.to.equal(0);
        expect(output).to.contain(`there is no Secret "materialize"."public"."shared" in Materialize at ${local.host}`);
        console.log(output);
    });
});
