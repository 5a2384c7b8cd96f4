import { failure } from "../../../errors";
import type { Scope } from "../../../session/plan";
import { text } from "../../../sql/names";
import { GENERATORS, type Generator } from "./tables";

const COMMON = ["TICK INTERVAL", "AS OF", "UP TO"];
const ALL = [...COMMON, ...GENERATORS.flatMap(({ options }) => options)];

/** Reads the options of a load generator. Returns them as definitions print them. */
export function readOptions(scope: Scope, generator: Generator): string[] {
    const { cursor } = scope;
    if (!cursor.atSymbol("(")) return [];
    const values = new Map<string, string>();
    cursor.list(() => {
        const name = ALL.find(words => cursor.take(...words.split(" "))) ?? cursor.refuse();
        cursor.symbol("=");
        const sign = cursor.symbol("-") ? "-" : "";
        const token = cursor.advance();
        values.set(
            name,
            token.kind === "string"
                ? text(token.text)
                : `${sign}${token.kind === "number" ? token.text.toUpperCase() : token.text}`,
        );
    });
    const wrong = [...values.keys()].find(name => !COMMON.includes(name) && !generator.options.includes(name));
    if (wrong !== undefined) throw failure(`${generator.words} load generators do not support ${wrong} values`);
    checkValues(values);
    if (generator.words === "KEY VALUE") checkKeyValue(values);
    return [...values].map(([name, value]) => `${name} = ${value}`);
}

const REQUIRED = ["KEYS", "PARTITIONS", "SNAPSHOT ROUNDS", "SEED", "VALUE SIZE", "BATCH SIZE"];

function checkKeyValue(values: ReadonlyMap<string, string>): void {
    const missing = REQUIRED.find(name => !values.has(name));
    if (missing !== undefined) throw failure(`LOAD GENERATOR KEY VALUE requires ${missing}`);
    if (["KEYS", "PARTITIONS", "VALUE SIZE", "BATCH SIZE"].some(name => Number(values.get(name)) === 0))
        throw failure("LOAD GENERATOR KEY VALUE options must be non-zero");
    if (Number(values.get("SNAPSHOT ROUNDS")) === 0) throw failure("SNAPSHOT ROUNDS must be larger than 0");
}

function checkValues(values: ReadonlyMap<string, string>): void {
    const number = (name: string): number | undefined => (values.has(name) ? Number(values.get(name)) : undefined);
    const [from = 0, to = Infinity] = [number("AS OF"), number("UP TO")];
    if (to < from) throw failure("UP TO cannot be less than AS OF");
    const scale = number("SCALE FACTOR");
    if (scale !== undefined && scale < 0) throw failure(`unsupported scale factor ${scale}`);
    const [keys, partitions, batch] = [number("KEYS"), number("PARTITIONS"), number("BATCH SIZE")];
    if (keys === undefined || partitions === undefined || batch === undefined) return;
    if (keys % (partitions * batch) !== 0) throw failure("PARTITIONS * BATCH SIZE must be a divisor of KEYS");
}
