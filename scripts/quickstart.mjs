// Deploys the WarpStream example and prints its view: `npm run quickstart`. `npm run quickstart -- destroy` removes everything.
import { existsSync, readdirSync, rmSync, rmdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Failure, main, root } from "./command.mjs";
import { engineFolders } from "./engine.mjs";
import { startMaterialize, stopMaterialize } from "./materialize.mjs";
import { step } from "./progress.mjs";
import { printRows } from "./rows.mjs";
import { setUp } from "./setup.mjs";
import { describeStack, destroy, outputs, prepareStack, up } from "./stack.mjs";

const WORK_FOLDER = join(root, ".quickstart");
const PROGRAM = "examples/warpstream/index.ts";
/** The settings of the program: their environment variables for the user's own Materialize, and their values for the local Materialize. */
const KAFKA = [
    { key: "warpstream:bootstrapServer", variable: "KAFKA_BOOTSTRAP_SERVER", local: "warpstream.local:9092" },
    { key: "warpstream:username", variable: "KAFKA_USERNAME", local: "ccun_local", secret: true },
    { key: "warpstream:password", variable: "KAFKA_PASSWORD", local: "ccp_local", secret: true },
];

/**
 * Each Materialize has a folder and a stack of its own.
 * @typedef {{ name: string, folder: string, url: string | undefined }} Target
 */

await main(async () => {
    const [action, ...rest] = process.argv.slice(2);
    if (rest.length > 0 || (action && action !== "destroy")) throw new Failure("Usage: npm run quickstart [-- destroy]");
    const target = chooseTarget(process.env.MATERIALIZE_URL);
    await (action ? tearDown(target) : deploy(target));
});

/**
 * @param {string | undefined} url
 * @returns {Target}
 */
function chooseTarget(url) {
    if (!url) return { name: "local", folder: join(WORK_FOLDER, "local"), url };
    if (!URL.canParse(url))
        throw new Failure("MATERIALIZE_URL must be a URL such as postgres://user:password@host:6875/materialize.");
    const name = new URL(url).host.replaceAll(/[^\w.-]+/g, "-");
    return { name, folder: join(WORK_FOLDER, name), url };
}

/** @param {Target} target */
async function deploy(target) {
    const { stack, url } = await open(target);
    const missing = await step("Preparing the stack", () => prepareStack(stack, settingsOf(target, url)));
    const variables = KAFKA.filter(({ key }) => missing.includes(key)).map(({ variable }) => variable);
    if (missing.length > 0)
        throw new Failure(`Set ${variables.join(", ")}: the Kafka cluster that the Materialize at ${target.name} reads.`);
    await up(stack);
    const { view } = await outputs(stack);
    await printRows(target.url ? process.env : { MATERIALIZE_URL: url }, String(view));
    console.log(hints(target, url, relative(root, stack.file)));
}

/** @param {Target} target */
async function tearDown(target) {
    if (!existsSync(target.folder)) {
        console.log("There is nothing to remove.");
        return;
    }
    try {
        const { stack } = await open(target);
        await destroy(stack);
    } catch (error) {
        // A failed destroy matters only for the user's own Materialize: the local Materialize is removed with its data.
        if (target.url || !(error instanceof Failure)) throw error;
        console.error(`\n${error.message}\nThe local Materialize and its stack are removed nevertheless.`);
    }
    await stopMaterialize(target.folder);
    rmSync(target.folder, { recursive: true });
    rmSync(join(root, `Pulumi.${target.name}.yaml`), { force: true });
    if (readdirSync(WORK_FOLDER).length === 0) rmdirSync(WORK_FOLDER);
    console.log("Everything is removed, except Pulumi's engine in your cache folder.");
}

/**
 * Returns the stack of the target and the URL of its Materialize, which it starts if it is the local one.
 * @param {Target} target
 */
async function open({ name, folder, url }) {
    await setUp();
    const stack = describeStack(folder, name, await engineFolders(), url);
    return { stack, url: url ?? `postgres://materialize@127.0.0.1:${(await startMaterialize(folder)).port}/materialize` };
}

/**
 * @param {Target} target
 * @param {string} url
 */
function settingsOf(target, url) {
    if (target.url) return KAFKA.map(({ key, variable, secret }) => ({ key, secret, value: process.env[variable] }));
    const { hostname, port, username } = new URL(url);
    return [
        { key: "materialize:host", value: hostname },
        { key: "materialize:port", value: port },
        { key: "materialize:user", value: username },
        ...KAFKA.map(({ key, local, secret }) => ({ key, secret, initial: local })),
    ];
}

/**
 * @param {Target} target
 * @param {string} url
 * @param {string} environment
 */
function hints(target, url, environment) {
    const command = `${target.url ? "MATERIALIZE_URL=… " : ""}npm run quickstart`;
    return `
Change something     edit the query in ${PROGRAM}, then: ${command}
Use Pulumi yourself  source ${environment}, then: pulumi preview --diff, pulumi up, pulumi refresh
Look at the data     psql ${target.url ? '"$MATERIALIZE_URL"' : url}
Remove everything    ${command} -- destroy`;
}
