import { kinds } from "../../provider/kinds";
import type { GrantKind, ObjectKind, Row } from "../../provider/statement/kind";
import { topArgument } from "../../provider/lifecycle/state";
import type { Fields } from "../../provider/values/value";
import { allCases } from "../changes/cases";
import { type Leaf, leavesOf } from "./hostile";

/** One place for text in a program: the arguments with any text there. */
export interface Place {
    readonly kind: GrantKind | ObjectKind;
    readonly row: Row;
    readonly path: string;
    readonly setup: readonly string[];
    readonly args: (text: string) => Fields;
}

const link = { connection: "link", availabilityZone: "use1-az1" };
const strategies = { keyStrategy: { inline: "k" }, valueStrategy: { inline: "v" } };

/** What the cases of single arguments do not reach: the texts inside of values that have several forms. */
const INSIDE: Readonly<Record<string, readonly Fields[]>> = {
    KafkaConnection: [
        {
            brokers: [
                { address: "a:1", privateLink: link },
                { address: "b:1", sshTunnel: { name: "x", schema: "y", database: "z" } },
            ],
        },
    ],
    KafkaSource: [
        { format: { regex: "(a)" } },
        { format: { csv: { columns: ["a", "b"], delimiter: "," } } },
        { format: { csv: { header: ["a", "b"] } } },
        { format: { avro: { schema: '{"type":"string"}' } } },
        { format: { avro: { schemaRegistry: "csr", ...strategies } } },
        { format: { protobuf: { message: "a.B", schema: "0a30" } } },
        {
            include: {
                partition: "p",
                offset: "o",
                timestamp: "t",
                headers: "h",
                header: [{ key: "trace", alias: "trace" }],
            },
        },
        {
            format: undefined,
            keyFormat: { regex: "(a)" },
            valueFormat: { text: {} },
            include: { key: "k" },
            envelope: { upsert: { valueDecodingErrors: { inline: "error" } } },
        },
    ],
    Index: [{ columns: ["a", { expression: "a + 1" }] }],
    Grant: ["secret", "connection", "view", "cluster", "database"].map(on => ({ on: { [on]: "x" }, privileges: ["USAGE"] })),
};

/** Every place for text of every kind: a row without a case is one that nothing tries. */
export function placesForText(): Place[] {
    return [...kinds.values()].flatMap(kind => {
        const cases = allCases.find(one => one.kind === kind.name);
        if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
        const alone = kind.rows.flatMap(row => {
            const one = cases.cases.find(each => each.path === row.path);
            if (one === undefined) throw new Error(`there is no case for ${kind.name}.${row.path}`);
            const args = { ...cases.base, ...one.from, ...one.to };
            return placesIn(kind, row, args, topArgument(row.path));
        });
        const inside = (INSIDE[kind.name] ?? []).flatMap(more =>
            Object.keys(more).flatMap(key => {
                const row = kind.rows.find(one => one.path === key);
                return row === undefined ? [] : placesIn(kind, row, { ...cases.base, ...more }, key);
            }),
        );
        return [...alone, ...inside].map(place => ({ ...place, setup: cases.setup }));
    });
}

function placesIn(kind: GrantKind | ObjectKind, row: Row, args: Fields, top: string): Omit<Place, "setup">[] {
    // Ids are Materialize's own, and stand in no statement.
    const leaves = leavesOf(args[top], top).filter(({ path }) => !path.endsWith(".id"));
    return leaves.map((leaf: Leaf) => ({ kind, row, path: leaf.path, args: text => ({ ...args, [top]: leaf.with(text) }) }));
}
