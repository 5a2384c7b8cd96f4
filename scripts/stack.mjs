// The Pulumi stack of the quickstart: its environment variables, settings and operations.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./command.mjs";
import { onPath } from "./engine.mjs";

/** Environment variables that override the settings of a stack. They are unset for the local Materialize. */
const OVERRIDES = ["HOST", "PORT", "USER", "PASSWORD", "DATABASE", "CLUSTER", "SSLMODE", "SSLROOTCERT", "OPTIONS"]
    .map(name => `MZ_${name}`)
    .concat("MATERIALIZE_URL");
/** Pulumi would use this environment variable instead of the file. */
const PASSPHRASE = "PULUMI_CONFIG_PASSPHRASE";

/**
 * A setting of the stack.
 * @typedef {object} Setting
 * @property {string} key
 * @property {boolean | undefined} [secret]
 * @property {string | undefined} [value] the value, if it is known
 * @property {string} [initial] the value until the user sets another one
 */
/** @typedef {{ name: string, env: NodeJS.ProcessEnv, file: string }} Stack `file` is the shell script that sets the environment variables */

/**
 * @param {string} folder the folder of the state
 * @param {string} name
 * @param {string[]} engine the folders of the engine for PATH
 * @param {string} [url] the URL of a running Materialize, which replaces the settings of the stack
 * @returns {Stack}
 */
export function describeStack(folder, name, engine, url) {
    mkdirSync(join(folder, "state"), { recursive: true, mode: 0o700 });
    const variables = {
        PULUMI_BACKEND_URL: pathToFileURL(join(folder, "state")).href,
        [`${PASSPHRASE}_FILE`]: passphraseFile(folder),
        PULUMI_HOME: join(folder, "pulumi"),
        PULUMI_STACK: name,
        PULUMI_SKIP_UPDATE_CHECK: "1",
        ...(url && { MATERIALIZE_URL: url }),
    };
    const hidden = [PASSPHRASE, ...(url ? [] : OVERRIDES)];
    const unset = Object.fromEntries(hidden.map(name => [name, undefined]));
    const env = { ...process.env, ...unset, ...variables, PATH: onPath(engine) };
    const file = join(folder, "env");
    const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
    const path = `export PATH=${quoted(engine.join(delimiter))}${delimiter}"$PATH"\n`;
    writeFileSync(file, [...lines, path, ...hidden.map(name => `unset ${name}\n`)].join(""), { mode: 0o600 });
    return { name, env, file };
}

/**
 * Returns the file with the passphrase of the stack, which is random.
 * @param {string} folder
 */
function passphraseFile(folder) {
    const file = join(folder, "passphrase");
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
    return file;
}

/**
 * Creates the stack if it does not exist, and writes its settings.
 * @param {Stack} stack
 * @param {Setting[]} settings
 * @returns {Promise<string[]>} the keys without a value
 */
export async function prepareStack(stack, settings) {
    await query(stack, ["stack", "select", "--create", stack.name]);
    const config = await query(stack, ["config", "--json", "--show-secrets"]);
    const present = /** @type {Record<string, { value?: string }>} */ (JSON.parse(config));
    const missing = [];
    for (const { key, secret, value, initial } of settings) {
        const wanted = value ?? present[key]?.value ?? initial;
        if (wanted === undefined) missing.push(key);
        // The value is sent on standard input, since every user of the machine can read the arguments of a process.
        else if (wanted !== present[key]?.value)
            await query(stack, ["config", "set", secret ? "--secret" : "--plaintext", key], wanted);
    }
    return missing;
}

/** @param {Stack} stack */
export async function up(stack) {
    await show(stack, ["up", "--yes", "--skip-preview"]);
}

/**
 * Destroys the resources and removes the stack.
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
    return /** @type {Record<string, string>} */ (JSON.parse(await query(stack, ["stack", "output", "--json"])));
}

/**
 * @param {Stack} stack
 * @param {string[]} args
 * @param {string} [input]
 */
function query({ env }, args, input) {
    return run("pulumi", args, { env, input, failure: `\`pulumi ${args.slice(0, 2).join(" ")}\` failed.` });
}

/**
 * @param {Stack} stack
 * @param {string[]} args
 */
function show({ env }, args) {
    return run("pulumi", args, { env, show: true, failure: `\`pulumi ${args[0]}\` failed: see the output above.` });
}

/** @param {string} text */
function quoted(text) {
    return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
