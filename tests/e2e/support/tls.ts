import { readFileSync } from "node:fs";
import { Authority } from "../../authority";
import { DEFAULT_WORLD } from "../../materialize";
import { World, type WorldFile } from "../../materialize/world/world";
import { startLocal } from "../../server";
import { externalServerUrl, kafka } from "./server";

/** The certificates with which clients connect to the TLS listeners, in PEM format. */
export interface ClientCertificates {
    /** The authority of the brokers and of the clients. */
    readonly authority: string;
    readonly certificate: string;
    readonly key: string;
}

/** A Materialize environment whose brokers have TLS listeners. */
export interface ServerWithTls {
    readonly url: URL;
    /** Undefined for an external server if the files of its certificates are not named. */
    readonly certificates: ClientCertificates | undefined;
    close(): Promise<void>;
}

/** Starts a local Materialize with TLS listeners in its world, or returns the external server. */
export async function serverWithTls(): Promise<ServerWithTls> {
    const url = externalServerUrl();
    if (url !== undefined) return { url, certificates: externalCertificates(), close: () => Promise.resolve() };
    const { world, certificates } = await localCertificates();
    const local = await startLocal({ world });
    return { url: new URL(local.url), certificates, close: () => local.close() };
}

function externalCertificates(): ClientCertificates | undefined {
    const { KAFKA_CA_FILE: authority, KAFKA_CERTIFICATE_FILE: certificate, KAFKA_KEY_FILE: key } = process.env;
    if (authority === undefined || certificate === undefined || key === undefined) return undefined;
    const read = (file: string): string => readFileSync(file, "utf8");
    return { authority: read(authority), certificate: read(certificate), key: read(key) };
}

/** Returns new certificates, and the default world with TLS listeners and a registry with credentials. */
async function localCertificates(): Promise<{ certificates: ClientCertificates; world: WorldFile }> {
    const issuer = await Authority.create("local");
    const { cert: certificate, key } = await issuer.issue("materialize");
    const authority = issuer.cert;
    const world = World.read(DEFAULT_WORLD);
    const users = world.listeners.find(({ protocol }) => protocol === "SASL_PLAINTEXT")?.users ?? [];
    const listeners: WorldFile["listeners"] = [
        ...world.listeners,
        { address: kafka.tlsBroker, protocol: "SSL", tls: { authority } },
        { address: kafka.mutualTlsBroker, protocol: "SSL", tls: { authority, requiresCertificate: true } },
        { address: kafka.saslTlsBroker, protocol: "SASL_SSL", tls: { authority }, users },
    ];
    const login = { username: kafka.registryUsername, password: kafka.registryPassword };
    const subjects = world.registries[0]?.subjects ?? {};
    const registries = [...world.registries, { url: kafka.loginRegistry, subjects, login }];
    return { certificates: { authority, certificate, key }, world: { ...world, listeners, registries } };
}
