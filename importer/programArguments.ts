import { argumentsIn } from "../provider/lifecycle/state";
import { lex, type Token } from "../provider/sql/lexer";
import { isWord } from "../provider/sql/reader";
import { quoteName } from "../provider/sql/sql";
import { kinds } from "../provider/kinds";
import { hasRowInPath, hasSubject, type Kind } from "../provider/statement/kind";
import { catalogName } from "../provider/statement/qualifiedName";
import { argumentsOf } from "../provider/statement/parts";
import { isResource, referencePath } from "../provider/values/reference";
import { elsewhereKeys, itemsOf, namedType, partOf, referenceOf, type ValueSchema } from "../provider/values/schema";
import { type Fields, isAbsent, isFields, type Namespace } from "../provider/values/value";
import { Code, templateText } from "./code";
import { withoutKeys } from "./fields";
import type { Resource } from "./resource";
import { camelCase, type Variables } from "./variables";

/** The kinds of the objects that a query can name. */
const IN_SCHEMAS = [...kinds.values()].flatMap(kind => (!hasSubject(kind) && kind.scope === "schema" ? [kind.name] : []));

/** A value that a program reads from the configuration, since the server does not return it. */
export interface ConfiguredValue<R extends Resource> {
    readonly resource: R;
    readonly path: string;
    readonly key: string;
}

/** Returns the values of a resource that the program reads from the configuration: secret ones, if they are required or given. */
export const configuredValues = <R extends Resource>(resource: R): ConfiguredValue<R>[] =>
    resource.kind.rows.flatMap(({ path, value, required }) =>
        value.isSecret === true && (required === true || argumentsOf(resource.args).has(path))
            ? [{ resource, path, key: camelCase(resource.name) }]
            : [],
    );

/** Returns the arguments of a resource as code, with variables in place of the names of objects that the program declares. */
export function programArguments(
    resource: Resource,
    variables: Variables,
    { home, adopts }: { readonly home: Namespace; readonly adopts: boolean },
): Fields {
    const { kind, name, args } = resource;
    const given = argumentsIn(args);
    const named = given.name === name && !hasSubject(kind) ? withoutKeys(given, "name") : given;
    const secrets = configuredValues(resource).map(
        ({ path, key }) => [path, new Code(`config.requireSecret("${key}")`)] as const,
    );
    const placed = hasRowInPath(kind, "schema") ? inVariables(kind, named, variables, home) : named;
    const convert = (path: string, value: unknown): unknown => {
        if (value instanceof Code) return value;
        const row = kind.rows.find(one => one.path === path);
        if (row?.value.isSql === true) return query(String(value), variables);
        if (row !== undefined) return reference(row.value.type, value, variables);
        if (!isFields(value)) return value;
        const parts: (readonly [string, unknown])[] = Object.entries(value).map(([key, one]) => [
            key,
            convert(`${path}.${key}`, one),
        ]);
        return Object.fromEntries<unknown>(parts);
    };
    const converted: (readonly [string, unknown])[] = Object.entries(placed).map(([key, value]) => [key, convert(key, value)]);
    return Object.fromEntries<unknown>([
        ...converted,
        ...secrets,
        ...(adopts && !hasSubject(kind) ? [["adopt", true] as const] : []),
    ]);
}

/** Returns arguments with the schema as a variable, which has its database. */
function inVariables(kind: Kind, args: Fields, variables: Variables, home: Namespace): Fields {
    const hasDatabase = hasRowInPath(kind, "database");
    const { schema, database = home.database } = hasDatabase ? args : withoutKeys(args, "database");
    if (typeof schema !== "string") return args;
    const qualifiedName = catalogName({ name: schema, database: String(database), schema: null });
    const variable = variables.use(["Schema"], qualifiedName);
    return variable === undefined
        ? args
        : { ...(hasDatabase ? withoutKeys(args, "database") : args), schema: new Code(variable) };
}

/** Returns a value with variables in place of names. */
function reference(schema: ValueSchema | undefined, value: unknown, variables: Variables): unknown {
    if (isResource(value)) return secret(value, variables);
    const type = typeof value === "string" ? namedType(schema) : referenceOf(schema);
    const path = type === undefined ? undefined : pathOf(value, elsewhereKeys(type.scope));
    if (type !== undefined && path !== undefined) {
        const variable = variables.use(type.kinds, path.map(quoteName).join("."));
        return variable === undefined ? inDatabase(value, variables) : new Code(variable);
    }
    if (Array.isArray(value)) return value.map(one => reference(itemsOf(schema), one, variables));
    if (!isFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, reference(partOf(schema, key), one, variables)]));
}

/** Returns a name with its database as an output, if the program declares it. */
function inDatabase(value: unknown, variables: Variables): unknown {
    if (!isFields(value) || typeof value.database !== "string") return value;
    const database = variables.use(["Database"], quoteName(value.database));
    return database === undefined ? value : { ...value, database: new Code(`${database}.name`) };
}

/** Returns the qualified name of a reference by name; undefined for another value. */
function pathOf(value: unknown, keys: readonly string[]): string[] | undefined {
    if (typeof value === "string") return [value];
    if (!isFields(value) || isAbsent(value.name) || !Object.keys(value).every(key => keys.includes(key))) return undefined;
    return keys
        .toReversed()
        .map(key => value[key])
        .filter(part => typeof part === "string");
}

/** Returns a secret, which no argument takes by its name. */
function secret(value: { id: string; qualifiedName: string }, variables: Variables): Code {
    const variable = variables.use(["Secret"], value.qualifiedName);
    if (variable !== undefined) return new Code(variable);
    const [database, schema, name] = referencePath(value).map(step => JSON.stringify(step));
    return new Code(`materialize.getSecretOutput({ name: ${name}, schema: ${schema}, database: ${database} })`);
}

/** Returns a query as a template that interpolates the names of the objects that the program declares. */
function query(text: string, variables: Variables): unknown {
    const tokens = lex(text);
    const parts: string[] = [];
    let end = 0;
    for (const [at, token] of tokens.entries()) {
        const path = token.at < end ? undefined : pathAt(tokens, at);
        const variable = path && variables.use(IN_SCHEMAS, path.map(({ text: step }) => quoteName(step)).join("."));
        if (variable === undefined) continue;
        parts.push(templateText(text.slice(end, token.at)), `\${${variable}.qualifiedName}`);
        end = path?.at(-1)?.end ?? end;
    }
    if (parts.length === 0) return text;
    return new Code(`pulumi.interpolate\`${parts.join("")}${templateText(text.slice(end))}\``);
}

/** Returns the three quoted names of an object at a token; undefined if it is not the first of them. */
function pathAt(tokens: readonly Token[], at: number): Token[] | undefined {
    const names = [0, 2, 4].flatMap(step => tokens[at + step] ?? []);
    const areSeparated = isWord(tokens[at + 1], ".") && isWord(tokens[at + 3], ".");
    return areSeparated && names.length === 3 && names.every(({ kind }) => kind === "quoted") ? names : undefined;
}
