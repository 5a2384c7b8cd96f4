// The quickstart's Pulumi stack: its environment, its settings, and what the quickstart asks of it.
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./command.mjs";
import { onPath } from "./engine.mjs";

/** The state lies beside it in a folder of the user's own, so a secret passphrase would protect nothing. */
const PASSPHRASE = "local";
/** They override a stack's settings, so a stack of the local Materialize must not see them. */
const OVERRIDES = ["HOST", "PORT", "USER", "PASSWORD", "DATABASE", "CLUSTER", "SSLMODE", "SSLROOTCERT", "OPTIONS"]
    .map(name => `MZ_${name}`)
    .concat("MATERIALIZE_URL");

/**
 * A setting of the stack.
 * @typedef {object} Setting
 * @property {string} key
 * @property {boolean | undefined} [secret]
 * @property {string | undefined} [value] what it is to be, if that is known here
 * @property {string} [initial] what it is to be until the user sets it
 */
/** @typedef {{ name: string, env: NodeJS.ProcessEnv, file: string }} Stack `file` is what a shell sources to work on the stack */

/**
 * @param {string} folder where the stack's state lies
 * @param {string} name
 * @param {string[]} engine folders for PATH
 * @param {string} [url] a Materialize that already runs, instead of the stack's own settings
 * @returns {Stack}
 */
export function describeStack(folder, name, engine, url) {
    const variables = {
        PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
        PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        PULUMI_HOME: join(folder, "pulumi"),
        PULUMI_STACK: name,
        PULUMI_SKIP_UPDATE_CHECK: "1",
        ...(url && { MATERIALIZE_URL: url }),
    };
    const hidden = url ? [] : OVERRIDES;
    const unset = Object.fromEntries(hidden.map(name => [name, undefined]));
    const env = { ...process.env, ...unset, ...variables, PATH: onPath(engine) };
    const file = join(folder, "env");
    mkdirSync(join(folder, "state"), { recursive: true, mode: 0o700 });
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
    const path = `export PATH=${quoted(engine.join(delimiter))}${delimiter}"$PATH"\n`;
    writeFileSync(file, [...lines, path, ...hidden.map(name => `unset ${name}\n`)].join(""), { mode: 0o600 });
    return { name, env, file };
}

/**
 * Makes the stack, if it is not there yet, and sees to its settings.
 * @param {Stack} stack
 * @param {Setting[]} settings
 * @returns {Promise<string[]>} the keys that have no value
 */
export async function prepareStack(stack, settings) {
    await ask(stack, ["stack", "select", "--create", stack.name]);
    const config = await ask(stack, ["config", "--json", "--show-secrets"]);
    const present = /** @type {Record<string, { value?: string }>} */ (JSON.parse(config));
    const missing = [];
    for (const { key, secret, value, initial } of settings) {
        const wanted = value ?? present[key]?.value ?? initial;
        if (wanted === undefined) missing.push(key);
        // On standard input, since everybody on the machine can read a program's arguments.
        else if (wanted !== present[key]?.value)
            await ask(stack, ["config", "set", secret ? "--secret" : "--plaintext", key], wanted);
    }
    return missing;
}

/** @param {Stack} stack */
export async function up(stack) {
    await show(stack, ["up", "--yes", "--skip-preview"]);
}

/**
 * Destroys what the stack made, and the stack.
 * @param {Stack} stack
 */
export async function destroy(stack) {
    await show(stack, ["destroy", "--yes", "--skip-preview", "--remove"]);
}

/**
 * @param {Stack} stack
 * @returns {Promise<Record<string, string>>}
 */
export async function outputs(stack) {
    return /** @type {Record<string, string>} */ (JSON.parse(await ask(stack, ["stack", "output", "--json"])));
}

/**
 * @param {Stack} stack
 * @param {string[]} args
 * @param {string} [input]
 */
function ask({ env }, args, input) {
    return run("pulumi", args, { env, input, failure: `\`pulumi ${args.slice(0, 2).join(" ")}\` failed.` });
}

/**
 * @param {Stack} stack
 * @param {string[]} args
 */
function show({ env }, args) {
    return run("pulumi", args, { env, show: true, failure: `\`pulumi ${args[0]}\` failed: see above.` });
}

/** @param {string} text */
function quoted(text) {
    return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
