import { join, type Sql } from "../../sql/sql";
import { repeatedIn } from "../../values/list";
import { isFields, isUnknown } from "../../values/value";
import { bodyFormat, HEADER, includedHeaders, inputNames, mappedHeaders, requestCheck } from "../../values/webhook";
import type { Arguments, ObjectKind, Rule, StatementParts } from "../../statement/kind";
import { fixedClause } from "../../statement/rows";

/** The condition for the tables of webhooks, which no other relation of the catalog tells from tables of rows. */
export const FROM_WEBHOOK = String.raw`o.create_sql ~ '^CREATE TABLE (?:"(?:[^"]|"")+"\.){2}"(?:[^"]|"")+" FROM WEBHOOK '`;

const NO_ALTER = "Materialize cannot alter a webhook";

/** The arguments of a webhook, in the order in which Materialize stores its clauses. */
export const webhookRows = [
    fixedClause("bodyFormat", "FROM WEBHOOK BODY FORMAT", bodyFormat, NO_ALTER, { required: true }),
    fixedClause("headers", HEADER, mappedHeaders, NO_ALTER),
    fixedClause("includeHeaders", "INCLUDE", includedHeaders, NO_ALTER),
    fixedClause("check", "CHECK", requestCheck, NO_ALTER),
];

/** Returns the clauses of a webhook, each on a line of its own. */
export const webhookClauses = (parts: StatementParts): Sql =>
    join(
        webhookRows.flatMap(({ path }) => parts.clause(path)),
        "\n    ",
    );

const TWICE = "is ambiguous";

const items = (args: Arguments, path: string): unknown[] => {
    const value = args.get(path);
    return Array.isArray(value) ? value : [];
};

const namesOf = (args: Arguments, key: string): unknown[] =>
    items(args, "headers").map((one: unknown) => (isFields(one) ? one[key] : undefined));

const isUpper = (value: unknown): boolean => typeof value === "string" && !isUnknown(value) && value !== value.toLowerCase();

const NEVER_FOUND = "has capital letters: Materialize compares names of headers in lower case, and would never find it";

export const webhookRules: readonly Rule[] = [
    {
        path: "headers",
        isBroken: args =>
            repeatedIn(["body", ...(args.has("includeHeaders") ? ["headers"] : []), ...namesOf(args, "as")]).length > 0,
        reason: "would name two columns alike: give each another name in as; the body is the column body, and includeHeaders the column headers",
        serverMessage: TWICE,
    },
    {
        path: "check",
        isBroken: args => repeatedIn(inputNames(args.get("check"))).length > 0,
        reason: "would name two inputs alike: give each another name in as",
        serverMessage: TWICE,
    },
    {
        path: "headers",
        isBroken: args => namesOf(args, "header").some(isUpper),
        reason: `names a header that ${NEVER_FOUND}`,
        newOnly: true,
    },
    {
        path: "includeHeaders",
        isBroken: args => [...items(args, "includeHeaders.only"), ...items(args, "includeHeaders.except")].some(isUpper),
        reason: `names a header that ${NEVER_FOUND}`,
        newOnly: true,
    },
];

/** The URL to which requests are sent. The catalog has none for tables, so that it is made of the host of the settings. */
export const webhookOutputs: NonNullable<ObjectKind["derived"]> = {
    url: ({ database, schema, name }, host) =>
        `https://${host}/api/webhook/${[database, schema, name].map(part => encodeURIComponent(part ?? "")).join("/")}`,
};
