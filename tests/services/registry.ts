import { dirname, join } from "node:path";
import { HOST, PORTS, REGISTRY_LOGIN, STATE } from "./layout";
import type { Program } from "./processes";
import type { RegistryProxyOptions } from "./registryProxy";

/** The URL of the registry without credentials. */
export const REGISTRY_URL = `http://${HOST}:${String(PORTS.registry)}`;
/** The URL of the same registry that requires credentials. */
export const REGISTRY_URL_WITH_LOGIN = `http://${HOST}:${String(PORTS.registryWithLogin)}`;

const FOLDER = join(STATE, "registry");

/** Apicurio, with its data in memory. */
export const apicurioProgram = (jar: string): Program => ({
    name: "apicurio",
    command: [
        ...(["java", "-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"] as const),
        ...[`-Dquarkus.http.host=${HOST}`, `-Dquarkus.http.port=${String(PORTS.apicurio)}`],
        ...["-Dquarkus.http.access-log.enabled=false", "-Dapicurio.storage.sql.kind=h2"],
        ...[
            `-Djava.io.tmpdir=${FOLDER}`,
            `-Dapicurio.import.work-dir=${FOLDER}`,
            `-Dapicurio.storage.snapshot.location=${FOLDER}`,
        ],
        ...["-jar", jar],
    ],
    folder: dirname(jar),
    ports: [PORTS.apicurio],
    answers: () => answersAt(`http://${HOST}:${String(PORTS.apicurio)}/apis/ccompat/v7/subjects`),
    timeoutSeconds: 180,
});

const PROXIES: readonly RegistryProxyOptions[] = [
    { host: HOST, port: PORTS.registry, target: PORTS.apicurio },
    { host: HOST, port: PORTS.registryWithLogin, target: PORTS.apicurio, login: REGISTRY_LOGIN },
];

/** The proxy with Confluent's paths and answers. The last argument is the mark by which it is recognised. */
export const registryProgram = (): Program => ({
    name: "registry",
    command: [process.execPath, ...["--import", "tsx", join(__dirname, "registryProxy.ts"), JSON.stringify(PROXIES), STATE]],
    folder: join(__dirname, "../.."),
    ports: [PORTS.registry, PORTS.registryWithLogin],
    answers: () => answersAt(`${REGISTRY_URL}/subjects`),
    timeoutSeconds: 30,
});

async function answersAt(url: string): Promise<boolean> {
    return fetch(url).then(
        ({ ok }) => ok,
        () => false,
    );
}
