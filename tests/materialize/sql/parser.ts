import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { failure } from "../errors";

/** One statement of a text, as Materialize's parser separates it. */
export interface Statement {
    readonly kind: string;
    readonly sql: string;
}

/** Part of Node that its types leave out. */
declare const WebAssembly: { instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: unknown } }> };

interface Bindings {
    __wbg_set_wasm(exports: unknown): void;
    parse(sql: string): {
        statements: { kind: string; sql: string }[];
        error: { message: string; offset: number } | null;
    };
    inject_progress(sql: string): string;
}

export type Parse = (sql: string) => Statement[];

const MAX_BYTES = 1_000_000;

let loaded: Promise<Bindings> | undefined;

/** Loads Materialize's parser, once: its module keeps views of one memory. */
export async function loadParser(): Promise<Parse> {
    const bindings = await (loaded ??= instantiate());
    return sql => parse(bindings, sql);
}

/** Loads the function that prints a query as Materialize's parser has read it: the parser prints only statements of SUBSCRIBE. */
export async function loadPrinter(): Promise<(query: string) => string> {
    const bindings = await (loaded ??= instantiate());
    return query =>
        bindings
            .inject_progress(`SUBSCRIBE (${query})`)
            .replace(/^SUBSCRIBE \(/u, "")
            .replace(/\) WITH \(PROGRESS(?: = \w+)?\)$/u, "");
}

/** Instantiates the WebAssembly of the parser, since its module cannot be imported in Node. */
async function instantiate(): Promise<Bindings> {
    const resolve = createRequire(__filename).resolve;
    const glue = resolve("@materializeinc/sql-parser/mz_sql_parser_wasm_bg.js");
    const bindings = (await import(pathToFileURL(glue).href)) as Bindings;
    const bytes = readFileSync(glue.replace(/\.js$/, ".wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./mz_sql_parser_wasm_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
    return bindings;
}

function parse(bindings: Bindings, sql: string): Statement[] {
    const bytes = Buffer.byteLength(sql);
    if (bytes > MAX_BYTES) throw failure(`statement batch size cannot exceed 1000.0 KB`, "54000");
    const { statements, error } = bindings.parse(sql);
    if (!error) return statements.map(({ kind, sql: text }) => ({ kind, sql: text }));
    const characters = Array.from(Buffer.from(sql).subarray(0, error.offset).toString()).length;
    throw failure(error.message, "42601", { position: String(characters + 1) });
}
