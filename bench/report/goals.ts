import type { Compared } from "../contest";
import type { ObjectsCompared } from "../objects/objects";
import type { Results } from "./report";

/** A figure that is to be reached, and what was measured. */
export interface Goal {
    readonly figure: string;
    readonly most: string;
    readonly measured: string;
}

const NOT_MEASURED = "not in this run";

const of = (compared: readonly Compared[], operation: string): Compared | undefined =>
    compared.find(one => one.operation === operation);

const ratio = (value: number | undefined): string => (value === undefined ? NOT_MEASURED : `${value.toFixed(2)} ×`);

/** One row for each number of objects, or for each delay, that was measured. */
const each = (
    objects: readonly ObjectsCompared[],
    operation: string,
    goal: (one: Compared, objects: ObjectsCompared) => Goal | undefined,
): Goal[] =>
    objects.flatMap(one => {
        const compared = of(one.compared, operation);
        return compared === undefined ? [] : (goal(compared, one) ?? []);
    });

export function goalsOf({ networks, objects }: Results): Goal[] {
    const undelayed = objects.filter(({ delay }) => delay === 0);
    return [
        {
            figure: "up of the networks, over its floor",
            most: "1.10 ×",
            measured: ratio(of(networks?.compared ?? [], "up")?.ratio),
        },
        ...each(objects, "up", (one, { objects: count, delay }) => ({
            figure: `up of ${String(count)} objects, ${String(delay ?? "–")} ms each way, over floors A and B`,
            most: "1.15 ×",
            measured: ratio(one.ratio),
        })),
        ...each(undelayed, "up", ({ ours }, { objects: count }) =>
            counted(`statements of an up of ${String(count)}`, count + Math.max(20, count / 5), ours.statements),
        ),
        ...["up without change", "preview"].flatMap(name =>
            each(undelayed, name, ({ ours }, { objects: count }) =>
                counted(`statements of ${name}, ${String(count)} objects`, 0, ours.statements),
            ),
        ),
        ...each(undelayed, "refresh", ({ ours }, { objects: count }) =>
            counted(`statements of a refresh of ${String(count)}`, 12, ours.statements),
        ),
        ...each(undelayed, "destroy", ({ ours }, { objects: count }) =>
            counted(`statements of a destroy of ${String(count)}`, count + 4, ours.statements),
        ),
        ...perObject(undelayed),
    ];
}

const counted = (figure: string, most: number, measured: number | undefined): Goal => ({
    figure,
    most: String(most),
    measured: measured === undefined ? NOT_MEASURED : String(measured),
});

const FEW = 10;
const MANY = 500;

/** The seconds of an up for each of its objects. */
function perObject(objects: readonly ObjectsCompared[]): Goal[] {
    const [few, many] = [FEW, MANY].map(count => {
        const up = of(objects.find(one => one.objects === count)?.compared ?? [], "up");
        return up === undefined ? undefined : up.ours.seconds / count;
    });
    const measured = few === undefined || many === undefined ? undefined : many / few;
    return [{ figure: `time for each object, ${String(MANY)} against ${String(FEW)}`, most: "1.1 ×", measured: ratio(measured) }];
}
