import { siteOf } from "../kinds/place";
import { checkKeys } from "../values/keys";
import { type Fields, isFields, type Problem } from "../values/value";
import { strings } from "./state";

/** A group of arguments of a component, by their names alone: the component could see them, and what is wrong is said here, in one line. */
interface Shape {
    /** The group: `auth.plain`; empty where it is the component itself. */
    readonly at: string;
    readonly given: readonly string[];
    readonly known: readonly string[];
    readonly required: readonly string[];
    /** Whether exactly one of them must be there. */
    readonly isChoice: boolean;
    /** What else is wrong, in the component's own words. */
    readonly problems: readonly string[];
}

/** What is wrong with the arguments of the component that a resource belongs to. */
export function shapeProblems(target: unknown): Problem[] {
    const shapes = [target].flat().filter(isFields).map(shapeOf);
    return shapes.flatMap(problemsOf).map(({ path, reason }) => ({ path: "", reason: `${path} ${reason}`.trim() }));
}

const shapeOf = (fields: Fields): Shape => ({
    at: typeof fields.at === "string" ? fields.at : "",
    given: strings(fields.given),
    known: strings(fields.known),
    required: strings(fields.required),
    isChoice: fields.isChoice === true,
    problems: strings(fields.problems),
});

/** What is misspelt is not missing as well. */
function problemsOf(shape: Shape): Problem[] {
    const { at, given, known, required, problems } = shape;
    const nowhere = { database: "", schema: "" };
    const pathOf = (key: string) => (at === "" ? key : `${at}.${key}`);
    const site = { ...siteOf(at, nowhere, []), part: (key: string | number) => siteOf(pathOf(String(key)), nowhere, []) };
    const strange = checkKeys(Object.fromEntries(given.map(key => [key, true])), known, site);
    if (strange.length > 0) return strange;
    const missing = required.filter(key => !given.includes(key)).map(key => ({ path: pathOf(key), reason: "is missing" }));
    return [...missing, ...choiceProblems(shape), ...problems.map(reason => ({ path: "", reason }))];
}

function choiceProblems({ at, given, known, isChoice }: Shape): Problem[] {
    if (!isChoice || given.length === 1) return [];
    const but = given.length === 0 ? "" : `, not ${given.join(" and ")}`;
    return [{ path: at, reason: `takes exactly one of ${known.join(", ")}${but}` }];
}
