import type { Refusal } from "../support";

/** Mistakes in the arguments of views and materialized views. */
export const viewRefusals: readonly Refusal[] = [
    [
        "two statements as its query",
        "MaterializedView",
        { query: "SELECT 1; DROP SECRET x" },
        "query: holds more than one statement: give a query, without a semicolon",
    ],
    ["a query with an open quote", "MaterializedView", { query: "SELECT 'a" }, "query: has a quote that is never closed: 'a…"],
    ["a query with an open comment", "MaterializedView", { query: "SELECT 1 /* a" }, "query: has a comment that is never closed"],
    ["an empty query", "MaterializedView", { query: " ; " }, "query: is empty"],
    [
        "comments on columns that are a text",
        "View",
        { query: "SELECT 1 AS a", comments: "the key" },
        "comments: takes an object with a text for each column that has a comment, not a string",
    ],
    [
        "a comment on a column over the limit",
        "View",
        { query: "SELECT 1 AS a", comments: { a: "x".repeat(1025) } },
        "comments: comments.a is 1025 bytes long; Materialize takes at most 1024",
    ],
    [
        "a comment on a column without a name",
        "View",
        { query: "SELECT 1 AS a", comments: { "": "x" } },
        "comments: comments. is empty",
    ],
    ["no time of a refresh", "MaterializedView", { query: "SELECT 1", refresh: [] }, "refresh: takes at least 1 item"],
    [
        "a refresh without a time",
        "MaterializedView",
        { query: "SELECT 1", refresh: [{}] },
        "refresh: refresh[0] takes exactly one of atCreation, at, every; none is given",
    ],
    [
        "a refresh with two times",
        "MaterializedView",
        { query: "SELECT 1", refresh: [{ atCreation: {}, at: "2030-01-01" }] },
        "refresh: refresh[0] takes exactly one of atCreation, at, every; atCreation and at are given",
    ],
    [
        "a series of refreshes without an interval",
        "MaterializedView",
        { query: "SELECT 1", refresh: [{ every: {} }] },
        "refresh: refresh[0].every.interval is missing",
    ],
    [
        "an interval that is no duration",
        "MaterializedView",
        { query: "SELECT 1", refresh: [{ every: { interval: "often" } }] },
        'refresh: refresh[0].every.interval takes a length of time such as "30s", "5 minutes" or "1h", not "often"',
    ],
    [
        "an interval that is too short",
        "MaterializedView",
        { query: "SELECT 1", refresh: [{ every: { interval: "1ms" } }] },
        'refresh: refresh[0].every.interval must be at least "1s"',
    ],
    ["a query that is only a comment", "View", { query: "-- nothing" }, "query: is empty"],
];
