import { plain } from "../sql/plain";
import { lex } from "../sql/lexer";
import { tokensText } from "../sql/columns";
import { isWord, type Reader } from "../sql/reader";
import { join, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { closing, isPhrase, itemsOf, symbol, type Tokens } from "../sql/tokens";
import { columnName, list } from "./list";
import { nothing, oneKeyOf, properties, type ShapeOf } from "./oneOf";
import { secretOnly } from "./reference";
import { expression } from "./query";
import { flag, text } from "./scalars";
import {
    type ArgumentContext,
    isAbsent,
    isFields,
    itemsSql,
    type Problem,
    type ValueOf,
    valueSql,
    type ValueType,
} from "./value";

const jsonFields = properties({ array: flag });

const json: ValueType<ShapeOf<typeof jsonFields>> = {
    ...jsonFields,
    write: ({ array }) => keyword(array === true ? "JSON ARRAY" : "JSON"),
    interpret: from => {
        from.expect("JSON");
        return from.accept("ARRAY") ? { array: true } : {};
    },
};

/** The format of the body of a request, which the column `body` holds. */
export const bodyFormat = oneKeyOf({ text: nothing("TEXT"), json, bytes: nothing("BYTES") });

const headerNames = list(text(), 1);
const filter = properties({ only: headerNames, except: headerNames });

const EVERY = { type: "enum", words: [true] } as const;

/** All headers of a request, or those that a filter lets through, in the column `headers`. */
export const includedHeaders: ValueType<true | ShapeOf<typeof filter>> = {
    type: { type: "one of", alternatives: [EVERY, filter.type], description: "true or { only, except }" },
    check: (value, context) => {
        if (value === true) return [];
        if (value === false) return context.problem("takes true or { only, except }; leave it out where you do not want it");
        return filter.check(value, context);
    },
    write: value => {
        if (value === true) return keyword("HEADERS");
        const names = [...itemsSql(value.only, one => literal(one)), ...itemsSql(value.except, one => sql`NOT ${literal(one)}`)];
        return names.length === 0 ? keyword("HEADERS") : sql`HEADERS (${join(names, ", ")})`;
    },
    interpret: from => {
        from.expect("HEADERS");
        if (!from.isNext("(")) return true;
        const names = from.list(() => ({ isExcluded: from.accept("NOT"), text: from.text() }));
        const [except, only] = [true, false].map(is => names.filter(one => one.isExcluded === is).map(one => one.text));
        return { ...(only?.length ? { only } : {}), ...(except?.length ? { except } : {}) };
    },
    // The order of the names is not significant.
    normalize: ([head, ...names]) => [
        ...(head === undefined ? [] : [head]),
        ...itemsOf(names.slice(1, -1))
            .map(item => [...item, symbol(",")])
            .sort((a, b) => (a.map(token => token.text).join(" ") < b.map(token => token.text).join(" ") ? -1 : 1))
            .flat(),
    ],
};

const headerFields = properties({ header: text(), as: columnName, bytes: flag }, ["header", "as"]);

const header: ValueType<ShapeOf<typeof headerFields>> = {
    ...headerFields,
    write: (value, context) => {
        const named = valueSql(columnName, value.as, context.child("as"));
        return sql`${valueSql(text(), value.header, context.child("header"))} AS ${named}${keyword(value.bytes === true ? " BYTES" : "")}`;
    },
};

function readHeader(from: Reader): ShapeOf<typeof headerFields> {
    const named = from.text();
    from.expect("AS");
    return { header: named, as: from.text(), ...(from.accept("BYTES") ? { bytes: true } : {}) };
}

const headers = list(header, 1);

/** The words that begin the clause of each header. */
export const HEADER = "INCLUDE HEADER";

/** Headers that have a column each. The clause is repeated for each of them. */
export const mappedHeaders: ValueType<ValueOf<typeof header>[]> = {
    ...headers,
    write: (value, context) =>
        join(
            value.map((one, at) => valueSql(header, one, context.child(at))),
            `\n    ${HEADER} `,
        ),
    interpret: from => {
        const all = [readHeader(from)];
        while (from.accept(",")) all.push(readHeader(from));
        return all;
    },
    normalize: tokens =>
        tokens.flatMap((token, at) =>
            isPhrase(tokens, at, HEADER.split(" ")) ? [symbol(",")] : isPhrase(tokens, at - 1, HEADER.split(" ")) ? [] : [token],
        ),
};

const aliasFields = properties({ as: columnName, bytes: flag });

/** A part of the request that the condition reads: true for its own name, or an alias. */
const part: ValueType<true | ShapeOf<typeof aliasFields>> = {
    type: { type: "one of", alternatives: [EVERY, aliasFields.type], description: "true or { as, bytes }" },
    check: (value, context) => {
        if (value === true) return [];
        if (value === false) return context.problem("takes true or { as, bytes }; leave it out where you do not want it");
        return aliasFields.check(value, context);
    },
    write: value => (value === true ? [] : aliased(value)),
};

const aliased = ({ as, bytes }: ShapeOf<typeof aliasFields>): Sql =>
    sql`${isAbsent(as) ? keyword("") : sql` AS ${name(as)}`}${keyword(bytes === true ? " BYTES" : "")}`;

const secretFields = properties({ secret: secretOnly, as: columnName, bytes: flag }, ["secret"]);

const secret: ValueType<ShapeOf<typeof secretFields>> = {
    ...secretFields,
    write: (value, context) => sql`${valueSql(secretOnly, value.secret, context.child("secret"))}${aliased(value)}`,
};

const secrets = list(secret, 1);

const checkFields = properties({ expression, body: part, headers: part, secrets }, ["expression"]);

type Check = ShapeOf<typeof checkFields>;

/** Refuses a query in a condition, and a condition that reads nothing. */
function checkCondition(value: Check, context: ArgumentContext): Problem[] {
    const inputs = [value.body, value.headers, value.secrets];
    if (inputs.every(isAbsent))
        return context.problem("reads nothing: give the parts that the expression reads as body, headers or secrets");
    const tokens = lex(value.expression);
    const query = tokens.findIndex(
        (_, at) => isWord(tokens[at], "(") && ["SELECT", "VALUES"].some(one => isWord(tokens[at + 1], one)),
    );
    return query < 0 ? [] : context.child("expression").problem("contains a query, which Materialize does not allow here");
}

/** Returns the inputs of a condition, in the order in which Materialize stores them. */
const inputsOf = (value: Check, context: ArgumentContext): Sql[] => [
    ...(isAbsent(value.headers) ? [] : [sql`HEADERS${valueSql(part, value.headers, context.child("headers"))}`]),
    ...(isAbsent(value.body) ? [] : [sql`BODY${valueSql(part, value.body, context.child("body"))}`]),
    ...itemsSql(value.secrets, (one, at) => secret.write(one, context.child("secrets").child(at))),
];

/** The condition that a request must meet, and the inputs that it reads. */
export const requestCheck: ValueType<Check> = {
    ...checkFields,
    acceptsSecret: true,
    check: (value, context) => {
        const problems = checkFields.check(value, context);
        return problems.length > 0 || !isFields(value) ? problems : checkCondition(value as unknown as Check, context);
    },
    write: (value, context) => {
        const condition = valueSql(expression, value.expression, context.child("expression"));
        const inputs = inputsOf(value, context);
        const given = inputs.length === 0 ? [] : sql`WITH (${join(inputs, ", ")})\n        `;
        return sql`(\n        ${given}${condition}\n    )`;
    },
    interpret: readCheck,
    normalize: tokens => {
        const inner = tokens.slice(1, -1);
        const end = isPhrase(inner, 0, ["WITH", "("]) ? closing(inner, 1) + 1 : 0;
        return [...plainInputs(inner.slice(0, end)), ...plain(inner.slice(end))];
    },
};

function readCheck(from: Reader): Check {
    from.expect("(");
    const all = from.accept("WITH") ? from.list(() => readInput(from)) : [];
    const single = all.filter(({ key }) => key !== "secrets").map(({ key, value }) => [key, value] as const);
    const read = all.filter(({ key }) => key === "secrets").map(({ value }) => value);
    const condition = tokensText(from.rest().slice(0, -1));
    return {
        expression: condition,
        ...Object.fromEntries(single),
        ...(read.length === 0 ? {} : { secrets: read as ValueOf<typeof secrets> }),
    };
}

/** Reads an input of a condition. */
function readInput(from: Reader): { key: string; value: unknown } {
    const key = ["headers", "body", "secrets"].find(one => from.accept(one === "secrets" ? "SECRET" : one.toUpperCase()));
    const reference = key === "secrets" ? { secret: from.reference() } : {};
    const aliases = { ...(from.accept("AS") ? { as: from.text() } : {}), ...(from.accept("BYTES") ? { bytes: true } : {}) };
    const value = { ...reference, ...aliases };
    return { key: key ?? from.fail("an input"), value: Object.keys(value).length === 0 ? true : value };
}

/** `AS` in `[u1 AS …]` is a part of the reference. */
const plainInputs = (tokens: Tokens): Tokens => tokens.filter((token, at) => !isWord(token, "AS") || isWord(tokens[at - 2], "["));

/** Returns the names by which a condition reads its inputs; undefined for those that are not known yet. */
export const inputNames = (value: unknown): (string | undefined)[] => {
    if (!isFields(value)) return [];
    const nameOf = (one: unknown, own?: string): (string | undefined)[] => {
        if (isAbsent(one)) return [];
        const as = isFields(one) ? one.as : undefined;
        return [typeof as === "string" ? as : own];
    };
    const all = Array.isArray(value.secrets) ? value.secrets : [];
    return [...nameOf(value.headers, "headers"), ...nameOf(value.body, "body"), ...all.flatMap((one: unknown) => nameOf(one))];
};
