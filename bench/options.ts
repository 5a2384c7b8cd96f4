import { parseArgs } from "node:util";
import type { ObjectsOptions } from "./objects/objects";

const PARTS = ["networks", "objects", "tables"] as const;

export interface Options extends ObjectsOptions {
    readonly parts: readonly (typeof PARTS)[number][];
    /** The numbers of objects of the programs with several kinds. */
    readonly objects: readonly number[];
    /** The numbers of tables of the programs with one source. */
    readonly tables: readonly number[];
}

const DEFAULTS = { objects: "1,10,100,500", tables: "100", delays: "0,5,50", repetitions: "5" } as const;

/** With a real server, statements take their own time. */
const DEFAULTS_REAL = { objects: "26,100,500", delays: "0", repetitions: "3" } as const;

export const USAGE = `Usage: npm run bench [-- --objects ${DEFAULTS.objects} --tables ${DEFAULTS.tables} --delays ${DEFAULTS.delays} --repetitions ${DEFAULTS.repetitions} --only ${PARTS.join("|")} --quick --real]`;

/** Parses the arguments of the command; returns undefined if they are invalid. */
export function optionsOf(args: readonly string[]): Options | undefined {
    const values = valuesOf(args);
    if (values === undefined) return undefined;
    const { real, quick, only } = values;
    const given = { ...DEFAULTS, ...(real && DEFAULTS_REAL), ...values };
    const numbers = [given.objects, given.tables, given.delays, given.repetitions].map(text => text.split(",").map(Number));
    const [objects = [], tables = [], delays = [], [repetitions = 0] = []] = numbers;
    const isValid =
        [...objects, ...tables, repetitions].every(isPositive) && delays.every(wait => Number.isInteger(wait) && wait >= 0);
    const parts = PARTS.filter(part => (only === undefined ? !real || part !== "networks" : part === only));
    if (!isValid || parts.length === 0) return undefined;
    return { parts, objects, tables, delays, repetitions, times: real ? "real" : quick ? "tenth" : "realistic" };
}

function valuesOf(args: readonly string[]) {
    const string = { type: "string" } as const;
    const boolean = { type: "boolean", default: false } as const;
    const options = {
        objects: string,
        tables: string,
        delays: string,
        repetitions: string,
        only: string,
        real: boolean,
        quick: boolean,
    };
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch {
        return undefined;
    }
}

const isPositive = (value: number): boolean => Number.isInteger(value) && value > 0;
