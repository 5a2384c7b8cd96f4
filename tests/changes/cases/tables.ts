import { columnCommentCase, COMMON_SETUP, type KindCases, schemaCases } from "./case";

const SETUP = [
    ...COMMON_SETUP,
    "CREATE TYPE int_list AS LIST (ELEMENT TYPE = int4)",
    "REVOKE USAGE ON TYPE int_list FROM PUBLIC",
];

const intList = { name: "int_list", schema: "public", database: "materialize" };

const a = { name: "a", type: "int", notNull: true, default: "1 + 1" };
const b = { name: "b", type: "numeric(10, 2)" };

const table: KindCases = {
    kind: "Table",
    setup: SETUP,
    base: { columns: [a, b], replaceLosingRows: true },
    cases: [
        ...schemaCases,
        columnCommentCase("a"),
        { path: "columns", to: { columns: [a, b, { name: "c", type: "timestamp (3) with time zone" }] } },
        { path: "columns", to: { columns: [a, { ...b, type: "text" }] } },
        {
            path: "columns",
            to: { columns: [a, { name: "l", type: intList, default: "LIST[1, 2]" }, { name: "m", type: "map[text => int]" }] },
        },
        { path: "partitionBy", to: { partitionBy: ["a"] } },
        { path: "retainHistory", to: { retainHistory: "1h" } },
        { path: "replaceLosingRows", to: { replaceLosingRows: false } },
    ],
};

const type: KindCases = {
    kind: "Type",
    setup: SETUP,
    base: { list: { elementType: "int" } },
    cases: [
        ...schemaCases,
        { path: "list", to: { list: { elementType: intList } } },
        { path: "map", from: { list: undefined, map: { valueType: "int" } }, to: { map: { valueType: intList } } },
        {
            path: "row",
            from: { list: undefined, row: [{ name: "f", type: "text" }] },
            to: {
                row: [
                    { name: "f", type: "text" },
                    { name: "g", type: intList },
                ],
            },
        },
    ],
};

export const tableCases: readonly KindCases[] = [table, type];
