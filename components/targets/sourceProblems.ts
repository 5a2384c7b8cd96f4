import { describe, isGiven, isPlainObject, property } from "../argumentShape";

/** Objects of arguments by names of the program. */
interface NamedGroup {
    /** The form of each object in error messages. */
    readonly form: string;
    /** Arguments that the parent sets. */
    readonly own: readonly string[];
    readonly inner?: Readonly<Record<string, NamedGroup>>;
}

const READERS: Readonly<Record<string, NamedGroup>> = {
    materializedViews: { form: "{ query, … }", own: ["profile"] },
    indexes: { form: "{ columns, … }", own: ["on", "profile"] },
};

const SOURCES: NamedGroup = {
    form: "{ topic, tables, … } or { topic, format, … }",
    own: ["connection", "profile"],
    inner: { tables: { form: "{ format, … }", own: ["source", "reference", "profile"], inner: READERS }, ...READERS },
};

/** The arguments of a table that decodes messages, which tables of databases have not. */
const OF_MESSAGES = ["format", "keyFormat", "valueFormat", "include", "envelope", "columns"];

/** The arguments that a source leaves to its tables. */
const OF_TABLES = [...OF_MESSAGES, ...Object.keys(READERS)];

/**
 * Lists problems of the sources that the provider does not see, since it checks each resource by itself.
 *
 * @internal
 */
export function sourceProblems(sources: unknown): string[] {
    const named = new Map<string, string>();
    return [...namedProblems("sources", sources, SOURCES, named), ...entriesOf(sources).flatMap(misplacedProblems)];
}

const SINKS: NamedGroup = { form: "{ from, topic, format, envelope, … }", own: ["connection", "profile"] };

/**
 * Lists problems of the sinks that the provider does not see.
 *
 * @internal
 */
export const sinkProblems = (sinks: unknown): string[] => namedProblems("sinks", sinks, SINKS, new Map());

const DATABASE_TABLES: NamedGroup = { form: "{ reference, … }", own: ["source", "profile"], inner: READERS };

/**
 * Lists problems of the tables of a database that the provider does not see.
 *
 * @internal
 */
export const tableProblems = (tables: unknown): string[] => [
    ...namedProblems("tables", tables, DATABASE_TABLES, new Map()),
    ...entriesOf(tables).flatMap(([key, table]) => [
        ...OF_MESSAGES.filter(argument => isGiven(property(table, argument))).map(
            argument => `tables.${key}.${argument} is for messages of Kafka: leave it out`,
        ),
        ...(isPlainObject(table) && !isGiven(property(table, "reference"))
            ? [`tables.${key}.reference is missing: it is the table with its schema, such as ["public", "orders"]`]
            : []),
    ]),
];

const entriesOf = (value: unknown): [string, unknown][] => (isPlainObject(value) ? Object.entries(value) : []);

/** Lists the arguments that have another form, that the component sets, and the keys that two sources share. `named` has the paths by group and key. */
function namedProblems(at: string, value: unknown, group: NamedGroup, named: Map<string, string>): string[] {
    const { form, own, inner = {} } = group;
    if (!isGiven(value)) return [];
    if (!isPlainObject(value)) return [`${at} takes { <name>: ${form} }, not ${describe(value)}`];
    return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
        const path = `${at}.${name}`;
        if (!isPlainObject(one)) return [`${path} takes ${form}, not ${describe(one)}`];
        return [
            ...takenProblems(path, named),
            ...own.filter(key => isGiven(property(one, key))).map(key => `${path}.${key} is set by the component: leave it out`),
            ...Object.entries(inner).flatMap(([key, next]) => namedProblems(`${path}.${key}`, property(one, key), next, named)),
        ];
    });
}

/** Reports a key that another source uses for an object of the same group: resources are named by their keys. */
function takenProblems(path: string, named: Map<string, string>): string[] {
    const resource = path.split(".").slice(-2).join(".");
    const other = named.get(resource) ?? path;
    named.set(resource, other);
    return other === path
        ? []
        : [
              `${path} has the key of ${other}, and a key names one resource: give it another key, and its name in Materialize as name`,
          ];
}

/** Reports arguments that belong to the tables of a source. */
function misplacedProblems([key, source]: [string, unknown]): string[] {
    const tables = property(source, "tables");
    if (!isGiven(tables)) return [];
    const [table = "<name>"] = entriesOf(tables).map(([name]) => name);
    const at = `sources.${key}`;
    return OF_TABLES.filter(argument => isGiven(property(source, argument))).map(
        argument => `${at}.${argument} cannot be given with tables: write it in the table, ${at}.tables.${table}.${argument}`,
    );
}
