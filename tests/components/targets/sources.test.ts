import { expect } from "chai";
import { SelfHostedKafkaIngestion } from "../../../components";
import { run } from "../networks/support";

const own = (args: object) =>
    run(
        () =>
            new SelfHostedKafkaIngestion("own", {
                brokers: [{ host: "kafka-1.internal", port: 9096 }],
                auth: { scram: { username: "me", password: "hunter2" } },
                network: { none: {} },
                ...args,
            } as never),
    );

const SOURCE = { topic: "t", format: { json: {} } };

/** Sources that a program without types can give, and the error message that refuses them. */
const REFUSED: readonly (readonly [what: string, args: object, said: string])[] = [
    [
        "sources that are a list",
        { sources: [SOURCE] },
        "sources takes { <name>: { topic, tables, … } or { topic, format, … } }, not a list",
    ],
    [
        "a source that is nothing",
        { sources: { a: null } },
        "sources.a takes { topic, tables, … } or { topic, format, … }, not null",
    ],
    [
        "a source with a connection of its own",
        { sources: { a: { ...SOURCE, connection: "x" } } },
        "sources.a.connection is set by the component: leave it out",
    ],
    [
        "an index on something else",
        { sources: { a: { ...SOURCE, indexes: { i: { on: "x", columns: ["data"] } } } } },
        "sources.a.indexes.i.on is set by the component: leave it out",
    ],
    [
        "tables beside a format",
        { sources: { a: { ...SOURCE, tables: { a_v1: {} } } } },
        "sources.a.format cannot be given with tables: write it in the table, sources.a.tables.a_v1.format",
    ],
    [
        "tables beside a view of the source",
        { sources: { a: { topic: "t", tables: {}, materializedViews: { v: { query: "SELECT 1" } } } } },
        "sources.a.materializedViews cannot be given with tables: write it in the table, sources.a.tables.<name>.materializedViews",
    ],
    [
        "tables that are a list",
        { sources: { a: { topic: "t", tables: [SOURCE] } } },
        "sources.a.tables takes { <name>: { format, … } }, not a list",
    ],
    [
        "a table with a source of its own",
        { sources: { a: { topic: "t", tables: { a_v1: { format: { json: {} }, source: "b" } } } } },
        "sources.a.tables.a_v1.source is set by the component: leave it out",
    ],
    [
        "an index of a table on something else",
        {
            sources: {
                a: { topic: "t", tables: { a_v1: { format: { json: {} }, indexes: { i: { on: "x", columns: ["a"] } } } } },
            },
        },
        "sources.a.tables.a_v1.indexes.i.on is set by the component: leave it out",
    ],
    [
        "two tables with one key",
        {
            sources: {
                a: { topic: "t", tables: { v1: { format: { json: {} } } } },
                b: { topic: "u", tables: { v1: { format: { json: {} } } } },
            },
        },
        "sources.b.tables.v1 has the key of sources.a.tables.v1, and a key names one resource: give it another key, and its name in Materialize as name",
    ],
];

describe("sources of targets", () => {
    for (const [what, args, said] of REFUSED) {
        it(`a target reports an error for ${what}`, async () => {
            const { made, refused } = await own(args);
            expect(refused).to.deep.equal([said]);
            expect(made.map(({ type }) => type)).to.deep.equal(["SelfHostedKafkaIngestion"]);
        });
    }
});
