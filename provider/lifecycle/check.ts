import type { Kind } from "../kinds/kind";
import { argumentsOf, homeOf, partsOf, siteOf, targetOf } from "../kinds/parts";
import type { Settings } from "../session/settings";
import { definitionText } from "../sql/sql";
import { checkKeys } from "../values/keys";
import { described } from "../values/scalars";
import { type Fields, holdsUnknown, isAbsent, isFields, isUnknown, type Problem } from "../values/value";
import { claims } from "./claims";
import { HIDDEN, kindOf, strings, topLevel, WORKED_OUT } from "./state";

export interface CheckResult {
    inputs: Fields;
    failures: { property: string; reason: string }[];
}

/** Works out what needs no server, and refuses what Materialize would refuse. */
export function check(olds: Fields, news: Fields, settings: Settings): CheckResult {
    const kind = kindOf(news);
    const args = withDefaults(kind, olds, news, settings);
    const secrets = strings(news.__secretInputs);
    const problems = [...ownProblems(news), ...problemsOf(kind, args, secrets)];
    if (problems.length > 0) return { inputs: args, failures: problems.map(problem => failure(problem, secrets)) };
    const qualifiedName = definitionText(targetOf(kind, args));
    const conflict = claims.claim(kind, qualifiedName, String(news.__resource), args.profile);
    return {
        inputs: {
            ...args,
            qualifiedName,
            definition: definitionText(kind.create(partsOf(kind, args, secrets))),
            __unknown: topLevel(kind).filter(key => holdsUnknown(args[key])),
        },
        failures: conflict === undefined ? [] : [failure({ path: "name", reason: conflict }, secrets)],
    };
}

/** The engine prints the value of the property that a failure names, secret or not: then the name goes into the sentence. */
function failure(problem: Problem, secrets: readonly string[]): { property: string; reason: string } {
    const property = problem.path.split(/[.[]/u, 1)[0] ?? "";
    const hidden = property === "value" || secrets.some(path => path.split(/[.[]/u, 1)[0] === property);
    if (hidden || property === "") return { property: "", reason: `${problem.path} ${problem.reason}`.trim() };
    return { property, reason: property === problem.path ? problem.reason : `${problem.path} ${problem.reason}` };
}

const ownProblems = (news: Fields): Problem[] => strings(news.__problems).map(reason => ({ path: "", reason }));

/** Fills in what the program leaves to the settings; what was filled in once stays, so that a changed default moves nothing. */
function withDefaults(kind: Kind, olds: Fields, news: Fields, settings: Settings): Fields {
    const before = strings(olds.__defaulted);
    const fresh: Fields = {
        ...(kind.scope === "none" || !isAbsent(schemaDatabase(news)) ? {} : { database: settings.database }),
        ...(kind.scope === "schema" ? { schema: settings.schema } : {}),
        ...(kind.rows.some(row => row.path === "cluster") && settings.cluster !== undefined ? { cluster: settings.cluster } : {}),
        ...kind.defaults?.(news),
    };
    const absent = Object.keys(fresh).filter(key => isAbsent(news[key]));
    const filled = absent.map(key => [key, before.includes(key) && !isAbsent(olds[key]) ? olds[key] : fresh[key]] as const);
    const given = Object.entries(news).filter(([, value]) => !isAbsent(value));
    return { ...Object.fromEntries(given), ...Object.fromEntries(filled), __defaulted: absent };
}

/** A schema that is a resource, or is named with its database, brings the database. */
const schemaDatabase = (news: Fields): unknown =>
    isFields(news.schema) ? (news.schema.qualifiedName ?? news.schema.database) : undefined;

function problemsOf(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    // What is misspelt is not missing as well: each kind of problem is looked for once there is none of those before.
    const shape = checkShape(kind, args, secrets);
    const single = shape.length > 0 ? shape : checkRows(kind, args, secrets);
    if (single.length > 0) return single;
    const asked = argumentsOf(args);
    return kind.rules.filter(rule => rule.broken(asked)).map(({ path, reason }) => ({ path, reason }));
}

/** Refuses what is no argument at all, at the top and in the groups. */
function checkShape(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const home = homeOf(args);
    const own = [...topLevel(kind), ...HIDDEN, ...WORKED_OUT];
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !own.includes(key)));
    const top = { ...siteOf("", home, secrets), part: (step: string | number) => siteOf(String(step), home, secrets) };
    const groups = [...new Set(kind.rows.flatMap(row => (row.path.includes(".") ? [row.path.split(".", 1)[0] ?? ""] : [])))];
    return [
        ...checkKeys(visible, topLevel(kind), top),
        ...groups.flatMap(group => checkGroup(kind, group, args[group], siteOf(group, home, secrets))),
        ...(secrets.includes("name") ? [{ path: "name", reason: "cannot be a secret: it is part of what others refer to" }] : []),
    ];
}

function checkGroup(kind: Kind, group: string, value: unknown, site: ReturnType<typeof siteOf>): Problem[] {
    if (isAbsent(value) || isUnknown(value)) return [];
    const keys = kind.rows.flatMap(row => (row.path.startsWith(`${group}.`) ? [row.path.slice(group.length + 1)] : []));
    return isFields(value) ? checkKeys(value, keys, site) : site.refuse(`takes { ${keys.join(", ")} }, not ${described(value)}`);
}

function checkRows(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const asked = argumentsOf(args);
    const home = homeOf(args);
    return kind.rows.flatMap(row => {
        const site = siteOf(row.path, home, secrets);
        if (asked.has(row.path)) return row.value.check(asked.get(row.path), site);
        const group = row.path.includes(".") ? row.path.slice(0, row.path.lastIndexOf(".")) : undefined;
        return row.required === true && (group === undefined || asked.has(group)) ? site.refuse("is missing") : [];
    });
}
