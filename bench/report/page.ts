import { type Compared, total } from "../contest";
import type { Shape } from "../floor";
import type { NetworksCompared } from "../networks";
import type { ObjectsCompared } from "../objects/objects";
import { TIMES } from "../objects/server";
import { ROLES } from "../processes";
import { goalsOf } from "./goals";
import type { Results } from "./report";

/** A figure as it is shown; one that is not known is a dash. */
export const shown = (value: number | undefined, digits = 0): string => (value === undefined ? "–" : value.toFixed(digits));

/** A table of Markdown; whoever formats it aligns the columns. */
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
    `${shown(aws)} resources of AWS's, ${shown(dynamic)} of ours and ${shown(components)} components, ${shown(depth)} deep`;

const networksTable = ({ compared }: NetworksCompared): string =>
    table(
        ["", "ours, s", "floor, s", "ours over floor", "the same in processors' time", ...COUNTS],
        compared.map(one => [
            ...[one.operation, shown(one.ours.seconds, 2), shown(one.engine, 2), shown(one.ratio, 2), shown(one.cpuRatio, 2)],
            ...countsOf(one),
        ]),
    );

/** Who takes processors' time in an up, and what is loaded in it; nothing where the machine does not tell. */
function profileOf({ compared, loading }: NetworksCompared): string[] {
    const up = compared.find(({ operation }) => operation === "up");
    const [ours, floor] = [up?.ours.cpu, up?.engineCpu];
    if (ours === undefined || floor === undefined) return [];
    const roles = Object.keys(ROLES) as (keyof typeof ROLES)[];
    const rows = roles.map(role => [ROLES[role], ours[role], floor[role]] as const);
    return [
        "### Where the time of an up goes",
        table(
            ["processors' time of", "ours, s", "floor, s", "more, s"],
            [...rows, ["all together", total(ours), total(floor)] as const].map(([who, one, other]) => [
                who,
                ...[one, other, one - other].map(seconds => shown(seconds, 2)),
            ]),
        ),
        "Of what is more, this much is loading, which is the same however much a program makes, and is done once:",
        table(
            ["loaded", "where", "ms"],
            loading.map(({ what, where, ms }) => [what, where, shown(ms)]),
        ),
    ];
}

const objectsTable = (objects: readonly ObjectsCompared[]): string =>
    table(
        ["objects", "ms each way", "", "ours, s", "floor A, s", "floor B, s", "ours over floors", ...COUNTS, "bytes a resource"],
        objects.flatMap(({ objects: count, delay, bytes, compared }) =>
            compared.map(one => [
                ...[shown(count), shown(delay), one.operation, shown(one.ours.seconds, 2)],
                ...[shown(one.sql, 2), shown(one.engine, 2), shown(one.ratio, 2), ...countsOf(one), shown(bytes)],
            ]),
        ),
    );

/** What is shown on the screen, too. */
export function tablesOf({ networks, objects }: Results): string[] {
    return [
        ...(networks === undefined
            ? []
            : [
                  "## Networks",
                  `A \`PrivateLinkNetwork\` of three brokers, an \`SshBastionNetwork\` and an \`AllowMaterializeIps\` in one program, in the local AWS, where nothing takes any time: ${shapeText(networks.shape)}. The floor is the engine with as many trivial resources, each in the place of one of these: the same parent, the same dependencies.`,
                  networksTable(networks),
                  ...profileOf(networks),
              ]),
        ...(objects.length === 0
            ? []
            : [
                  "## Objects",
                  `Objects of ten kinds, three levels deep. Floor A is the same statements as SQL over one connection, floor B the engine with as many trivial dynamic resources that depend on each other in the same way. The local Materialize takes ${shown(TIMES.ddl)} ms for a statement of DDL and ${shown(TIMES.query)} ms for a query.`,
                  objectsTable(objects),
              ]),
    ];
}

/** The page, section by section. */
export function pageOf(results: Results): string[] {
    const { machine, repetitions } = results;
    const { processors, model, memoryGb, platform, node, load, date } = machine;
    const ofNetworks = results.networks === undefined ? "" : ` (${shown(results.networks.repetitions)} of the networks)`;
    return [
        "<!-- Written by `npm run bench`: change bench/, not this. -->",
        "# Performance",
        "`npm run bench` measures ours and its floor side by side, in turn, in one run. Each figure is the median of the repetitions; each ratio is the median of the ratios of the pairs.",
        `${date}, ${shown(processors)} × ${model}, ${shown(memoryGb)} GB, ${platform}, Node ${node}, ${shown(repetitions)} repetitions${ofNetworks}, a load of ${shown(load, 1)} when it began. Another machine gives other seconds: **only the ratios hold**, and of a machine that others load not even those.`,
        "![Ours over its floors, for each operation](performance.svg)",
        "All figures are in [performance.json](performance.json).",
        "## What must be reached",
        table(
            ["figure", "at most", "measured"],
            goalsOf(results).map(({ figure, most, measured }) => [figure, most, measured]),
        ),
        "Statements, connections and what is loaded are tests: `tests/changes/counts.test.ts`, `tests/changes/refresh.test.ts` and `tests/e2e/networks/lazy.test.ts`; how many look-ups an up takes varies by two or three with the engine's pace. No test measures a time. Objects of a type that are dropped at a time go in one statement; a database takes one of its own, and one for its `public` schema, since `RESTRICT` is stopped by that and `CASCADE` would take along whatever else is in it.",
        ...tablesOf(results),
    ];
}
