import type { Refusal } from "../support";

/** Mistakes in what a source table reads, and how it is stored. */
export const sourceTableRefusals: readonly Refusal[] = [
    [
        "a table without a format and without a reference",
        "SourceTable",
        { source: "s" },
        'format: is missing: give format, or keyFormat and valueFormat, for a topic; for a table of a database, give reference: the parts of the table\'s name as a list, such as ["public", "orders"]',
    ],
    [
        "the name of a table with dots",
        "SourceTable",
        { source: "s", reference: "public.orders" },
        'reference: takes the parts of the table\'s name as a list, such as ["public", "orders"]; a topic needs format, or keyFormat and valueFormat, too',
    ],
    [
        "a topic in parts",
        "SourceTable",
        { source: "s", reference: ["a", "b"], format: { json: {} } },
        "reference: takes the topic's name as a string if a format is given; a table of a database has no format",
    ],
    [
        "no part of a name",
        "SourceTable",
        { source: "s", reference: [] },
        'reference: takes one to 3 parts of the table\'s name, such as ["public", "orders"], not 0',
    ],
    [
        "more parts than a name has",
        "SourceTable",
        { source: "s", reference: ["a", "b", "c", "d"] },
        'reference: takes one to 3 parts of the table\'s name, such as ["public", "orders"], not 4',
    ],
    [
        "a number in a name",
        "SourceTable",
        { source: "s", reference: ["a", 1] },
        "reference: reference[1] takes a name, not a number",
    ],
    [
        "column names of a table of a database",
        "SourceTable",
        { source: "s", reference: ["t"], columns: ["a"] },
        "columns: is for the messages of a topic, and needs format, or keyFormat and valueFormat",
    ],
    [
        "metadata of a table of a database",
        "SourceTable",
        { source: "s", reference: ["t"], include: { offset: true } },
        "include: is for the messages of a topic, and needs format, or keyFormat and valueFormat",
    ],
    [
        "an envelope of a table of a database",
        "SourceTable",
        { source: "s", reference: ["t"], envelope: { none: {} } },
        "envelope: is for the messages of a topic, and needs format, or keyFormat and valueFormat",
    ],
    [
        "text columns of a topic",
        "SourceTable",
        { source: "s", format: { json: {} }, textColumns: ["a"] },
        "textColumns: has an effect only on tables of a database, and cannot be given with a format",
    ],
    [
        "columns of a topic that are not read",
        "SourceTable",
        { source: "s", format: { json: {} }, excludeColumns: ["a"] },
        "excludeColumns: has an effect only on tables of a database, and cannot be given with a format",
    ],
    [
        "a column that is read as text and not read",
        "SourceTable",
        { source: "s", reference: ["t"], textColumns: ["a"], excludeColumns: ["a"] },
        "excludeColumns: and textColumns name a column more than once: name each column in one of them, once",
    ],
    [
        "a table that is stored by a column that is not read",
        "SourceTable",
        { source: "s", reference: ["t"], partitionBy: ["a"], excludeColumns: ["a"] },
        "partitionBy: names a column that excludeColumns leaves out",
    ],
    [
        "a table of a topic that is not stored by its first column",
        "SourceTable",
        { source: "s", format: { csv: { columns: 2 } }, columns: ["a", "b"], partitionBy: ["b"] },
        "partitionBy: must name the first columns of the table, in their order",
    ],
    [
        "a table of a topic that is stored by a column that its format does not have",
        "SourceTable",
        { source: "s", format: { text: {} }, partitionBy: ["id"] },
        "partitionBy: must name the first columns of the table, in their order",
    ],
];
