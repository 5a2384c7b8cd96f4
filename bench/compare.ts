import { join } from "node:path";
import type { StatementLog } from "../tests/server";
import { ok, type Stack } from "../tests/e2e/support/stack";
import { OPERATIONS, type Operation } from "./operations";
import { type Cpu, Processes } from "./processes";
import { median, sum } from "./statistics";

/** The figures of one command. Those that come from the log of the server are missing if the server has none. */
export interface Figures {
    readonly seconds: number;
    /** The peak memory of the dynamic provider plugin, in MB. */
    readonly memory?: number;
    readonly cpu?: Cpu;
    readonly roundTrips?: number;
    readonly statements?: number;
    readonly connections?: number;
}

/** The medians of one operation, with the package and of its baselines. */
export interface Compared {
    readonly operation: string;
    readonly ours: Figures;
    /** Seconds of the engine with as many trivial resources: baseline B. */
    readonly engine: number;
    /** The CPU time of baseline B. */
    readonly engineCpu?: Cpu;
    /** Seconds of the same statements over one connection: baseline A. */
    readonly sql?: number;
    /** The median, over the repetitions, of the time with the package divided by the sum of the baselines. */
    readonly ratio: number;
    /** The median of the ratios of CPU time to that of baseline B. Other work on the machine changes it less than the wall time. */
    readonly cpuRatio?: number;
}

/** Two stacks that go through the same operations. */
export interface Stacks {
    readonly ours: Stack;
    readonly baseline: Stack;
    /** The log of the Materialize of `ours`. */
    readonly log: StatementLog | undefined;
    /** Runs the statements of each operation over one connection; returns seconds by the name of the operation. */
    readonly sql?: () => Promise<Readonly<Record<string, number>>>;
}

interface Pair {
    readonly ours: Figures;
    readonly engine: Figures;
    readonly sql: number | undefined;
}

/** Repeats the operations with both stacks, and changes the order of the two with each repetition. */
export async function compare(
    stacks: Stacks,
    repetitions: number,
    operations: readonly Operation[] = OPERATIONS,
): Promise<Compared[]> {
    const pairs = new Map<Operation, Pair[]>(operations.map(operation => [operation, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
        const sql = await stacks.sql?.();
        for (const [operation, of] of pairs) {
            of.push({ ...(await pair(stacks, operation, repetition % 2 === 0)), sql: sql?.[operation.name] });
        }
    }
    return [...pairs].map(([{ name }, of]) => summary(name, of));
}

async function pair({ ours, baseline, log }: Stacks, operation: Operation, isBaselineFirst: boolean): Promise<Omit<Pair, "sql">> {
    const before = isBaselineFirst ? await run(baseline, operation) : undefined;
    log?.clear();
    const figures = await run(ours, operation);
    const counted = log && { roundTrips: log.roundTrips, statements: log.entries.length, connections: log.connections };
    return { ours: { ...figures, ...counted }, engine: before ?? (await run(baseline, operation)) };
}

async function run(stack: Stack, { command, env }: Operation): Promise<Figures> {
    const processes = new Processes(join(stack.folder, "home"));
    const begun = performance.now();
    const result = await stack.pulumi(command, env);
    const seconds = (performance.now() - begun) / 1000;
    const usage = processes.stop();
    ok(result);
    return { seconds, ...usage };
}

function summary(operation: string, pairs: readonly Pair[]): Compared {
    const of = (key: "memory" | "roundTrips" | "statements" | "connections"): Partial<Figures> => {
        const known = pairs.flatMap(({ ours }) => ours[key] ?? []);
        return known.length === 0 ? {} : { [key]: median(known) };
    };
    const sql = pairs.flatMap(one => one.sql ?? []);
    const cpu = cpuOf(pairs.map(({ ours }) => ours));
    const engineCpu = cpuOf(pairs.map(({ engine }) => engine));
    const cpuRatios = pairs.flatMap(({ ours, engine }) => (ours.cpu && engine.cpu ? [total(ours.cpu) / total(engine.cpu)] : []));
    return {
        operation,
        ours: {
            seconds: median(pairs.map(({ ours }) => ours.seconds)),
            ...{ ...of("memory"), ...of("roundTrips"), ...of("statements"), ...of("connections") },
            ...(cpu && { cpu }),
        },
        engine: median(pairs.map(({ engine }) => engine.seconds)),
        ...(engineCpu && { engineCpu }),
        ...(sql.length === 0 ? {} : { sql: median(sql) }),
        ratio: median(pairs.map(one => one.ours.seconds / (one.engine.seconds + (one.sql ?? 0)))),
        ...(cpuRatios.length === 0 ? {} : { cpuRatio: median(cpuRatios) }),
    };
}

export const total = (cpu: Cpu): number => sum(Object.values(cpu));

/** Returns the median of each role; undefined if the machine does not report CPU times. */
function cpuOf(figures: readonly Figures[]): Cpu | undefined {
    const known = figures.flatMap(({ cpu }) => cpu ?? []);
    const of = (role: keyof Cpu): number => median(known.map(cpu => cpu[role]));
    if (known.length === 0) return undefined;
    return {
        ...{
            program: of("program"),
            plugin: of("plugin"),
            awsPlugin: of("awsPlugin"),
            engine: of("engine"),
            servers: of("servers"),
        },
    };
}
