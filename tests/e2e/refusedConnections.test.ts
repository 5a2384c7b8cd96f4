import { expect } from "chai";
import { skip } from "../server";
import { configForUrl, kafka } from "./support/server";
import { Stack } from "./support/stack";
import { type ServerWithTls, serverWithTls } from "./support/tls";

/** The error of each connection that a broker or registry refuses, by the name of the resource. */
const REFUSED: Readonly<Record<string, RegExp>> = {
    plain_password: /Invalid username or password/u,
    scram_256_password: /SASL authentication failed/u,
    scram_512_password: /SASL authentication failed/u,
    no_authority: /Invalid CA certificate/u,
    no_authority_with_sasl: /Invalid CA certificate/u,
    no_certificate: /ssl\/tls alert bad certificate/u,
    registry_without_login: /server error 401: Unauthorized/u,
    registry_password: /server error 401: Unauthorized/u,
};

const PROGRAM = `
const kafka = config.requireObject("kafka");
const { authority: certificateAuthority } = kafka.tls;
const wrong = new materialize.Secret("refused_wrong", { value: "wrong" });
const right = new materialize.Secret("refused_right", { value: config.requireSecret("password") });
const connect = (name, server, args) => new materialize.KafkaConnection(name, { name: "refused_" + name, brokers: [server], ...args });
const securityProtocol = "SASL_PLAINTEXT";
const sasl = (mechanism, username, password = wrong) => ({ mechanism, username, password });
connect("plain_password", kafka.saslBroker, { securityProtocol, sasl: sasl("PLAIN", kafka.apiKey) });
connect("scram_256_password", kafka.saslBroker, { securityProtocol, sasl: sasl("SCRAM-SHA-256", kafka.username) });
connect("scram_512_password", kafka.saslBroker, { securityProtocol, sasl: sasl("SCRAM-SHA-512", kafka.username) });
connect("no_authority", kafka.tlsBroker, { securityProtocol: "SSL" });
connect("no_authority_with_sasl", kafka.saslTlsBroker, { securityProtocol: "SASL_SSL", sasl: sasl("SCRAM-SHA-512", kafka.username, right) });
connect("no_certificate", kafka.mutualTlsBroker, { securityProtocol: "SSL", ssl: { certificateAuthority } });
connect("sasl_over_tls", kafka.saslTlsBroker, { securityProtocol: "SASL_SSL", sasl: sasl("SCRAM-SHA-512", kafka.username, right), ssl: { certificateAuthority } });
const registry = (name, args) => new materialize.ConfluentSchemaRegistryConnection(name, { name: "refused_" + name, url: kafka.loginRegistry, ...args });
registry("registry_without_login", {});
registry("registry_password", { user: kafka.registryUsername, password: wrong });`;

describe("connections that a server refuses", function () {
    this.timeout("10m");
    const stack = new Stack("refused");
    let server: ServerWithTls;

    before(async function () {
        server = await serverWithTls();
        const { certificates } = server;
        if (certificates === undefined) skip(this, "needs brokers with TLS: KAFKA_CA_FILE is not set");
        await stack.program(PROGRAM).configure({
            ...configForUrl(server.url),
            "refused:kafka": JSON.stringify({ ...kafka, tls: { authority: certificates.authority } }),
            "refused:password": { secret: kafka.password },
        });
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await server.close();
    });

    it("An up prints why the server refuses each connection, and creates the one that is right", async () => {
        const { code, output } = await stack.up("--continue-on-error");
        expect(code, output).to.not.equal(0);
        for (const [name, error] of Object.entries(REFUSED)) expect(diagnosticsOf(name, output), name).to.match(error);
        const created = (await stack.state()).filter(({ type }) => type.endsWith("Connection")).map(({ urn }) => urn);
        expect(created.map(urn => urn.replace(/^.*::/u, ""))).to.deep.equal(["sasl_over_tls"]);
    });
});

/** Returns the messages that the engine printed for a resource. */
function diagnosticsOf(name: string, output: string): string {
    const [, diagnostics = ""] = output.split("\nDiagnostics:\n");
    return diagnostics.split(/\n(?=  \S)/u).find(section => section.includes(`(${name}):`)) ?? output;
}
