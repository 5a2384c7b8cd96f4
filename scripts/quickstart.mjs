// Deploys the WarpStream example and prints its view: `npm run quickstart`. With `-- --real`, Docker runs Materialize and Kafka. `-- destroy` removes everything.
import { existsSync, readdirSync, rmSync, rmdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Failure, main, root } from "./command.mjs";
import { engineFolders } from "./engine.mjs";
import { step } from "./progress.mjs";
import { printRows } from "./rows.mjs";
import { setUp } from "./setup.mjs";
import { describeStack, destroy, outputs, prepareStack, up } from "./stack.mjs";
import { chooseTarget, variablesOf, WORK_FOLDER } from "./targets.mjs";

const PROGRAM = "examples/warpstream/index.ts";

/** @typedef {import("./targets.mjs").Target} Target */

await main(async () => {
    const args = new Set(process.argv.slice(2));
    const real = args.delete("--real");
    const remove = args.delete("destroy");
    if (args.size > 0) throw new Failure("Usage: npm run quickstart [-- --real] [destroy]");
    const target = chooseTarget(process.env.MATERIALIZE_URL, real);
    await target.check();
    await (remove ? tearDown(target) : deploy(target));
});

/** @param {Target} target */
async function deploy(target) {
    const { stack, url } = await open(target);
    const missing = await step("Preparing the stack", () => prepareStack(stack, target.settings(url)));
    if (missing.length > 0)
        throw new Failure(
            `Set ${variablesOf(missing).join(", ")}: the Kafka cluster that the Materialize at ${target.name} reads.`,
        );
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
        // A failed destroy matters only for the user's own Materialize: another one is removed with its data.
        if (target.url || !(error instanceof Failure)) throw error;
        console.error(`\n${error.message}\nThe Materialize of the quickstart and its stack are removed nevertheless.`);
    }
    await target.stop();
    rmSync(target.folder, { recursive: true });
    rmSync(join(root, `Pulumi.${target.name}.yaml`), { force: true });
    if (readdirSync(WORK_FOLDER).length === 0) rmdirSync(WORK_FOLDER);
    console.log("Everything is removed, except Pulumi's engine in your cache folder.");
}

/**
 * Returns the stack of the target and the URL of its Materialize, which it starts if the user does not run it.
 * @param {Target} target
 */
async function open({ name, folder, url, start }) {
    await setUp();
    const engine = await engineFolders();
    // Only the user can read what the quickstart and its programs write: state, settings, passphrase, logs and data.
    process.umask(0o077);
    const stack = describeStack(folder, name, engine, url);
    return { stack, url: await start() };
}

/**
 * @param {Target} target
 * @param {string} url
 * @param {string} environment
 */
function hints({ command, url: own }, url, environment) {
    const destroy = command.includes(" -- ") ? `${command} destroy` : `${command} -- destroy`;
    return `
Change something     edit the query in ${PROGRAM}, then: ${command}
Use Pulumi yourself  source ${environment}, then: pulumi preview --diff, pulumi up, pulumi refresh
Look at the data     psql ${own ? '"$MATERIALIZE_URL"' : url}
Remove everything    ${destroy}`;
}
