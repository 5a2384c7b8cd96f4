import type { Reader } from "../sql/reader";
import { join, keyword, type Sql, sql } from "../sql/sql";
import { duration, milliseconds } from "./duration";
import { oneKeyOf, properties, type Properties, type ShapeOf } from "./oneOf";
import { flag, integer, numberOfAtLeast } from "./scalars";
import {
    type ArgumentContext,
    type Fields,
    isAbsent,
    isFields,
    type Problem,
    type ValueOf,
    valueSql,
    type ValueType,
} from "./value";

/** One load generator: its words in SQL, its options, and the values that the server takes for options that are not given. */
interface Generator {
    readonly words: string;
    readonly options: Properties;
    readonly defaults: Fields;
}

/** Refuses options that are not valid together. */
type Check = (options: Fields, context: ArgumentContext) => Problem[];

const isNumber = (value: unknown): value is number => typeof value === "number";

const checkTicks: Check = ({ asOf, upTo }, context) =>
    isNumber(asOf) && isNumber(upTo) && upTo < asOf ? context.child("upTo").problem("must be at least asOf") : [];

const checkKeys: Check = ({ keys, partitions, batchSize }, context) =>
    isNumber(keys) && isNumber(partitions) && isNumber(batchSize) && keys % (partitions * batchSize) !== 0
        ? context
              .child("keys")
              .problem(`must be a multiple of partitions × batchSize, which is ${String(partitions * batchSize)}`)
        : [];

/** The name of an option in SQL: `TICK INTERVAL` for `tickInterval`. */
const optionName = (key: string): string => key.replaceAll(/[A-Z]/gu, letter => ` ${letter}`).toUpperCase();

/** Returns the value type of a load generator and its options. */
function generator<const P extends Properties, const R extends keyof P & string = never>(
    { words, options, defaults }: Omit<Generator, "options"> & { readonly options: P },
    check: Check,
    required: readonly R[] = [],
) {
    const shape = properties(options, required);
    type Options = ShapeOf<typeof shape>;
    const type: ValueType<Options> & Generator = {
        ...shape,
        ...{ words, options, defaults },
        check: (value, context) => {
            const problems = shape.check(value, context);
            return problems.length > 0 || !isFields(value) ? problems : check(value, context);
        },
        write: (value, context) => {
            const given = Object.entries(options).flatMap(([key, option]): Sql[] => {
                const one = (value as Fields)[key];
                return isAbsent(one) ? [] : [sql`${keyword(optionName(key))} = ${valueSql(option, one, context.child(key))}`];
            });
            return given.length === 0 ? keyword(words) : sql`${keyword(words)} (${join(given, ", ")})`;
        },
    };
    return type;
}

const tickInterval = duration();
const ticks = { tickInterval, asOf: integer(0), upTo: integer(0) };
const TICKS = { tickInterval: "1s", asOf: 0 };

const keys = {
    ...{ keys: integer(1), partitions: integer(1), snapshotRounds: integer(1) },
    ...{ seed: integer(0), valueSize: integer(1), batchSize: integer(1) },
};

const generators = {
    auction: generator({ words: "AUCTION", options: ticks, defaults: TICKS }, checkTicks),
    marketing: generator({ words: "MARKETING", options: ticks, defaults: TICKS }, checkTicks),
    tpch: generator(
        { words: "TPCH", options: { ...ticks, scaleFactor: numberOfAtLeast(0) }, defaults: { ...TICKS, scaleFactor: 0.01 } },
        checkTicks,
    ),
    counter: generator({ words: "COUNTER", options: { ...ticks, maxCardinality: integer(0) }, defaults: TICKS }, checkTicks),
    clock: generator({ words: "CLOCK", options: ticks, defaults: TICKS }, checkTicks),
    datums: generator({ words: "DATUMS", options: ticks, defaults: TICKS }, checkTicks),
    keyValue: generator(
        {
            words: "KEY VALUE",
            options: { ...keys, tickInterval, transactionalSnapshot: flag },
            defaults: { transactionalSnapshot: true },
        },
        checkKeys,
        ["keys", "partitions", "snapshotRounds", "seed", "valueSize", "batchSize"],
    ),
};

const choice = oneKeyOf(generators);

type LoadGenerator = ValueOf<typeof choice>;

/** Returns a text that is equal for options with the same effect. */
function meaningOf(value: LoadGenerator): string {
    const [name = "", given] = Object.entries(value).find(([, options]) => isFields(options)) ?? [];
    const { options, defaults }: Generator = generators[name as keyof typeof generators];
    const all: Fields = isFields(given) ? given : {};
    const comparable = Object.keys(options).map(key => {
        const one = all[key] ?? defaults[key];
        return key === "tickInterval" && typeof one === "string" ? (milliseconds(one) ?? one) : one;
    });
    return JSON.stringify([name, comparable]);
}

function readGenerator(from: Reader): LoadGenerator {
    const all: [string, Generator][] = Object.entries(generators);
    const found = all.find(([, { words }]) => from.accept(...words.split(" ")));
    if (found === undefined) from.expect("a load generator");
    const [name = "", { options = {} } = {}] = found ?? [];
    const given = from.isNext("(") ? from.list(() => readOption(from, options)) : [];
    return { [name]: Object.fromEntries(given) } as unknown as LoadGenerator;
}

function readOption(from: Reader, options: Properties): [key: string, value: unknown] {
    const found = Object.entries(options).find(([key]) => from.accept(...optionName(key).split(" ")));
    if (found?.[1].read === undefined) from.expect("an option");
    from.accept("=");
    return [found?.[0] ?? "", found?.[1].read?.(from)];
}

/** A load generator, with its options. */
export const loadGenerator: ValueType<LoadGenerator> = { ...choice, read: readGenerator, meaning: meaningOf };
