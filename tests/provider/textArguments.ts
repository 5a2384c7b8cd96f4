import { kinds } from "../../provider/kinds";
import type { AnyKind, Row } from "../../provider/statement/kind";
import { topArgument } from "../../provider/lifecycle/state";
import type { Fields } from "../../provider/values/value";
import { allCases } from "../changes/cases";
import type { SetupStatement } from "../changes/cases/case";
import { type Leaf, leavesOf } from "./hostileText";

/** An argument, or a part of one, that takes text. `args` returns valid arguments of the kind with a given text there. */
export interface TextArgument {
    readonly kind: AnyKind;
    readonly row: Row;
    readonly path: string;
    readonly setup: readonly SetupStatement[];
    readonly args: (text: string) => Fields;
}

const link = { connection: "link", availabilityZone: "use1-az1" };
const strategies = { keyStrategy: { inline: "k" }, valueStrategy: { inline: "v" } };

/** Arguments with texts that the cases of single arguments do not contain, since their values have several forms. */
const OTHER_FORMS: Readonly<Record<string, readonly Fields[]>> = {
    KafkaConnection: [
        {
            brokers: [
                { address: "a:1", privateLink: link },
                { address: "b:1", sshTunnel: { name: "x", schema: "y", database: "z" } },
            ],
        },
        { brokers: ["a:1", { matching: "*a*", privateLink: link }] },
    ],
    KafkaSource: [
        { format: { regex: "(a)" } },
        { format: { csv: { columns: ["a", "b"], delimiter: "," } } },
        { format: { csv: { header: ["a", "b"] } } },
        { format: { avro: { schema: '{"type":"string"}' } } },
        { format: { avro: { schemaRegistry: "csr", ...strategies } } },
        { format: { avro: { glue: { connection: "glue", schemaName: "s" } } } },
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
    KafkaSink: [
        {
            format: {
                avro: {
                    schemaRegistry: "csr",
                    ...{ keyFullName: "shop.Key", valueFullName: "shop.Value" },
                    docOn: [{ on: "orders", column: "id", in: "key", comment: "the number" }],
                },
            },
        },
        { format: { avro: { glue: { connection: "glue", keySchemaName: "k", valueSchemaName: "v" } } } },
    ],
    Index: [{ columns: ["a", { expression: "a + 1" }] }],
    Grant: [
        ...["secret", "connection", "view", "cluster", "database"].map(on => ({ on: { [on]: "x" }, privileges: ["USAGE"] })),
        ...["allTables", "allTypes", "allSecrets", "allConnections"].map(on => ({ on: { [on]: true, in: { schema: "x" } } })),
        { on: { allSchemas: true, in: { database: "x" } } },
    ],
};

/** Lists the arguments of all kinds that take text. A row without a case is an error, since no test would cover it. */
export function allTextArguments(): TextArgument[] {
    return [...kinds.values()].flatMap(kind => {
        const cases = allCases.find(one => one.kind === kind.name);
        if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
        const single = kind.rows.flatMap(row => {
            const one = cases.cases.find(each => each.path === row.path);
            if (one === undefined) throw new Error(`there is no case for ${kind.name}.${row.path}`);
            const args = { ...cases.base, ...one.from, ...one.to };
            return textArgumentsIn(kind, row, args, topArgument(row.path));
        });
        const otherForms = (OTHER_FORMS[kind.name] ?? []).flatMap(more =>
            Object.keys(more).flatMap(key => {
                const row = kind.rows.find(one => one.path === key);
                return row === undefined ? [] : textArgumentsIn(kind, row, { ...cases.base, ...more }, key);
            }),
        );
        return [...single, ...otherForms].map(argument => ({ ...argument, setup: cases.setup }));
    });
}

function textArgumentsIn(kind: AnyKind, row: Row, args: Fields, top: string): Omit<TextArgument, "setup">[] {
    // Materialize assigns ids, and no statement contains them.
    const leaves = leavesOf(args[top], top).filter(({ path }) => !path.endsWith(".id"));
    return leaves.map((leaf: Leaf) => ({ kind, row, path: leaf.path, args: text => ({ ...args, [top]: leaf.with(text) }) }));
}
