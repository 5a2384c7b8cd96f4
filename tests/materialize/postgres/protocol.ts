import type { PGlite } from "@electric-sql/pglite";

import { frame } from "../wire/frames";
import { BUILTIN_FUNCTIONS } from "../catalog/relations";
import { failure, MaterializeError, notModelled } from "../errors";
import type { Column, Table } from "./database";

interface Message {
    readonly name: string;
}
interface RowDescription extends Message {
    readonly fields: readonly {
        readonly name: string;
        readonly dataTypeID: number;
        readonly dataTypeModifier: number;
        readonly tableID: number;
        readonly columnID: number;
    }[];
}
interface DataRow extends Message {
    readonly fields: readonly (string | null)[];
}
interface ParameterDescription extends Message {
    readonly dataTypeIDs: number[];
}
interface Refusal {
    readonly code?: string;
    readonly message: string;
}

const SYNC = frame("S").done();
const parse = (sql: string): Buffer => frame("P").text("").text(sql).int16(0).done();

/** Runs a statement with parse, bind, describe, execute and sync. Values and results are text. */
export async function extendedQuery(pglite: PGlite, sql: string, values: readonly (string | null)[]): Promise<Table> {
    const bind = frame("B").text("").text("").int16(0).int16(values.length);
    for (const value of values) bind.value(value);
    const exchange = [
        parse(sql),
        bind.int16(0).done(),
        frame("D").raw("P").text("").done(),
        frame("E").text("").int32(0).done(),
        SYNC,
    ];
    const messages = await send(pglite, exchange);
    return { columns: columns(messages), rows: messages.filter(isDataRow).map(message => message.fields) };
}

export async function describeQuery(pglite: PGlite, sql: string): Promise<{ parameters: number[]; columns: Column[] }> {
    const messages = await send(pglite, [parse(sql), frame("D").raw("S").text("").done(), SYNC]);
    const parameters = messages.find(isParameters)?.dataTypeIDs ?? [];
    return { parameters, columns: columns(messages) };
}

async function send(pglite: PGlite, messages: readonly Buffer[]): Promise<readonly Message[]> {
    try {
        const { messages: answers } = await pglite.execProtocol(Buffer.concat(messages));
        return answers;
    } catch (error) {
        throw translated(error as Refusal);
    }
}

function columns(messages: readonly Message[]): Column[] {
    return messages
        .filter(isRowDescription)
        .flatMap(message =>
            message.fields.map(({ name, dataTypeID: type, dataTypeModifier: modifier, tableID, columnID }) =>
                tableID === 0 ? { name, type, modifier } : { name, type, modifier, origin: `${tableID}:${columnID}` },
            ),
        );
}

const isRowDescription = (message: Message): message is RowDescription => message.name === "rowDescription";
const isDataRow = (message: Message): message is DataRow => message.name === "dataRow";
const isParameters = (message: Message): message is ParameterDescription => message.name === "parameterDescription";

interface Translation {
    readonly code?: string;
    readonly hint?: string;
}

const FUNCTION = "No function matches the given name and argument types. You might need to add explicit type casts.";
const OPERATOR = "No operator matches the given name and argument types.  You might need to add explicit type casts.";
const KNOWN = [...new Set(BUILTIN_FUNCTIONS.map(([, , name]) => name))].join("|");

/** Errors of PostgreSQL, and the messages that Materialize has in their place. */
const TRANSLATIONS: readonly (readonly [code: string, pattern: RegExp, message: string, more?: Translation])[] = [
    ["42703", /^column "?([^"]*)"? does not exist$/u, 'column "$1" does not exist'],
    ["42702", /^column reference "(.*)" is ambiguous$/u, 'column reference "$1" is ambiguous'],
    ["22012", /.*/u, "division by zero"],
    [
        "22P02",
        /^invalid input syntax for type (.*): "(.*)"$/u,
        'invalid input syntax for type $1: invalid digit found in string: "$2"',
    ],
    [
        "42883",
        new RegExp(`^function ((?:${KNOWN})\\(.*) does not exist$`, "u"),
        "function $1 does not exist",
        { hint: FUNCTION.replace(". Y", ".  Y") },
    ],
    ["42883", /^function (\w+)\(.*\) does not exist$/u, 'function "$1" does not exist', { hint: FUNCTION }],
    ["42883", /^operator does not exist: (.*)$/u, "operator does not exist: $1", { hint: OPERATOR }],
    ["42804", /^argument of WHERE must be/u, "WHERE clause must have"],
    [
        "23502",
        /^null value in column "([^"]*)" of relation .*/u,
        'null value in column "$1" violates not-null constraint',
        { code: "23502" },
    ],
    ["08P01", /^bind message supplies 0 parameters.*/u, "there is no parameter $$1", { code: "42P02" }],
    ["42P02", /.*/u, "$&", { code: "42P02" }],
    [
        "42803",
        /^column "(.*)" must appear in the GROUP BY.*/u,
        'column "$1" must appear in the GROUP BY clause or be used in an aggregate function',
    ],
];
/** Errors that a statement has in PostgreSQL alone: it uses something that is not modelled. */
const POSTGRES_ONLY = /^(?:42601|42P01|XX)/u;

/** An error of PostgreSQL in Materialize's words, with the SQLSTATE that PostgreSQL gave it. */
export class PostgresError extends MaterializeError {
    constructor(
        message: string,
        code: string,
        readonly postgresCode: string,
        hint: string | undefined,
    ) {
        super(message, code, { hint }, "ERROR");
    }
}

function translated(error: Refusal): Error {
    const code = error.code ?? "";
    const message = error.message.replaceAll(/\bdata\./gu, "");
    for (const [match, pattern, replacement, more = {}] of TRANSLATIONS) {
        if (match !== code || !pattern.test(message)) continue;
        return new PostgresError(message.replace(pattern, replacement), more.code ?? "XX000", code, more.hint);
    }
    return POSTGRES_ONLY.test(code) ? notModelled(`this query (${message})`) : failure(message);
}
