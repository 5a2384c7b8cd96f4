import { mistakenValues } from "../../common/mistakenValues";
import { type AnyKind, hasSubject, type Kind, type Row } from "../statement/kind";
import { argumentsOf, statementParts } from "../statement/parts";
import { recordedNamespace, namespaceOf, argumentContext, qualifiedNameOf } from "../statement/qualifiedName";
import { redact } from "../session/redact";
import type { Settings } from "../session/settings";
import { definitionText, fullText, isUnknownSql, type Sql, UNKNOWN } from "../sql/sql";
import { checkKinds, describeKind, givenKind, withoutKinds } from "../values/givenKinds";
import { checkKeys } from "../values/keys";
import { describeType } from "../values/scalars";
import {
    type ArgumentContext,
    type Fields,
    containsUnknown,
    isAbsent,
    isFields,
    isUnknown,
    NO_NAMESPACE,
    type Problem,
} from "../values/value";
import type { Run } from "../run/run";
import type { CheckResult } from "./handler";
import { withOtherGrants, unlistedGrant } from "./otherGrants";
import { secretValues } from "./secretValues";
import { HIDDEN, kindOf, strings, argumentNames, printerFor, topArgument, COMPUTED } from "./state";

/** Checks the inputs without a server: fills in defaults, computes the definition, and refuses what Materialize would refuse. */
export function checkResource(run: Run, olds: Fields, given: Fields, settings: Settings): CheckResult {
    const kind = kindOf(given);
    const news = withoutKinds(given);
    run.resumptions.recordDeclared(news);
    const args = withOtherGrants(kind, withDefaults(run, kind, { olds, news }, settings));
    const secrets = strings(news.__secretInputs);
    const own = resourceProblems(news);
    const mistakes = own.length > 0 ? own : kindProblems(kind, given);
    // The engine would print the value that JavaScript made.
    if (mistakes.length > 0) return { inputs: args, failures: mistakes.map(one => ({ property: "", reason: messageOf(one) })) };
    const problems = problemsOf(kind, args, { secrets, isNew: olds.__kind === undefined && args.adopt !== true });
    if (problems.length > 0) return { inputs: args, failures: problems.map(problem => failure(kind, problem, secrets)) };
    const named = hasSubject(kind) ? kind.subject(statementParts(kind, args, [])) : qualifiedNameOf(kind, args);
    const conflict = isUnknownSql(named)
        ? undefined
        : (nameConflict(run, kind, definitionText(named), { olds, news }) ?? unlistedGrant(run, kind, args));
    const statement = kind.create(statementParts(kind, args, secrets));
    if (isUnknownSql(statement)) printUnknown(run, news, statement);
    return {
        inputs: {
            ...args,
            ...(hasSubject(kind) ? {} : { qualifiedName: knownText(named) }),
            definition: knownText(statement),
            __unknown: argumentNames(kind).some(key => containsUnknown(args[key])) ? UNKNOWN : [],
        },
        failures:
            conflict === undefined
                ? []
                : [
                      failure(
                          kind,
                          { path: hasSubject(kind) ? "" : "name", reason: redact(conflict, secretValues(news)) },
                          secrets,
                      ),
                  ],
    };
}

/** Returns the name of an object whose other arguments may be wrong; undefined for a grant, or if the name is not a string. */
export function nameOnly(run: Run, inputs: Fields, settings: Settings): string | undefined {
    const kind = kindOf(inputs);
    if (hasSubject(kind) || typeof inputs.name !== "string") return undefined;
    return definitionText(qualifiedNameOf(kind, withDefaults(run, kind, { olds: {}, news: inputs }, settings)));
}

/** Claims the name of a resource; returns an error message if another resource has it, or takes the present name of this one. */
function nameConflict(
    run: Run,
    kind: AnyKind,
    named: string,
    { olds, news }: { olds: Fields; news: Fields },
): string | undefined {
    const scope = nameScopeOf(kind);
    const before = olds.qualifiedName;
    const isRenamed = !hasSubject(kind) && typeof before === "string" && before !== named;
    return (
        run.names.claimName(scope, named, news) ?? (isRenamed ? run.names.claimRename(scope, [before, named], news) : undefined)
    );
}

/** Returns the text of SQL, or an unknown value if a part of it is unknown: an update plan then accepts the text that `pulumi up` finds. */
const knownText = (statement: Sql): string => (isUnknownSql(statement) ? UNKNOWN : definitionText(statement));

/** Prints a statement of which the preview knows only parts, since the engine shows nothing of an unknown `definition`. */
function printUnknown(run: Run, news: Fields, statement: Sql): void {
    if (!run.notices.isFirst("unknown", news)) return;
    printerFor(news)(
        `definition, with ‹…› for what is not known yet: ${definitionText(statement).replaceAll(/\s*\n\s*/gu, " ")}`,
    );
}

/** Returns the set in which a name must be unique: all objects in schemas share one; clusters, databases and roles have one each. */
const nameScopeOf = (kind: AnyKind): string => (hasSubject(kind) ? kind.name : kind.scope === "schema" ? "item" : kind.object);

/** Builds a failure. The engine prints the value of the property that a failure names, so a property that may be secret is named only in the reason. */
function failure(kind: Kind, problem: Problem, secrets: readonly string[]): { property: string; reason: string } {
    const property = topArgument(problem.path);
    const mayBeSecret = kind.rows.some(row => row.value.acceptsSecret === true && topArgument(row.path) === property);
    if (mayBeSecret || !argumentNames(kind).includes(property) || secrets.some(path => topArgument(path) === property)) {
        return { property: "", reason: messageOf(problem) };
    }
    return { property, reason: property === problem.path ? problem.reason : `${problem.path} ${problem.reason}` };
}

const messageOf = ({ path, reason }: Problem): string => `${path} ${reason}`.trim();

/** Returns the problems that the resource class found, and the values that no argument takes. */
export function resourceProblems(news: Fields): Problem[] {
    const visible = Object.fromEntries(Object.entries(news).filter(([key]) => !key.startsWith("__")));
    return [...strings(news.__problems).map(reason => ({ path: "", reason })), ...mistakenValues(visible)];
}

/** Refuses resources where an argument, or a group of arguments, takes another kind or no resource. */
function kindProblems(kind: Kind, given: Fields): Problem[] {
    const context = (path: string): ArgumentContext => argumentContext(path, NO_NAMESPACE, []);
    const own = kind.rows.flatMap(row => checkKinds(row.value.type, argumentsOf(given).get(row.path), context(row.path)));
    const inGroups = groupsOf(kind).flatMap(group => {
        const found = givenKind(given[group]);
        const takes = `takes { ${keysOf(kind, group).join(", ")} }`;
        return found === undefined ? [] : context(group).problem(`${takes}, not ${describeKind(found)}`);
    });
    return [...own, ...inGroups];
}

/** Returns the names of the groups of arguments: `sasl` for `sasl.password`. */
const groupsOf = (kind: Kind): string[] => [
    ...new Set(kind.rows.flatMap(row => (row.path.includes(".") ? [topArgument(row.path)] : []))),
];

const keysOf = (kind: Kind, group: string): string[] =>
    kind.rows.flatMap(row => (row.path.startsWith(`${group}.`) ? [row.path.slice(group.length + 1)] : []));

/** Fills in the defaults of arguments that the program leaves out. A default stays as it was at creation, so that a changed setting changes no object. */
function withDefaults(run: Run, kind: Kind, { olds, news }: { olds: Fields; news: Fields }, settings: Settings): Fields {
    const before = strings(olds.__defaulted);
    const fresh: Fields = {
        ...Object.fromEntries(kind.rows.flatMap(row => settingOf(row, settings))),
        ...kind.defaults?.(news),
    };
    const absent = [...new Set([...Object.keys(fresh), ...before])].filter(key => isAbsent(news[key]));
    const filled = absent.flatMap(key => {
        const kept = olds.__kind !== undefined && (before.includes(key) || isAbsent(olds[key]));
        const value = kept ? olds[key] : fresh[key];
        return isAbsent(value) ? [] : [[key, value] as const];
    });
    const given = Object.entries(news).filter(([, value]) => !isAbsent(value));
    const __home = run.namespaces.recall(news, recordedNamespace(olds)) ?? {
        database: settings.database,
        schema: settings.schema,
    };
    const isUndecided = Object.entries(fresh).some(([key, value]) => isUnknown(value) || isUnknown(news[key]));
    return { ...Object.fromEntries(given), ...Object.fromEntries(filled), __defaulted: isUndecided ? UNKNOWN : absent, __home };
}

/** Returns the setting that is the default of an argument, if it is set. */
function settingOf({ path, defaultFrom }: Row, settings: Settings): [path: string, value: string][] {
    const value = defaultFrom === undefined ? undefined : settings[defaultFrom];
    return value === undefined ? [] : [[path, value]];
}

function problemsOf(kind: AnyKind, args: Fields, { secrets, isNew }: { secrets: readonly string[]; isNew: boolean }): Problem[] {
    // Each check runs only if those before it found nothing: a misspelt argument would be reported as missing too.
    const shape = checkShape(kind, args, secrets);
    const single = shape.length > 0 ? shape : checkRows(kind, args, secrets);
    if (single.length > 0) return single;
    const given = argumentsOf(args);
    const rules = kind.rules.filter(rule => isNew || rule.newOnly !== true);
    const together = rules.filter(rule => rule.isBroken(given)).map(({ path, reason }) => ({ path, reason }));
    return together.length > 0 ? together : checkSize(kind, args);
}

/** Materialize's limit for a statement. */
const MAX_STATEMENT_BYTES = 1_000_000;

/** Refuses a statement that is too long. The problem names the longest argument. */
function checkSize(kind: AnyKind, args: Fields): Problem[] {
    const total = Buffer.byteLength(fullText(kind.create(statementParts(kind, args, []))));
    if (total <= MAX_STATEMENT_BYTES) return [];
    const sizes = argumentNames(kind).map(path => ({ path, size: Buffer.byteLength(JSON.stringify(args[path] ?? "")) }));
    const { path = "" } = sizes.sort((a, b) => b.size - a.size)[0] ?? {};
    const reason = `is too long: the statement would have ${String(total)} bytes, and Materialize takes at most ${String(MAX_STATEMENT_BYTES)}`;
    return [{ path, reason }];
}

/** Refuses unknown arguments, at the top and in groups, and names that are secret. */
function checkShape(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const namespace = namespaceOf(kind, args);
    const own = [...argumentNames(kind), ...HIDDEN, ...COMPUTED];
    const visible = Object.fromEntries(Object.entries(args).filter(([key]) => !own.includes(key)));
    const top = {
        ...argumentContext("", namespace, secrets),
        child: (key: string | number) => argumentContext(String(key), namespace, secrets),
    };
    return [
        ...checkKeys(visible, argumentNames(kind), top),
        ...groupsOf(kind).flatMap(group => checkGroup(kind, group, args[group], argumentContext(group, namespace, secrets))),
        ...["name", ...kind.rows.filter(row => row.position.in === "path").map(row => row.path)]
            .filter(path => secrets.some(secret => topArgument(secret) === path))
            .map(path => ({
                path,
                reason: "cannot be a secret: it is part of the qualified name, which other resources refer to",
            })),
    ];
}

function checkGroup(kind: Kind, group: string, value: unknown, context: ReturnType<typeof argumentContext>): Problem[] {
    if (isAbsent(value) || isUnknown(value)) return [];
    const keys = keysOf(kind, group);
    return isFields(value)
        ? checkKeys(value, keys, context)
        : context.problem(`takes { ${keys.join(", ")} }, not ${describeType(value)}`);
}

function checkRows(kind: Kind, args: Fields, secrets: readonly string[]): Problem[] {
    const given = argumentsOf(args);
    const namespace = namespaceOf(kind, args);
    return kind.rows.flatMap(row => {
        const context = argumentContext(row.path, namespace, secrets);
        if (given.has(row.path)) return row.value.check(given.get(row.path), context);
        const group = row.path.includes(".") ? row.path.slice(0, row.path.lastIndexOf(".")) : undefined;
        return row.required === true && (group === undefined || given.has(group)) ? context.problem("is missing") : [];
    });
}
