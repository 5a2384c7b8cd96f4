// Starts and stops the services of compose.yaml for the quickstart, and fills the topic that its program reads.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt, Failure, readJson, root, run } from "./command.mjs";
import { DEFAULT_PORT, freePort } from "./materialize.mjs";
import { step } from "./progress.mjs";

/** The broker of compose.yaml, as the Materialize beside it reaches it. */
export const DOCKER_KAFKA = { bootstrapServer: "kafka:9092", securityProtocol: "SASL_PLAINTEXT" };
const TOPIC = "materialize_click_streams";
/** The topics of the local Materialize. Both servers read the same messages. */
const WORLD = join(root, "tests", "materialize", "world", "default.json");
const COMPOSE = ["compose", "--file", join(root, "compose.yaml")];
const START_TIMEOUT_SECONDS = 600;
const MISSING =
    "`npm run quickstart -- --real` needs Docker with Docker Compose: install it (https://docs.docker.com/get-started/get-docker/), " +
    "run `npm run quickstart` for a local Materialize without Docker, or set MATERIALIZE_URL to use your own Materialize.";

/** Refuses to continue without Docker Compose. */
export async function checkDocker() {
    if (!(await hasCompose())) throw new Failure(MISSING);
}

/**
 * Starts the services that do not run, and returns the port of Materialize, which stays the same as long as the folder exists.
 * @param {string} folder the folder of the quickstart's files
 */
export async function startServices(folder) {
    const port = await portOf(folder);
    const up = ["up", "--detach", "--wait", "--wait-timeout", String(START_TIMEOUT_SECONDS)];
    await step("Starting Materialize and Kafka in Docker", () =>
        run("docker", [...COMPOSE, ...up], {
            env: { ...process.env, MATERIALIZE_PORT: String(port) },
            failure: "Docker could not start the services of compose.yaml.",
        }),
    );
    await step("Writing messages to the topic", fillTopic);
    return port;
}

/** Removes the services with their data. */
export async function stopServices() {
    await step("Removing Materialize and Kafka from Docker", () =>
        run("docker", [...COMPOSE, "down", "--volumes"], { failure: "Docker could not remove the services of compose.yaml." }),
    );
}

async function hasCompose() {
    try {
        return (await attempt("docker", ["compose", "version"])).code === 0;
    } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return false;
        throw error;
    }
}

/** @param {string} folder */
async function portOf(folder) {
    const file = join(folder, "docker.json");
    if (existsSync(file)) return /** @type {{ port: number }} */ (readJson(file)).port;
    const port = await freePort([DEFAULT_PORT, 0]);
    if (!port) throw new Failure("No port is free.");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ port }));
    return port;
}

/** Creates the topic and writes its messages, unless it has messages already. */
async function fillTopic() {
    await kafka("kafka-topics", ["--create", "--if-not-exists"]);
    const offsets = await kafka("kafka-get-offsets", []);
    if (/:[1-9]\d*$/m.test(offsets)) return;
    const lines = messages().map(({ key, value }) => `${key}\t${value}\n`);
    await kafka("kafka-console-producer", ["--property", "parse.key=true"], lines.join(""));
}

/** @returns {{ key: string, value: string }[]} */
function messages() {
    /** @type {{ topics: { [TOPIC]: { messages: { key: string, value: string }[] } } }} */
    const { topics } = JSON.parse(readFileSync(WORLD, "utf8"));
    return topics[TOPIC].messages;
}

/**
 * Runs one of Kafka's tools on the topic; returns its output.
 * @param {string} tool
 * @param {string[]} args
 * @param {string} [input]
 */
function kafka(tool, args, input) {
    const command = [`/opt/kafka/bin/${tool}.sh`, "--bootstrap-server", "localhost:29092", "--topic", TOPIC, ...args];
    const failure = `${tool} failed in the service kafka of compose.yaml.`;
    return run("docker", [...COMPOSE, "exec", "--no-TTY", "kafka", ...command], { input, failure });
}
