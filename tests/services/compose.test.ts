import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { formatArguments } from "./kafka";
import { FILES, LISTENERS, PORTS, STATE } from "./layout";
import { POSTGRES_SETTINGS } from "./postgres";
import { sshdConfig } from "./sshd";

interface Service {
    readonly image?: string;
    readonly build?: { readonly dockerfile_inline: string };
    readonly network_mode: string;
    readonly volumes?: readonly string[];
    readonly command?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly healthcheck: { readonly test: readonly string[] };
}

/** Replaces the variable of the state, as Docker Compose does. */
const withState = (text: string): string => text.replaceAll(/\$\{SERVICES_STATE(?::\?[^}]*)?\}/gu, STATE).replaceAll("$$", "$");

describe("tests/services/compose.yaml", () => {
    const text = withState(readFileSync(join(__dirname, "compose.yaml"), "utf8"));
    const { services } = parse(text) as { services: Readonly<Record<string, Service>> };
    const service = (name: string): Service => {
        const found = services[name];
        if (!found) throw new Error(`no service ${name}`);
        return found;
    };
    const commandOf = (name: string): string => (service(name).command ?? []).join(" ");

    it("The compose file pins the version of every image, uses the network of the host, and has a health check for every service", () => {
        for (const { image, build, network_mode: network, healthcheck } of Object.values(services)) {
            expect(image ?? build?.dockerfile_inline).to.match(/(?:^|FROM )[\w/-]+:[\w.-]*\d+\.\d+[\w.-]*/u);
            expect(network).to.equal("host");
            expect(healthcheck.test[0]).to.equal("CMD");
        }
    });

    it("The compose file formats Kafka's storage with the same cluster and users as the script", () => {
        const words = [...commandOf("kafka").matchAll(/"(?<quoted>[^"]*)"|(?<bare>\S+)/gu)].map(
            ({ groups }) => groups?.quoted ?? groups?.bare,
        );
        const expected = formatArguments().map(word => (word === FILES.kafka ? "$0" : word));
        expect(words.slice(1, words.indexOf("&&"))).to.deep.equal(expected);
        expect(words.at(-1)).to.equal(FILES.kafka);
    });

    it("The compose file starts the servers at the ports of the script", () => {
        expect(service("kafka").healthcheck.test).to.include(`127.0.0.1:${String(LISTENERS.PLAINTEXT)}`);
        expect(service("registry").environment).to.deep.equal({
            QUARKUS_HTTP_HOST: "127.0.0.1",
            QUARKUS_HTTP_PORT: String(PORTS.apicurio),
        });
        expect(service("postgres").command).to.deep.equal(POSTGRES_SETTINGS);
        expect(sshdConfig("root")).to.contain(`ListenAddress 127.0.0.1:${String(PORTS.sshd)}\n`);
        expect(service("sshd").healthcheck.test.at(-1)).to.contain(`/${String(PORTS.sshd)}`);
    });

    it("The compose file mounts the configuration of Kafka and sshd read-only where the script writes it", () => {
        for (const name of ["kafka", "sshd"]) expect(service(name).volumes).to.deep.equal([`${STATE}:${STATE}:ro`]);
        expect(commandOf("sshd")).to.contain(join(STATE, "sshd", "sshd_config"));
    });
});
