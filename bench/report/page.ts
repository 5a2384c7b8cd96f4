import type { Shape } from "../baseline";
import { type Compared, total } from "../compare";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import { TIMES } from "../objects/server";
import { ROLES } from "../processes";
import { limitsOf } from "./limits";
import type { Results } from "./report";

/** Formats a figure; an unknown one is a dash. */
export const shown = (value: number | undefined, digits = 0): string => (value === undefined ? "–" : value.toFixed(digits));

/** Returns a table in Markdown. Prettier aligns its columns. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [head, head.map(() => "---"), ...rows].map(cells => `| ${cells.join(" | ")} |`).join("\n");

const COUNTS = ["round trips", "statements", "connections", "plugin, MB"];

const countsOf = ({ ours }: Compared): string[] => [
    shown(ours.roundTrips),
    shown(ours.statements),
    shown(ours.connections),
    shown(ours.memory),
];

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
        "Loading the modules is a part of the difference. It takes place once in a run, whatever the size of the program:",
        table(
            ["loaded", "where", "ms"],
            loading.map(({ what, where, ms }) => [what, where, shown(ms)]),
        ),
    ];
}

const objectsTable = (objects: readonly ObjectsCompared[]): string =>
    table(
        [
            "objects",
            "ms each way",
            "",
            "package, s",
            "baseline A, s",
            "baseline B, s",
            "package / baselines",
            ...COUNTS,
            "bytes per resource",
        ],
        objects.flatMap(({ objects: count, delay, bytes, compared }) =>
            compared.map(one => [
                ...[shown(count), shown(delay), one.operation, shown(one.ours.seconds, 2)],
                ...[shown(one.sql, 2), shown(one.engine, 2), shown(one.ratio, 2), ...countsOf(one), shown(bytes)],
            ]),
        ),
    );

/** Returns the sections that are also printed. */
export function tablesOf({ networks, objects }: Results): string[] {
    return [
        ...(networks === undefined
            ? []
            : [
                  "## Networks",
                  `A \`PrivateLinkNetwork\` of three brokers, an \`SshBastionNetwork\` and an \`AllowMaterializeIps\` in one program, in the local AWS, in which no wait takes time: ${shapeText(networks.shape)}. The baseline is the engine with one trivial resource in the place of each of these, with the same parent and dependencies.`,
                  networksTable(networks),
                  ...profileOf(networks),
              ]),
        ...(objects.length === 0
            ? []
            : [
                  "## Objects",
                  `Objects of ten kinds in three levels. Baseline A is the same SQL statements over one connection. Baseline B is the engine with as many trivial dynamic resources, with the same dependencies. The local Materialize takes ${shown(TIMES.ddl)} ms for a DDL statement and ${shown(TIMES.query)} ms for a query.`,
                  objectsTable(objects),
              ]),
    ];
}

/** Returns the sections of the page. */
export function pageOf(results: Results): string[] {
    const { machine, repetitions } = results;
    const { processors, model, memoryGb, platform, node, load, date } = machine;
    const networks = results.networks === undefined ? "" : ` (networks: ${shown(results.networks.repetitions)})`;
    return [
        "<!-- Generated by `npm run bench`: edit bench/ instead. -->",
        "# Performance",
        "`npm run bench` runs programs with the package and their baselines in turn. Each figure is the median of the repetitions, and each ratio is the median of the ratios of the pairs.",
        `${date}, ${shown(processors)} × ${model}, ${shown(memoryGb)} GB, ${platform}, Node ${node}, repetitions: ${shown(repetitions)}${networks}, load average ${shown(load, 1)} at the start. **Compare the ratios only**: the seconds depend on the machine, and other work on the machine changes the ratios too.`,
        "All figures are in [performance.json](performance.json).",
        "## Limits",
        table(
            ["figure", "at most", "measured"],
            limitsOf(results).map(({ figure, most, measured }) => [figure, most, measured]),
        ),
        "Tests check the numbers of statements and connections and the loaded modules: `tests/changes/counts.test.ts`, `tests/changes/refresh.test.ts` and `tests/e2e/networks/lazyLoading.test.ts`. No test measures a time. The number of lookups of an `up` varies by two or three with the order in which the engine sends its calls. One statement drops all objects of a type that are dropped at the same time. A database takes one statement, and one more for its `public` schema: `RESTRICT` refuses to drop a database with a schema in it, and `CASCADE` would drop everything in it.",
        ...tablesOf(results),
    ];
}
