import type { Refusal } from "../support";

/** What is wrong with any object, a secret or a view. */
export const objectRefusals: readonly Refusal[] = [
    ["an empty name", "Secret", { name: "", value: "x" }, "name: is empty"],
    [
        "a name over the limit",
        "Secret",
        { name: "é".repeat(128), value: "x" },
        "name: is 256 bytes long; Materialize takes at most 255",
    ],
    ["a name with a NUL", "Secret", { name: "a\0b", value: "x" }, "name: holds a NUL character, which Materialize cannot store"],
    ["a name of dots", "Secret", { name: "..", value: "x" }, 'name: ".." is not a name that Materialize takes'],
    ["a secret without a value", "Secret", {}, "value is missing"],
    ["a secret that is no text", "Secret", { value: 5 }, "value takes a string, not a number"],
    [
        "a secret that is not UTF-8",
        "Secret",
        { value: "\ud800" },
        "value is not valid UTF-8 (half of a surrogate pair), which Materialize cannot store",
    ],
    [
        "a secret over the limit",
        "Secret",
        { value: "x".repeat(524289) },
        "value is 524289 bytes long; Materialize takes at most 524288",
    ],
    [
        "a comment over the limit",
        "Secret",
        { value: "x", comment: "x".repeat(1025) },
        "comment: is 1025 bytes long; Materialize takes at most 1024",
    ],
    ["a misspelt argument", "Secret", { value: "x", coment: "y" }, "coment is not an argument; did you mean comment?"],
    [
        "an argument of something else",
        "Secret",
        { value: "x", brokers: 1 },
        "brokers is not an argument; there are name, comment, owner, profile, cascade, adopt, database, schema, value, valueVersion",
    ],
    [
        "two queries",
        "MaterializedView",
        { query: "SELECT 1; DROP SECRET x" },
        "query: holds more than one statement: give a query, without a semicolon",
    ],
    ["an open quote", "MaterializedView", { query: "SELECT 'a" }, "query: has a quote that is never closed: 'a…"],
    ["an open comment", "MaterializedView", { query: "SELECT 1 /* a" }, "query: has a comment that is never closed"],
    ["no query", "MaterializedView", { query: " ; " }, "query: is empty"],
    ["a comment alone", "View", { query: "-- nothing" }, "query: is empty"],
    ["a column of no name", "Index", { on: "v", columns: [""] }, "columns: columns[0] is empty"],
    ...(
        [
            ["two expressions", "a, b", "holds more than one expression: give each as an item of its own"],
            ["an expression that closes our parenthesis", "a) (b", 'has a ")" that closes nothing'],
            ["an expression that closes another bracket", "(a]", 'has a "]" that closes nothing'],
            ["an expression that stays open", "lower(a", 'has no ")" where one is opened'],
            ["an expression with an open quote", "a || 'b", "has a quote that is never closed: 'b…"],
            ["an expression with an open comment", "a /* b", "has a comment that is never closed"],
            ["an expression and a semicolon", "a;", "holds a semicolon: leave it out"],
            [
                "an expression and a statement",
                "a; DROP TABLE t",
                "holds more than one statement: give an expression, without a semicolon",
            ],
            ["an expression that is none", "-- a", "is empty"],
        ] as const
    ).map(([what, expression, sentence]): Refusal => [
        what,
        "Index",
        { on: "v", columns: ["a", { expression }] },
        `columns: columns[1].expression ${sentence}`,
    ]),
    [
        "a cluster of Materialize's own",
        "Cluster",
        { name: "mz_ingest", size: "25cc" },
        'name: begins with "mz_", "pg_" or "external_", which Materialize keeps for its own',
    ],
    ["a role that is everybody", "Role", { name: "public" }, "name: is what everybody is called: give the role another name"],
    [
        "a default privilege that does not exist there",
        "DefaultPrivilege",
        { on: "SECRETS", forRole: "r", grantee: "r", privileges: ["SELECT"] },
        "privileges: has one that does not exist there: TABLES: SELECT, INSERT, UPDATE, DELETE; SECRETS: USAGE; CONNECTIONS: USAGE; SCHEMAS: USAGE, CREATE; DATABASES: USAGE, CREATE; CLUSTERS: USAGE, CREATE; TYPES: USAGE",
    ],
    [
        "a reference that is none",
        "MaterializedView",
        { query: "SELECT 1", cluster: 5 },
        "cluster: takes a Cluster, its name, or { name }, not a number",
    ],
];
