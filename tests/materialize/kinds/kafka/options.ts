import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Cursor } from "../../sql/cursor";
import { text } from "../../sql/names";
import type { Topic } from "../../world/world";

const NAMES = ["TOPIC METADATA REFRESH INTERVAL", "GROUP ID PREFIX", "START TIMESTAMP", "START OFFSET", "TOPIC"] as const;
type Name = (typeof NAMES)[number];

/** The options of FROM KAFKA CONNECTION, in the order of the statement. */
export interface KafkaOptions {
    readonly written: readonly (readonly [name: Name, value: string])[];
    readonly topic: string | undefined;
    readonly groupIdPrefix: string | undefined;
}

export function readKafkaOptions({ cursor }: Scope): KafkaOptions {
    const written = cursor.list((): [Name, string] => {
        const name = NAMES.find(candidate => cursor.take(...candidate.split(" "))) ?? cursor.refuse();
        cursor.symbol("=");
        checkValue(name, cursor);
        const value = (): string => `${cursor.symbol("-") ? "-" : ""}${cursor.advance().text}`;
        return [name, cursor.atSymbol("(") ? `(${cursor.list(value).join(", ")})` : value()];
    });
    const names = written.map(([name]) => name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated) throw failure(`${repeated} specified more than once`);
    const value = (name: Name): string | undefined => written.find(([other]) => other === name)?.[1];
    return { written, topic: value("TOPIC"), groupIdPrefix: value("GROUP ID PREFIX") };
}

/** The type of the value of each option, as an error message names it. */
const TYPES: Readonly<Record<Name, "string" | "number" | "array" | "interval">> = {
    "TOPIC METADATA REFRESH INTERVAL": "interval",
    "GROUP ID PREFIX": "string",
    "START TIMESTAMP": "number",
    "START OFFSET": "array",
    TOPIC: "string",
};

function checkValue(name: Name, cursor: Cursor): void {
    const type = TYPES[name];
    const kind = cursor.peek()?.kind;
    const isNumber = kind === "number" || cursor.atSymbol("-");
    const fits = { string: !isNumber, number: isNumber, array: isNumber || cursor.atSymbol("("), interval: true }[type];
    if (!fits) throw failure(`invalid ${name}: cannot use value as ${type}`);
}

const MIN_REFRESH_SECONDS = 1;
const MAX_REFRESH_SECONDS = 3600;
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, hour: 3600, hours: 3600, d: 86_400 };

/** Refuses options that do not go together. Returns the topic. */
export function checkKafkaOptions({ written, topic }: KafkaOptions): string {
    const has = (name: Name): string | undefined => written.find(([other]) => other === name)?.[1];
    if (topic === undefined) throw failure("KAFKA source validation: KAFKA CONNECTION without TOPIC");
    const offset = has("START OFFSET");
    if (offset !== undefined && has("START TIMESTAMP") !== undefined) {
        throw failure("cannot specify START TIMESTAMP and START OFFSET at same time");
    }
    if (offset?.includes("-")) throw failure("START OFFSET must be a nonnegative integer");
    const refresh = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(has("TOPIC METADATA REFRESH INTERVAL") ?? "");
    const seconds = refresh ? Number(refresh[1]) * (UNITS[refresh[2] ?? ""] ?? 1) : MIN_REFRESH_SECONDS;
    if (seconds < MIN_REFRESH_SECONDS) throw failure("TOPIC METADATA REFRESH INTERVAL must be at least 1 second");
    if (seconds > MAX_REFRESH_SECONDS) throw failure("TOPIC METADATA REFRESH INTERVAL cannot be greater than 1 hour");
    return topic;
}

/** Returns the options as the definition stores them, with offsets in place of START TIMESTAMP, and those offsets. */
export function resolveStart({ written }: KafkaOptions, topic: Topic): { definition: string; start: number[] } {
    const resolved = written.map(([name, value]): [string, string] => {
        if (name === "START TIMESTAMP") return ["START OFFSET", `(${offsetsSince(topic, Number(value)).join(", ")})`];
        return name === "START OFFSET" ? [name, value.startsWith("(") ? value : `(${value})`] : [name, text(value)];
    });
    const offsets = resolved.find(([name]) => name === "START OFFSET")?.[1] ?? "";
    const start = offsets.match(/\d+/gu)?.map(Number) ?? [];
    return { definition: resolved.map(([name, value]) => `${name} = ${value}`).join(", "), start };
}

/** Refuses offsets of more partitions than the topic has. */
export function checkStart(start: readonly number[], name: string, { partitions = 1 }: Topic): void {
    if (start.length <= partitions) return;
    throw failure(`START OFFSET specified more partitions (${start.length}) than topic (${name}) contains (${partitions})`);
}

function offsetsSince({ messages, partitions = 1 }: Topic, milliseconds: number): number[] {
    const since = milliseconds < 0 ? Date.now() + milliseconds : milliseconds;
    return Array.from({ length: partitions }, (_, partition) => {
        const own = messages.filter(message => (message.partition ?? 0) === partition);
        const first = own.findIndex(message => Date.parse(`${message.timestamp ?? "2026-11-23 00:00:00"}Z`) >= since);
        return first < 0 ? own.length : first;
    });
}
