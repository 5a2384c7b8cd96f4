import type { Compared } from "../compare";
import type { ObjectsCompared } from "../objects/objects";
import type { Results } from "./report";

/** The limit of a figure, and its measured value. */
export interface Limit {
    readonly figure: string;
    readonly most: string;
    readonly measured: string;
}

const NOT_MEASURED = "not in this run";

const of = (compared: readonly Compared[], operation: string): Compared | undefined =>
    compared.find(one => one.operation === operation);

const objectsText = (count: number): string => (count === 1 ? "1 object" : `${String(count)} objects`);

const ratio = (value: number | undefined): string => (value === undefined ? NOT_MEASURED : `${value.toFixed(2)} ×`);

/** Returns one row for each measured number of objects and delay. */
const each = (
    objects: readonly ObjectsCompared[],
    operation: string,
    limitOf: (one: Compared, objects: ObjectsCompared) => Limit | undefined,
): Limit[] =>
    objects.flatMap(one => {
        const compared = of(one.compared, operation);
        return compared === undefined ? [] : (limitOf(compared, one) ?? []);
    });

export function limitsOf({ networks, objects }: Results): Limit[] {
    const undelayed = objects.filter(({ delay }) => delay === 0);
    return [
        {
            figure: "up of the networks / baseline",
            most: "1.15 ×",
            measured: ratio(of(networks?.compared ?? [], "up")?.ratio),
        },
        ...each(objects, "up", (one, { objects: count, delay }) => ({
            figure: `up of ${objectsText(count)}, ${String(delay ?? "–")} ms each way / baselines A and B`,
            most: "1.15 ×",
            measured: ratio(one.ratio),
        })),
        ...each(undelayed, "up", ({ ours }, { objects: count }) =>
            counted(`statements of up, ${objectsText(count)}`, count + Math.max(20, count / 5), ours.statements),
        ),
        ...["up without change", "preview"].flatMap(name =>
            each(undelayed, name, ({ ours }, { objects: count }) =>
                counted(`statements of ${name}, ${objectsText(count)}`, 0, ours.statements),
            ),
        ),
        ...each(undelayed, "refresh", ({ ours }, { objects: count }) =>
            counted(`statements of refresh, ${objectsText(count)}`, 12, ours.statements),
        ),
        ...each(undelayed, "destroy", ({ ours }, { objects: count }) =>
            counted(`statements of destroy, ${objectsText(count)}`, count + 4, ours.statements),
        ),
        ...perObject(undelayed),
    ];
}

const counted = (figure: string, most: number, measured: number | undefined): Limit => ({
    figure,
    most: String(most),
    measured: measured === undefined ? NOT_MEASURED : String(measured),
});

const FEW = 10;
const MANY = 500;

/** Compares the seconds of `up` per object. */
function perObject(objects: readonly ObjectsCompared[]): Limit[] {
    const [few, many] = [FEW, MANY].map(count => {
        const up = of(objects.find(one => one.objects === count)?.compared ?? [], "up");
        return up === undefined ? undefined : up.ours.seconds / count;
    });
    const measured = few === undefined || many === undefined ? undefined : many / few;
    return [
        { figure: `time per object, ${String(MANY)} objects / ${String(FEW)} objects`, most: "1.1 ×", measured: ratio(measured) },
    ];
}
