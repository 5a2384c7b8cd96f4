import type { Shape } from "../baseline";
import { type Compared, total } from "../compare";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import { timesOf } from "../objects/server";
import { ROLES } from "../processes";
import { countsOf as numbersOf, limitsOf, perObject } from "./limits";
import type { Measured, Results } from "./report";

/** Formats a figure; an unknown one is a dash. */
export const shown = (value: number | undefined, digits = 0): string => (value === undefined ? "–" : value.toFixed(digits));

/** Returns a table in Markdown. Prettier aligns its columns. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [head, head.map(() => "---"), ...rows].map(cells => `| ${cells.join(" | ")} |`).join("\n");

const COUNTS = ["statements", "connections", "plugin, MB"];

/** Returns the number of statements; that of round trips only if it is another one. */
const statementsOf = ({ ours: { statements, roundTrips } }: Compared): string =>
    statements === roundTrips ? shown(statements) : `${shown(statements)} in ${shown(roundTrips)} round trips`;

const countsOf = (one: Compared): string[] => [statementsOf(one), shown(one.ours.connections), shown(one.ours.memory)];

const shapeText = ({ aws, dynamic, components, depth }: Shape): string =>
    `${shown(aws)} AWS resources, ${shown(dynamic)} of the package and ${shown(components)} components, with chains of up to ${shown(depth)} dependencies`;

const networksTable = ({ compared }: NetworksCompared): string =>
    table(
        ["", "package, s", "baseline, s", "package / baseline", "CPU time: package / baseline", ...COUNTS],
        compared.map(one => [
            ...[one.operation, shown(one.ours.seconds, 2), shown(one.engine, 2), shown(one.ratio, 2), shown(one.cpuRatio, 2)],
            ...countsOf(one),
        ]),
    );

/** Returns the CPU time of `up` by process and by loaded module; nothing if the machine does not report CPU times. */
function profileOf({ compared, loading }: NetworksCompared): string[] {
    const up = compared.find(({ operation }) => operation === "up");
    const [ours, baseline] = [up?.ours.cpu, up?.engineCpu];
    if (ours === undefined || baseline === undefined) return [];
    const roles = Object.keys(ROLES) as (keyof typeof ROLES)[];
    const rows = roles.map(role => [ROLES[role], ours[role], baseline[role]] as const);
    return [
        "### CPU time of up",
        table(
            ["CPU time of", "package, s", "baseline, s", "difference, s"],
            [...rows, ["total", total(ours), total(baseline)] as const].map(([who, one, other]) => [
                who,
                ...[one, other, one - other].map(seconds => shown(seconds, 2)),
            ]),
        ),
        "A part of the difference is loading the modules, once in a run of any size:",
        table(
            ["loaded", "where", "ms"],
            loading.map(({ what, where, ms }) => [what, where, shown(ms)]),
        ),
    ];
}

/** Returns the figures of one operation, for one delay after the other; one figure if they are equal. */
const joined = (figures: readonly string[]): string => (new Set(figures).size === 1 ? figures.slice(0, 1) : figures).join(", ");

function objectsTable(objects: readonly ObjectsCompared[]): string {
    const rows = numbersOf(objects).flatMap(count => {
        const some = objects.filter(one => one.objects === count).flatMap(({ compared }) => compared);
        return [...new Set(some.map(({ operation }) => operation))].map(operation => {
            const figures = some
                .filter(one => one.operation === operation)
                .map(one => [
                    ...[one.ours.seconds, one.sql, one.engine, one.ratio].map(figure => shown(figure, 2)),
                    ...countsOf(one),
                ]);
            const columns = (figures[0] ?? []).map((_, column) => joined(figures.map(row => row[column] ?? "")));
            return [shown(count), operation, ...columns];
        });
    });
    const head = ["objects", "", "package, s", "baseline A, s", "baseline B, s", "package / baselines", ...COUNTS];
    return table(head, rows);
}

const delaysText = (objects: readonly ObjectsCompared[]): string =>
    [...new Set(objects.map(({ delay }) => shown(delay)))].join(", ");

/** Returns the size of the median resource in the state for each number of objects. */
const bytesText = (objects: readonly ObjectsCompared[]): string =>
    numbersOf(objects)
        .map(count => shown(objects.find(one => one.objects === count)?.bytes))
        .join(", ");

/** States when and where figures were measured. */
function measuredText({ machine, repetitions }: Measured<unknown>): string {
    const { processors, model, memoryGb, platform, node, load, date } = machine;
    return `${date}, ${shown(processors)} × ${model}, ${shown(memoryGb)} GB, ${platform}, Node ${node}, repetitions: ${shown(repetitions)}, load average ${shown(load, 1)} at the start.`;
}

const BASELINES =
    "Baseline A: the same SQL statements over one connection. Baseline B: as many trivial dynamic resources with the same dependencies.";

function networksSection(networks: Measured<NetworksCompared>): string[] {
    const { figures } = networks;
    return [
        "## Networks",
        `A \`PrivateLinkNetwork\` of three brokers, an \`SshBastionNetwork\` and an \`AllowMaterializeIps\`, in the local AWS, in which no wait takes time: ${shapeText(figures.shape)}. The baseline has a trivial resource for each, with the same parent and dependencies. Limit of \`up\` / baseline: 1.15.`,
        measuredText(networks),
        networksTable(figures),
        ...profileOf(figures),
    ];
}

function objectsSection(objects: Measured<readonly ObjectsCompared[]>): string[] {
    const { figures } = objects;
    const times = timesOf(figures[0]?.times ?? "tenth");
    return [
        "## Objects",
        `Objects of ten kinds in three levels. ${BASELINES} The local Materialize takes ${shown(times.ddl)} ms for a DDL statement and ${shown(times.query)} ms for a query, which waits after DDL until ${shown(times.catchUp)} ms have passed for each relation of the catalog that it reads. Figures separated by commas are for a delay of ${delaysText(figures)} ms each way; a single one is for all, or for the operations that run without delay only. Bytes per resource in the state, by number of objects: ${bytesText(figures)}.`,
        measuredText(objects),
        objectsTable(figures),
    ];
}

function realSection(real: Measured<readonly ObjectsCompared[]>): string[] {
    return [
        "## Objects in a real Materialize",
        `\`npm run bench -- --real\`: secrets, Kafka connections without validation, and views three deep, in a schema, on the server of \`MATERIALIZE_URL\`. ${BASELINES} Limit of \`up\` / baselines: 1.3.`,
        measuredText(real),
        objectsTable(real.figures),
    ];
}

function sourceSection(where: string, tables: Measured<readonly ObjectsCompared[]>): string[] {
    return [
        `## A source with many tables in ${where}`,
        `A load generator, and as many tables of it as objects. ${BASELINES} Baseline A creates the tables one by one, and the package creates those that the engine requests at a time in one transaction.`,
        measuredText(tables),
        objectsTable(tables.figures),
    ];
}

/** Returns the sections that are also printed. */
export const tablesOf = ({ networks, objects, real, tables, realTables }: Results): string[] => [
    ...(networks === undefined ? [] : networksSection(networks)),
    ...(objects === undefined ? [] : objectsSection(objects)),
    ...(real === undefined ? [] : realSection(real)),
    ...(tables === undefined ? [] : sourceSection("the local Materialize", tables)),
    ...(realTables === undefined ? [] : sourceSection("a real Materialize", realTables)),
];

/** Returns the sections of the page. */
export function pageOf(results: Results): string[] {
    const objects = results.objects?.figures ?? [];
    return [
        "<!-- Generated by `npm run bench`: edit bench/ instead. -->",
        "# Performance",
        "`npm run bench` runs programs and their [baselines](testing.md#the-benchmark) in turn. Figures are medians of the repetitions, ratios are medians over the pairs. **Compare the ratios only**: the seconds depend on the machine, and other work on it changes the ratios too. [performance.json](performance.json) has all figures.",
        "## Limits",
        table(
            ["figure", "at most", ...numbersOf(objects).map(count => (count === 1 ? "1 object" : shown(count)))],
            limitsOf(objects).map(({ figure, most, measured }) => [figure, most, ...measured]),
        ),
        perObject(objects),
        "Tests check statements, connections and loaded modules (`tests/changes/statementCounts.test.ts`, `tests/changes/refresh.test.ts`, `tests/e2e/networks/lazyLoading.test.ts`), but no times. One statement drops all objects of a type that are dropped at the same time. A database takes two, one for its `public` schema: `RESTRICT` refuses to drop a database with a schema, and `CASCADE` would drop everything in it.",
        ...tablesOf(results),
    ];
}
