// The Materialize environments of the quickstart: the local one, the one of compose.yaml, and the user's own.
import { join } from "node:path";
import { Failure, root } from "./command.mjs";
import { checkDocker, DOCKER_KAFKA, startServices, stopServices } from "./docker.mjs";
import { startMaterialize, stopMaterialize } from "./materialize.mjs";

const nothing = () => Promise.resolve();
export const WORK_FOLDER = join(root, ".quickstart");

/**
 * A Materialize with a folder and a stack of its own.
 * @typedef {object} Target
 * @property {string} name the name of the stack and of its folder
 * @property {string} folder
 * @property {string | undefined} url the URL, if the user runs this Materialize
 * @property {string} command the command that the user runs again
 * @property {() => Promise<void>} check refuses to continue if a program is missing
 * @property {() => Promise<string>} start returns the URL
 * @property {() => Promise<void>} stop
 * @property {(url: string) => import("./stack.mjs").Setting[]} settings
 */

/**
 * The settings of the program with the environment variables that set them, and their values for the servers that the quickstart starts.
 * @typedef {keyof typeof DOCKER_KAFKA | "username" | "password"} Key
 * @type {{ key: Key, variable: string, initial?: string, secret?: boolean, optional?: boolean }[]}
 */
const KAFKA = [
    { key: "bootstrapServer", variable: "KAFKA_BOOTSTRAP_SERVER", initial: "warpstream.local:9092" },
    { key: "securityProtocol", variable: "KAFKA_SECURITY_PROTOCOL", optional: true },
    { key: "username", variable: "KAFKA_USERNAME", initial: "ccun_local", secret: true },
    { key: "password", variable: "KAFKA_PASSWORD", initial: "ccp_local", secret: true },
];

/**
 * @param {string | undefined} url the environment variable MATERIALIZE_URL
 * @param {boolean} real whether to use Docker
 * @returns {Target}
 */
export function chooseTarget(url, real) {
    if (url && real) throw new Failure("MATERIALIZE_URL and --real exclude each other: unset MATERIALIZE_URL to use Docker.");
    if (url) return ownTarget(url);
    return real ? dockerTarget() : localTarget();
}

/**
 * Lists the environment variables that set these settings of the program.
 * @param {readonly string[]} keys
 */
export function variablesOf(keys) {
    return KAFKA.filter(({ key }) => keys.includes(settingOf(key))).map(({ variable }) => variable);
}

/** @returns {Target} */
function localTarget() {
    const folder = join(WORK_FOLDER, "local");
    const start = async () => urlAt((await startMaterialize(folder)).port);
    const command = "npm run quickstart";
    const settings = (/** @type {string} */ url) => [...connectionTo(url), ...initialKafka({})];
    const stop = () => stopMaterialize(folder);
    return { name: "local", folder, url: undefined, command, check: nothing, start, stop, settings };
}

/** @returns {Target} */
function dockerTarget() {
    const folder = join(WORK_FOLDER, "docker");
    const start = async () => urlAt(await startServices(folder));
    const command = "npm run quickstart -- --real";
    const settings = (/** @type {string} */ url) => [...connectionTo(url), ...initialKafka(DOCKER_KAFKA)];
    return { name: "docker", folder, url: undefined, command, check: checkDocker, start, stop: stopServices, settings };
}

/**
 * @param {string} url
 * @returns {Target}
 */
function ownTarget(url) {
    // A password that is not encoded would be shown as a part of the host's name.
    if (!URL.canParse(url) || /#|[/?][^@]*@/u.test(url.replace("://", "")))
        throw new Failure(
            "MATERIALIZE_URL must be a URL such as postgres://user:password@host:6875/materialize, with percent-encoded special characters in user and password.",
        );
    const name = new URL(url).host.replaceAll(/[^\w.-]+/g, "-");
    const settings = () =>
        KAFKA.flatMap(({ key, variable, secret, optional }) => {
            const value = process.env[variable];
            return optional && !value ? [] : [{ key: settingOf(key), secret, value }];
        });
    const command = "MATERIALIZE_URL=… npm run quickstart";
    const start = () => Promise.resolve(url);
    return { name, folder: join(WORK_FOLDER, name), url, command, check: nothing, start, stop: nothing, settings };
}

/** @param {number} port */
function urlAt(port) {
    return `postgres://materialize@127.0.0.1:${port}/materialize`;
}

/** @param {string} key */
function settingOf(key) {
    return `warpstream:${key}`;
}

/** @param {string} url */
function connectionTo(url) {
    const { hostname, port, username } = new URL(url);
    return [
        { key: "materialize:host", value: hostname },
        { key: "materialize:port", value: port },
        { key: "materialize:user", value: username },
    ];
}

/** @param {Partial<Record<string, string>>} values the values that differ from those of the local Materialize */
function initialKafka(values) {
    return KAFKA.flatMap(({ key, initial, secret }) => {
        const value = values[key] ?? initial;
        return value === undefined ? [] : [{ key: settingOf(key), secret, initial: value }];
    });
}
