// From a fresh clone to rows in a materialized view: `npm run quickstart`, and `npm run quickstart -- destroy` to take it all away.
import { existsSync, readdirSync, rmSync, rmdirSync } from "node:fs";
import { join, relative } from "node:path";
import { lockFor } from "./cache.mjs";
import { Failure, main, root } from "./command.mjs";
import { prepare } from "./dependencies.mjs";
import { engineFolders } from "./engine.mjs";
import { withLock } from "./lock.mjs";
import { startMaterialize, stopMaterialize } from "./materialize.mjs";
import { step } from "./progress.mjs";
import { printRows } from "./rows.mjs";
import { describeStack, destroy, outputs, prepareStack, up } from "./stack.mjs";

const PLACE = join(root, ".quickstart");
const PROGRAM = "examples/warpstream/index.ts";
/** What the guide's program reads, where it comes from for a Materialize of the user's, and what the local one's broker takes. */
const KAFKA = [
    { key: "warpstream:bootstrapServer", variable: "KAFKA_BOOTSTRAP_SERVER", local: "warpstream.local:9092" },
    { key: "warpstream:username", variable: "KAFKA_USERNAME", local: "ccun_local", secret: true },
    { key: "warpstream:password", variable: "KAFKA_PASSWORD", local: "ccp_local", secret: true },
];

/**
 * Where the quickstart works: one folder and one stack for each Materialize.
 * @typedef {{ name: string, folder: string, url: string | undefined }} Target
 */

await main(async () => {
    const [action, ...rest] = process.argv.slice(2);
    if (rest.length > 0 || (action && action !== "destroy")) throw new Failure("Usage: npm run quickstart [-- destroy]");
    const target = chooseTarget(process.env.MATERIALIZE_URL);
    const work = () => (action ? takeAway(target) : bringUp(target));
    await withLock(lockFor(root, "quickstart"), work, wait => step("Waiting for another quickstart in this folder", wait));
});

/**
 * @param {string | undefined} url
 * @returns {Target}
 */
function chooseTarget(url) {
    if (!url) return { name: "local", folder: join(PLACE, "local"), url };
    if (!URL.canParse(url))
        throw new Failure("MATERIALIZE_URL is not an address such as postgres://user:password@host:6875/materialize.");
    const name = new URL(url).host.replaceAll(/[^\w.-]+/g, "-");
    return { name, folder: join(PLACE, name), url };
}

/** @param {Target} target */
async function bringUp(target) {
    const { stack, url } = await open(target);
    const missing = await step("Preparing the stack", () => prepareStack(stack, settingsOf(target, url)));
    const variables = KAFKA.filter(({ key }) => missing.includes(key)).map(({ variable }) => variable);
    if (missing.length > 0)
        throw new Failure(`Set ${variables.join(", ")}: the Kafka that the Materialize at ${target.name} is to read.`);
    await up(stack);
    const { view } = await outputs(stack);
    await printRows(target.url ? process.env : { MATERIALIZE_URL: url }, String(view));
    console.log(hints(target, url, relative(root, stack.file)));
}

/** @param {Target} target */
async function takeAway(target) {
    if (!existsSync(target.folder)) {
        console.log("There is nothing to take away.");
        return;
    }
    try {
        const { stack } = await open(target);
        await destroy(stack);
    } catch (error) {
        // What is broken here goes with the local Materialize; from the user's own, only `pulumi destroy` takes it away.
        if (target.url || !(error instanceof Failure)) throw error;
        console.error(`\n${error.message}\nThe local Materialize and its stack go all the same.`);
    }
    await stopMaterialize(target.folder);
    rmSync(target.folder, { recursive: true });
    rmSync(join(root, `Pulumi.${target.name}.yaml`), { force: true });
    if (readdirSync(PLACE).length === 0) rmdirSync(PLACE);
    console.log("All is taken away, but for the Pulumi engine in your cache folder.");
}

/**
 * The target's stack, and the address of its Materialize, which runs.
 * @param {Target} target
 */
async function open({ name, folder, url }) {
    await prepare();
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
Take it all away     ${command} -- destroy`;
}
