import * as provider from "../../provider";
import { statementParts } from "../../provider/statement/parts";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize } from "../materialize";
import { inputs } from "../provider/support";
import { configure, connected, kindOf, region } from "./support";

/** Ten kinds on three levels, each with the arguments of one group's object, and the kind of the one that it refers to. */
const KINDS: Readonly<Record<string, { args: (n: number) => Fields; on?: string }>> = {
    Secret: { args: () => ({ value: "1" }) },
    SshTunnelConnection: { args: () => ({ host: "h", user: "u" }) },
    AwsConnection: { args: () => ({ assumeRoleArn: "arn:aws:iam::123456789012:role/One" }) },
    Schema: { args: () => ({}) },
    View: { args: () => ({ query: "SELECT 1 AS a" }) },
    KafkaConnection: {
        args: () => ({ brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT", validate: false }),
    },
    MaterializedView: {
        args: n => ({ query: `SELECT a FROM ${nameOf("View", n)}`, cluster: "quickstart" }),
        on: "View",
    },
    Grant: { args: n => ({ on: { view: nameOf("View", n) }, privileges: ["SELECT"], role: roleOf(n) }), on: "View" },
    KafkaSource: {
        args: n => ({ connection: nameOf("KafkaConnection", n), topic: "raw", format: { text: {} }, cluster: "quickstart" }),
        on: "KafkaConnection",
    },
    Index: {
        args: n => ({ on: { name: nameOf("MaterializedView", n) }, columns: ["a"], cluster: "quickstart" }),
        on: "MaterializedView",
    },
};

const nameOf = (kind: string, n: number): string => `${kind.toLowerCase()}_${String(n)}`;
const roleOf = (n: number): string => `role_${String(n)}`;

/** What a program asks for. */
interface Wanted {
    readonly name: string;
    readonly props: Fields;
    /** The one that must be there before. */
    readonly on: string | undefined;
}

/** An object of a stack, as its state has it. */
export interface State {
    readonly name: string;
    readonly id: string;
    readonly props: Fields;
}

/** A server that a run with so many connections begins on, and so many objects of each kind that a program asks it for. */
export async function asked(
    each: number,
    settings?: Readonly<Record<string, string>>,
): Promise<{ local: LocalMaterialize; wanted: Wanted[] }> {
    const numbers = Array.from({ length: each }, (_, n) => n);
    const local = await region(numbers.map(n => `CREATE ROLE ${roleOf(n)}`));
    await configure(local, settings);
    const wanted: Wanted[] = [];
    for (const [kind, { args, on }] of Object.entries(KINDS)) {
        for (const n of numbers) {
            const name = nameOf(kind, n);
            const given = inputs(kind, args(n), name);
            const { inputs: props, failures } = await provider.check({}, given);
            if (failures.length > 0) throw new Error(JSON.stringify(failures));
            wanted.push({ name, props, on: on === undefined ? undefined : nameOf(on, n) });
        }
    }
    return { local, wanted };
}

/** A server with so many objects of each kind, which somebody else has made, the states that a stack has of them, and a run that begins. */
export async function many(each: number): Promise<{ local: LocalMaterialize; states: State[] }> {
    const { local, wanted } = await asked(each);
    const client = await connected(local);
    try {
        for (const { props } of wanted) {
            const kind = kindOf(String(props.__kind));
            await client.query(statementText(kind.create(statementParts(kind, props, []))));
        }
        const { rows } = await client.query<{ id: string; name: string }>(
            "SELECT id, name FROM mz_objects UNION ALL SELECT id, name FROM mz_schemas",
        );
        const ids = new Map(rows.map(({ id, name }) => [name, id]));
        return {
            local,
            states: wanted.map(({ name, props }) => ({ name, id: ids.get(name) ?? name, props: { ...props, pending: [] } })),
        };
    } finally {
        await client.end();
        await configure(local);
    }
}

/** As the engine does it: so many at a time, each once what it refers to is there, and the next as soon as another one is done. */
export async function inLanes<One extends { readonly name: string; readonly on?: string | undefined }>(
    lanes: number,
    all: readonly One[],
    work: (one: One) => Promise<unknown>,
): Promise<void> {
    const left = [...all];
    const done = new Set<string | undefined>([undefined]);
    const lane = async (): Promise<void> => {
        for (;;) {
            const at = left.findIndex(({ on }) => done.has(on));
            const [one] = at === -1 ? [] : left.splice(at, 1);
            if (one === undefined) return;
            await work(one);
            done.add(one.name);
        }
    };
    while (left.length > 0) await Promise.all(Array.from({ length: lanes }, lane));
}
