// Processes of tests load this module first (NODE_OPTIONS). It resolves the names in LOCAL_NAMES to addresses of this machine.
const dns = require("node:dns");
const { syncBuiltinESMExports } = require("node:module");

/** @type {[pattern: string, address: string][]} */
const names = JSON.parse(process.env.LOCAL_NAMES ?? "[]");
const elsewhere = dns.lookup;

/** @typedef {(error: Error | null, ...found: unknown[]) => void} Answer */

/**
 * @param {string} name
 * @param {import("node:dns").LookupOptions | Answer} options
 * @param {Answer} answer
 */
function lookup(name, options, answer) {
    const address = names.find(([pattern]) => new RegExp(pattern, "u").test(name))?.[1];
    if (address === undefined)
        Reflect.apply(elsewhere, dns, typeof options === "function" ? [name, options] : [name, options, answer]);
    else if (typeof options === "function") process.nextTick(options, null, address, 4);
    else process.nextTick(answer, null, ...(options.all === true ? [[{ address, family: 4 }]] : [address, 4]));
}

Object.defineProperty(dns, "lookup", { value: lookup });
syncBuiltinESMExports();
