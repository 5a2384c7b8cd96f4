import { parseArgs } from "node:util";
import type { ObjectsOptions } from "./objects/objects";

export interface Options extends ObjectsOptions {
    readonly only: string | undefined;
}

const DEFAULTS = { objects: "1,10,100,500", delays: "0,5,50", repetitions: "5" } as const;

/** With a real server, statements take their own time. */
const DEFAULTS_REAL = { objects: "26,100,500", delays: "0", repetitions: "3", only: "objects" } as const;

export const USAGE = `Usage: npm run bench [-- --objects ${DEFAULTS.objects} --delays ${DEFAULTS.delays} --repetitions ${DEFAULTS.repetitions} --only networks|objects --quick --real]`;

/** Parses the arguments of the command; returns undefined if they are invalid. */
export function optionsOf(args: readonly string[]): Options | undefined {
    const values = valuesOf(args);
    if (values === undefined) return undefined;
    const { real, quick } = values;
    const { objects, delays, repetitions, only } = { ...DEFAULTS, only: undefined, ...(real && DEFAULTS_REAL), ...values };
    const numbers = [objects, delays, repetitions].map(text => text.split(",").map(Number));
    const [counts = [], waits = [], [times = 0] = []] = numbers;
    const isValid = [...counts, times].every(isPositive) && waits.every(wait => Number.isInteger(wait) && wait >= 0);
    if (!isValid || ![undefined, "networks", "objects"].includes(only)) return undefined;
    return { objects: counts, delays: waits, repetitions: times, only, times: real ? "real" : quick ? "tenth" : "realistic" };
}

function valuesOf(args: readonly string[]) {
    const string = { type: "string" } as const;
    const boolean = { type: "boolean", default: false } as const;
    const options = { objects: string, delays: string, repetitions: string, only: string, real: boolean, quick: boolean };
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch {
        return undefined;
    }
}

const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
