import { configForUrl } from "../../tests/e2e/support/server";
import { ok, Stack, type StateResource } from "../../tests/e2e/support/stack";
import { median } from "../statistics";
import type { Server } from "./server";
import type { Statements } from "./sql";

/** The statements of a program with this number of objects, and its state. */
export interface Recording {
    readonly objects: number;
    readonly program: string;
    readonly statements: Statements;
    readonly state: readonly StateResource[];
    /** The size of the median resource in the state, as the engine writes it. */
    readonly bytes: number;
}

/** Matches statements that change something. Lookups and transactions are work of the package, so the baseline leaves them out. */
const CHANGES = /^(?!SELECT|SHOW|BEGIN|COMMIT)/u;

/** Creates and drops the objects, and records the statements. */
export async function record({ url, log }: Server, objects: number, program: string): Promise<Recording> {
    const stack = await new Stack("recorded").program(program).configure(configForUrl(url));
    const sent = async (command: "destroy" | "up"): Promise<string[]> => {
        log.clear();
        ok(await stack[command]());
        return log.entries.map(({ sql }) => sql).filter(sql => CHANGES.test(sql));
    };
    try {
        const create = await sent("up");
        const state = await stack.state();
        const drop = await sent("destroy");
        return { objects, program, statements: { create, drop }, state, bytes: bytesOf(state) };
    } finally {
        stack.remove();
    }
}

function bytesOf(state: readonly StateResource[]): number {
    const ours = state.filter(({ type }) => type.startsWith("pulumi-nodejs:"));
    return median(ours.map(resource => Buffer.byteLength(JSON.stringify(resource))));
}
