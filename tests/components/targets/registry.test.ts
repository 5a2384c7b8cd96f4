import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AwsPrivatelinkConnection, SshTunnelConnection } from "../../../sdk";
import { of, only, run } from "../networks/support";
import { COMPONENTS } from "../support";

/** The targets, and the arguments by which the client of their registry authenticates. */
const TARGETS = {
    MskIngestion: { user: "u", password: "p" },
    SelfHostedKafkaIngestion: { user: "u", password: "p" },
    ConfluentCloudIngestion: { apiKey: { key: "u", secret: "p" } },
    WarpStreamIngestion: { user: "u", password: "p" },
} as const;

describe("schema registry of a target", () => {
    for (const [name, client] of Object.entries(TARGETS)) {
        const make = (registry: object) =>
            run(() => COMPONENTS[name]?.make("own", {}, { schemaRegistry: { url: "https://registry", ...client, ...registry } }));
        const ssl = { certificateAuthority: "CA", certificate: "CERT", key: pulumi.secret("KEY") };

        it(`${name} connects to its schema registry with the certificates that are given`, async () => {
            const { made, refused } = await make(ssl);
            expect(refused.filter(reason => !reason.includes("egress blocks"))).to.deep.equal([]);
            expect(only(made, "ConfluentSchemaRegistryConnection").ssl).to.deep.nested.include({
                ...{
                    certificateAuthority: "CA",
                    "certificate.id": "own_registry_certificate-id",
                    "key.id": "own_registry_key-id",
                },
            });
            const secrets = of(made, "Secret").map(({ inputs }) => [inputs.name, inputs.value]);
            expect(secrets).to.deep.include.members([
                ["own_registry_certificate", "CERT"],
                ["own_registry_key", "KEY"],
            ]);
        });

        it(`${name} connects to its schema registry over the tunnel that is given`, async () => {
            for (const [key, tunnel] of [
                ["sshTunnel", () => new SshTunnelConnection("tunnel", { host: "h", user: "u" })],
                ["privateLink", () => new AwsPrivatelinkConnection("tunnel", { serviceName: "s", availabilityZones: [] })],
            ] as const) {
                const { made } = await run(() => {
                    const schemaRegistry = { url: "https://registry", ...client, [key]: tunnel() };
                    COMPONENTS[name]?.make("own", {}, { schemaRegistry });
                });
                expect(only(made, "ConfluentSchemaRegistryConnection")).to.nested.include({ [`${key}.id`]: "tunnel-id" });
            }
        });

        it(`${name} refuses a certificate of its schema registry without a key, and two tunnels`, async () => {
            const { refused } = await make({ certificate: "CERT", sshTunnel: "a", privateLink: "b" });
            expect(refused).to.deep.equal([
                "schemaRegistry takes one of target, sshTunnel and privateLink, not sshTunnel and privateLink: leave the others out",
                "schemaRegistry.key is missing: schemaRegistry.certificate needs it",
            ]);
        });
    }
});
