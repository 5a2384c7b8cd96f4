import { resolve } from "node:path";
import { ok, run } from "../tests/e2e/support/stack";
import { median } from "./statistics";

/** A module that a process loads, and that a process of the baseline does not load. */
export interface Loaded {
    readonly what: string;
    readonly where: string;
    /** CPU time. */
    readonly ms: number;
}

const root = resolve(__dirname, "..");
const TIMES = 5;

const PROGRAM = "the program";
const PLUGIN = "the dynamic provider plugin";

/** The modules in the order in which they are loaded: each time excludes the modules before it. */
const PARTS: readonly (readonly [what: string, where: string, modules: readonly string[]])[] = [
    ["the package", PROGRAM, ["pulumi-materialize"]],
    ["its provider", `${PLUGIN}; the program, for the lookup of egress addresses`, ["pulumi-materialize/provider"]],
    ["the PostgreSQL client", "the same", ["pg"]],
    ["the AWS SDK for EC2", PLUGIN, ["@aws-sdk/client-ec2"]],
    ["the AWS SDK for load balancers", PLUGIN, ["@aws-sdk/client-elastic-load-balancing-v2"]],
];

/** Loads the modules in new processes that have loaded Pulumi, and returns the median times. */
export async function loading(): Promise<Loaded[]> {
    const runs: number[][] = [];
    for (let time = 0; time < TIMES; time++) runs.push(await loadAll());
    return PARTS.map(([what, where], at) => ({ what, where, ms: median(runs.map(one => one[at] ?? NaN)) }));
}

const LOAD = `require("@pulumi/pulumi");
const taken = ${JSON.stringify(PARTS.map(([, , modules]) => modules))}.map(modules => {
    const begun = process.cpuUsage();
    modules.forEach(module => require(module));
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
});
console.log(JSON.stringify(taken));`;

const loadAll = async (): Promise<number[]> =>
    JSON.parse(ok(await run(process.execPath, ["--eval", LOAD], root)).output) as number[];
