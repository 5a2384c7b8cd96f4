import { type GrantKind, isGrant, type Kind, type ObjectKind } from "../kinds/kind";
import { argumentsOf, partsOf } from "../kinds/parts";
import { defaultHome, homeOf, siteOf, targetOf } from "../kinds/place";
import type { Settings } from "../session/settings";
import { definitionText, fullText, UNKNOWN, UNKNOWN_SHOWN } from "../sql/sql";
import { checkKeys } from "../values/keys";
import { described } from "../values/scalars";
import { type Fields, holdsUnknown, isAbsent, isFields, isUnknown, type Problem } from "../values/value";
import { claims, homes, resuming } from "./claims";
import { pairText } from "./grants";
import { HIDDEN, kindOf, strings, topLevel, topOf, WORKED_OUT } from "./state";

export interface CheckResult {
    inputs: Fields;
    failures: { property: string; reason: string }[];
}

/** Works out what needs no server, and refuses what Materialize would refuse. */
export function check(olds: Fields, news: Fields, settings: Settings): CheckResult {
    const kind = kindOf(news);
    resuming.check(news);
    const args = withDefaults(kind, olds, news, settings);
    const secrets = strings(news.__secretInputs);
    const own = ownProblems(news);
    const problems = own.length > 0 ? own : problemsOf(kind, args, secrets);
    if (problems.length > 0) return { inputs: args, failures: problems.map(problem => failure(kind, problem, secrets)) };
    const named = isGrant(kind) ? pairText(kind, args) : definitionText(targetOf(kind, args));
    const unknown = named.includes(UNKNOWN_SHOWN);
    const conflict = unknown ? undefined : claims.claim(namespaceOf(kind), named, news);
    return {
        inputs: {
            ...args,
            ...(isGrant(kind) ? {} : { qualifiedName: unknown ? UNKNOWN : named }),
            definition: definitionText(kind.create(partsOf(kind, args, secrets))),
            __unknown: topLevel(kind).filter(key => holdsUnknown(args[key])),
        },
        failures: conflict === undefined ? [] : [failure(kind, { path: isGrant(kind) ? "" : "name", reason: conflict }, secrets)],
    };
}

/** Objects in schemas share one set of names, whatever their kind; so do clusters, databases and roles, each among themselves. */
const namespaceOf = (kind: GrantKind | ObjectKind): string =>
    isGrant(kind) ? kind.name : kind.scope === "schema" ? "item" : kind.object;

/** The engine prints the value of the property that a failure names, secret or not: then the name goes into the sentence. */
function failure(kind: Kind, problem: Problem, secrets: readonly string[]): { property: string; reason: string } {
    const property = topOf(problem.path);
    const confidential = kind.rows.some(row => row.value.confidential === true && topOf(row.path) === property);
    if (confidential || !topLevel(kind).includes(property) || secrets.some(path => topOf(path) === property)) {
        return { property: "", reason: `${problem.path} ${problem.reason}`.trim() };
    }
    return { property, reason: property === problem.path ? problem.reason : `${problem.path} ${problem.reason}` };
}

/** The problems that the resource class found. */
export const ownProblems = (news: Fields): Problem[] => strings(news.__problems).map(reason => ({ path: "", reason }));

/** Fills in what the program leaves to the settings; what was filled in once stays, so that a changed default moves nothing. */
function withDefaults(kind: Kind, olds: Fields, news: Fields, settings: Settings): Fields {
    const before = strings(olds.__defaulted);
    const fresh: Fields = {
        ...(kind.rows.some(row => row.path === "cluster") && settings.cluster !== undefined ? { cluster: settings.cluster } : {}),
        ...kind.defaults?.(news),
    };
    const absent = [...new Set([...Object.keys(fresh), ...before])].filter(key => isAbsent(news[key]));
    // What was left to a default once stays as it was then, whether that was filled in or left out.
    const filled = absent.flatMap(key => {
        const kept = olds.__kind !== undefined && (before.includes(key) || isAbsent(olds[key]));
        const value = kept ? olds[key] : fresh[key];
        return isAbsent(value) ? [] : [[key, value] as const];
    });
    const given = Object.entries(news).filter(([, value]) => !isAbsent(value));
    const __home = homes.of(news, defaultHome(olds)) ?? { database: settings.database, schema: settings.schema };
    return { ...Object.fromEntries(given), ...Object.fromEntries(filled), __defaulted: absent, __home };
}

function problemsOf(kind: GrantKind | ObjectKind, args: Fields, secrets: readonly string[]): Problem[] {
    // What is misspelt is not missing as well: each kind of problem is looked for once there is none of those before.
    const shape = checkShape(kind, args, secrets);
    const single = shape.length > 0 ? shape : checkRows(kind, args, secrets);
    if (single.length > 0) return single;
    const asked = argumentsOf(args);
    const together = kind.rules.filter(rule => rule.broken(asked)).map(({ path, reason }) => ({ path, reason }));
    return together.length > 0 ? together : checkSize(kind, args);
}

/** What a query may hold. */
const MAX_STATEMENT_BYTES = 1_000_000;

/** Refuses a statement that is too long, by the longest of its arguments. */
function checkSize(kind: GrantKind | ObjectKind, args: Fields): Problem[] {
    const total = Buffer.byteLength(fullText(kind.create(partsOf(kind, args, []))));
    if (total <= MAX_STATEMENT_BYTES) return [];
    const sizes = topLevel(kind).map(path => ({ path, size: Buffer.byteLength(JSON.stringify(args[path] ?? "")) }));
    const { path = "" } = sizes.sort((a, b) => b.size - a.size)[0] ?? {};
    const reason = `is too long: the statement would have ${String(total)} bytes, and Materialize takes at most ${String(MAX_STATEMENT_BYTES)}`;
    return [{ path, reason }];
}

/** Refuses what is no argument at all, at the top and in the groups. */
function checkShape(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const home = homeOf(kind, args);
    const own = [...topLevel(kind), ...HIDDEN, ...WORKED_OUT];
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !own.includes(key)));
    const top = { ...siteOf("", home, secrets), part: (step: string | number) => siteOf(String(step), home, secrets) };
    const groups = [...new Set(kind.rows.flatMap(row => (row.path.includes(".") ? [topOf(row.path)] : [])))];
    return [
        ...checkKeys(visible, topLevel(kind), top),
        ...groups.flatMap(group => checkGroup(kind, group, args[group], siteOf(group, home, secrets))),
        ...["name", ...kind.rows.filter(row => row.place.in === "path").map(row => row.path)]
            .filter(path => secrets.some(secret => topOf(secret) === path))
            .map(path => ({ path, reason: "cannot be a secret: it is part of what others refer to" })),
    ];
}

function checkGroup(kind: Kind, group: string, value: unknown, site: ReturnType<typeof siteOf>): Problem[] {
    if (isAbsent(value) || isUnknown(value)) return [];
    const keys = kind.rows.flatMap(row => (row.path.startsWith(`${group}.`) ? [row.path.slice(group.length + 1)] : []));
    return isFields(value) ? checkKeys(value, keys, site) : site.refuse(`takes { ${keys.join(", ")} }, not ${described(value)}`);
}

function checkRows(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const asked = argumentsOf(args);
    const home = homeOf(kind, args);
    return kind.rows.flatMap(row => {
        const site = siteOf(row.path, home, secrets);
        if (asked.has(row.path)) return row.value.check(asked.get(row.path), site);
        const group = row.path.includes(".") ? row.path.slice(0, row.path.lastIndexOf(".")) : undefined;
        return row.required === true && (group === undefined || asked.has(group)) ? site.refuse("is missing") : [];
    });
}
