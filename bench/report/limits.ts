import type { Compared } from "../compare";
import type { ObjectsCompared } from "../objects/objects";

/** The limit of a figure, and its measured value for each number of objects, or for the networks. */
export interface Limit {
    readonly figure: string;
    readonly most: string;
    readonly measured: readonly string[];
}

const NOT_MEASURED = "–";

const of = (compared: readonly Compared[], operation: string): Compared | undefined =>
    compared.find(one => one.operation === operation);

const ratio = (value: number | undefined): string => value?.toFixed(2) ?? NOT_MEASURED;

/** Lists the measured numbers of objects. */
export const countsOf = (objects: readonly ObjectsCompared[]): number[] => [...new Set(objects.map(one => one.objects))];

/** The limits of the numbers of statements, without a delay. */
const STATEMENTS: readonly (readonly [operation: string, most: string])[] = [
    ["up", "objects + 20, or + 20 %"],
    ["up without change", "0"],
    ["preview", "0"],
    ["refresh", "12"],
    ["destroy", "objects + 4"],
];

/** Returns the limits whose figures depend on the number of objects. */
export function limitsOf(objects: readonly ObjectsCompared[]): Limit[] {
    const delays = [...new Set(objects.map(({ delay }) => delay))];
    const each = (delay: number, measured: (one: readonly Compared[]) => string): string[] =>
        countsOf(objects).map(count =>
            measured(objects.find(one => one.objects === count && one.delay === delay)?.compared ?? []),
        );
    return [
        ...delays.map(delay => ({
            figure: `up / baselines, ${String(delay)} ms`,
            most: "1.15",
            measured: each(delay, compared => ratio(of(compared, "up")?.ratio)),
        })),
        ...STATEMENTS.map(([operation, most]) => ({
            figure: `statements of ${operation}`,
            most,
            measured: each(0, compared => String(of(compared, operation)?.ours.statements ?? NOT_MEASURED)),
        })),
    ];
}

const FEW = 10;
const MANY = 500;

/** Compares the seconds of `up` per object for many objects and for few. */
export function perObject(objects: readonly ObjectsCompared[]): string {
    const [few, many] = [FEW, MANY].map(count => {
        const up = of(objects.find(one => one.objects === count && one.delay === 0)?.compared ?? [], "up");
        return up === undefined ? undefined : up.ours.seconds / count;
    });
    const measured = few === undefined || many === undefined ? undefined : many / few;
    return `Time of \`up\` per object, ${String(MANY)} objects / ${String(FEW)} objects: ${ratio(measured)}, at most 1.1.`;
}
