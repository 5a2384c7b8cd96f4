import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, main, run } from "../../scripts/command.mjs";
import { step } from "../../scripts/progress.mjs";
import { Authority } from "../authority";
import { awsProgram } from "./aws";
import { download } from "./downloads";
import { environment } from "./environment";
import { kafkaProgram, prepareKafka, properties } from "./kafka";
import { CLIENT_NAME, createState, FILES, HOST, STATE } from "./layout";
import { postgresProgram, preparePostgres } from "./postgres";
import { start, stop } from "./processes";
import { findPrograms, postgresFolder } from "./programs";
import { apicurioProgram, registryProgram } from "./registry";
import { seed } from "./seed";
import { prepareSshd, sshdProgram } from "./sshd";

const USAGE = "Usage: npm run services -- up [--install | --docker] | down | env";
/** The variables of the running services. The file is written when they are ready. */
const READY = join(STATE, "environment.json");
/** Exists if the servers run in containers. */
const IN_DOCKER = join(STATE, "docker");
/** The user of the bastion's container. */
const DOCKER_USER = "root";

void main(async () => {
    const options = { docker: { type: "boolean", default: false }, install: { type: "boolean", default: false } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [action, ...rest] = positionals;
    if (rest.length > 0) throw new Failure(USAGE);
    if (action === "up") await up(values);
    else if (action === "down") await down();
    else if (action !== "env") throw new Failure(USAGE);
    if (action !== "down") print();
});

/** Starts all services with new data, unless they run. */
async function up({ docker, install }: { readonly docker: boolean; readonly install: boolean }): Promise<void> {
    if (existsSync(READY)) return;
    await down();
    createState();
    await writeCertificates();
    await (docker ? startInDocker() : startPrograms(install));
    await step("Starting the registry's proxy and the local AWS", () =>
        Promise.all([registryProgram(), awsProgram()].map(start)),
    );
    await step("Creating topics and schemas", seed);
    writeFileSync(READY, JSON.stringify(environment(docker ? DOCKER_USER : undefined)));
}

async function startPrograms(install: boolean): Promise<void> {
    const programs = await findPrograms(install);
    const jars = await download();
    const postgres = postgresFolder(programs);
    await prepareSshd();
    preparePostgres(postgres);
    await prepareKafka(jars.kafka);
    await step("Starting Kafka, the schema registry, PostgreSQL and sshd", async () => {
        const all = [
            kafkaProgram(jars.kafka),
            apicurioProgram(jars.registry),
            postgresProgram(postgres),
            sshdProgram(programs.sshd),
        ];
        await Promise.all(all.map(start));
    });
}

/** Starts the same servers in containers, with the same configuration. */
async function startInDocker(): Promise<void> {
    writeFileSync(FILES.kafka, properties("/tmp/kafka-data"));
    await prepareSshd(DOCKER_USER);
    writeFileSync(IN_DOCKER, "");
    await step("Starting the containers", () => compose("up", "--detach", "--build", "--wait"));
}

const compose = (...args: string[]): Promise<string> =>
    run("docker", ["compose", "--file", join(__dirname, "compose.yaml"), ...args], {
        failure: "docker compose failed.",
        env: { ...process.env, SERVICES_STATE: STATE },
    });

/** Stops what `up` has started, and removes its data. */
async function down(): Promise<void> {
    for (const name of ["sshd", "aws", "registry", "apicurio", "kafka"]) await stop(name);
    await stop("postgres", "SIGINT");
    if (existsSync(IN_DOCKER)) await compose("down", "--volumes");
    rmSync(STATE, { recursive: true, force: true });
}

/** Issues the certificates of the broker and of a client. They are valid for a day. */
async function writeCertificates(): Promise<void> {
    const authority = await Authority.create("test services");
    const server = await authority.issue("localhost", { names: ["localhost", HOST] });
    const client = await authority.issue(CLIENT_NAME);
    writeFileSync(FILES.authority, authority.cert);
    writeFileSync(FILES.server, [server.key, server.cert].join("\n"));
    writeFileSync(FILES.certificate, client.cert);
    writeFileSync(FILES.key, client.key);
}

/** Prints the environment variables as commands of a shell. */
function print(): void {
    if (!existsSync(READY)) throw new Failure("The services do not run: start them with `npm run services -- up`.");
    for (const [name, value] of Object.entries(readVariables())) console.log(`export ${name}='${value}'`);
}

function readVariables(): Readonly<Record<string, string>> {
    return JSON.parse(readFileSync(READY, "utf8")) as Record<string, string>;
}
