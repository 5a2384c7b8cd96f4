import { join } from "node:path";
import type { StatementLog } from "../tests/materialize";
import { ok, type Stack } from "../tests/e2e/support/stack";
import { OPERATIONS, type Operation } from "./operations";
import { type Cpu, Processes } from "./processes";
import { median, sum } from "./statistics";

/** What one run of a command came to; what a server's log would tell is not known of one that has none. */
export interface Figures {
    readonly seconds: number;
    /** Of the plugin of dynamic resources, in MB. */
    readonly memory?: number;
    readonly cpu?: Cpu;
    readonly roundTrips?: number;
    readonly statements?: number;
    readonly connections?: number;
}

/** One operation, ours beside its floor: medians. */
export interface Compared {
    readonly operation: string;
    readonly ours: Figures;
    /** Seconds of the engine with as many trivial resources. */
    readonly engine: number;
    /** Processors' time of that. */
    readonly engineCpu?: Cpu;
    /** Seconds of the same statements over one connection. */
    readonly sql?: number;
    /** The median of ours over the sum of its floors, repetition by repetition. */
    readonly ratio: number;
    /** The same of all processors' time over that of the engine alone, which a machine that others load takes too. */
    readonly cpuRatio?: number;
}

/** Two stacks that go through the same operations. */
export interface Contest {
    readonly ours: Stack;
    readonly floor: Stack;
    /** Of the server that ours talks to. */
    readonly log: StatementLog | undefined;
    /** Runs the statements of operations, by their names, over one connection. */
    readonly sql?: () => Promise<Readonly<Record<string, number>>>;
}

interface Pair {
    readonly ours: Figures;
    readonly engine: Figures;
    readonly sql: number | undefined;
}

/** Runs the operations again and again, ours and the floor in turn, in the other order each time. */
export async function compare(
    contest: Contest,
    repetitions: number,
    operations: readonly Operation[] = OPERATIONS,
): Promise<Compared[]> {
    const pairs = new Map<Operation, Pair[]>(operations.map(operation => [operation, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
        const sql = await contest.sql?.();
        for (const [operation, of] of pairs) {
            of.push({ ...(await pair(contest, operation, repetition % 2 === 0)), sql: sql?.[operation.name] });
        }
    }
    return [...pairs].map(([{ name }, of]) => summary(name, of));
}

async function pair({ ours, floor, log }: Contest, operation: Operation, isFloorFirst: boolean): Promise<Omit<Pair, "sql">> {
    const before = isFloorFirst ? await run(floor, operation) : undefined;
    log?.clear();
    const figures = await run(ours, operation);
    const counted = log && { roundTrips: log.roundTrips, statements: log.entries.length, connections: log.connections };
    return { ours: { ...figures, ...counted }, engine: before ?? (await run(floor, operation)) };
}

async function run(stack: Stack, { command, env }: Operation): Promise<Figures> {
    const processes = new Processes(join(stack.folder, "home"));
    const begun = performance.now();
    const result = await stack.pulumi(command, env);
    const seconds = (performance.now() - begun) / 1000;
    const taken = processes.stop();
    ok(result);
    return { seconds, ...taken };
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

/** The median of each; undefined where the machine does not tell. */
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
