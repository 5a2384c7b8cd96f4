import * as provider from "../../provider";
import { statementParts } from "../../provider/statement/parts";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import type { Server } from "../server";
import { inputs } from "../provider/support";
import { configure, connect, kindOf, resetEnvironment } from "./support";

/** Ten kinds with the arguments of their nth object, and the kind of the object that it refers to. */
const KINDS: Readonly<Record<string, { args: (n: number) => Fields; dependsOn?: string }>> = {
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
        dependsOn: "View",
    },
    Grant: { args: n => ({ on: { view: nameOf("View", n) }, privileges: ["SELECT"], role: roleOf(n) }), dependsOn: "View" },
    KafkaSource: {
        args: n => ({ connection: nameOf("KafkaConnection", n), topic: "raw", format: { text: {} }, cluster: "quickstart" }),
        dependsOn: "KafkaConnection",
    },
    Index: {
        args: n => ({ on: { name: nameOf("MaterializedView", n) }, columns: ["a"], cluster: "quickstart" }),
        dependsOn: "MaterializedView",
    },
};

const nameOf = (kind: string, n: number): string => `${kind.toLowerCase()}_${String(n)}`;
const roleOf = (n: number): string => `role_${String(n)}`;

/** A resource of a program. */
export interface ProgramResource {
    readonly name: string;
    readonly props: Fields;
    /** The name of the resource that has to be created before. */
    readonly dependsOn: string | undefined;
}

/** The state of a resource of a stack. */
export interface State {
    readonly name: string;
    readonly id: string;
    readonly props: Fields;
}

/** Begins a run on an empty server, and returns the checked resources of a program with `each` objects of every kind. */
export async function prepareProgram(
    each: number,
    settings?: Readonly<Record<string, string>>,
): Promise<{ local: Server; wanted: ProgramResource[] }> {
    const numbers = Array.from({ length: each }, (_, n) => n);
    const local = await resetEnvironment(numbers.map(n => `CREATE ROLE ${roleOf(n)}`));
    await configure(local, settings);
    const wanted: ProgramResource[] = [];
    for (const [kind, { args, dependsOn }] of Object.entries(KINDS)) {
        for (const n of numbers) {
            const before = dependsOn === undefined ? undefined : nameOf(dependsOn, n);
            wanted.push(await programResource(kind, nameOf(kind, n), args(n), before));
        }
    }
    return { local, wanted };
}

/** Returns the checked resources of a program with a number of tables, `t0`, `t1`, …, of the source `src` of the topic `raw`. */
export const sourceTables = (count: number): Promise<ProgramResource[]> =>
    Promise.all(
        Array.from({ length: count }, (_, n) =>
            programResource("SourceTable", `t${String(n)}`, { source: "src", reference: "raw", format: { text: {} } }),
        ),
    );

/** Returns a checked resource of a program. */
export async function programResource(kind: string, name: string, args: Fields, dependsOn?: string): Promise<ProgramResource> {
    const { inputs: props, failures } = await provider.check({}, inputs(kind, args, name));
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return { name, props, dependsOn };
}

/** Creates `each` objects of every kind without the provider, begins a run, and returns the states that a stack would have of them. */
export async function createManyObjects(each: number): Promise<{ local: Server; states: State[] }> {
    const { local, wanted } = await prepareProgram(each);
    const client = await connect(local);
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

/** Runs an operation for all resources as the engine does: at most `parallel` at a time, and each one after the resource that it depends on. */
export async function runInParallel<One extends { readonly name: string; readonly dependsOn?: string | undefined }>(
    parallel: number,
    all: readonly One[],
    operation: (one: One) => Promise<unknown>,
): Promise<void> {
    const left = [...all];
    const done = new Set<string | undefined>([undefined]);
    const worker = async (): Promise<void> => {
        for (;;) {
            const at = left.findIndex(({ dependsOn }) => done.has(dependsOn));
            const [one] = at === -1 ? [] : left.splice(at, 1);
            if (one === undefined) return;
            await operation(one);
            done.add(one.name);
        }
    };
    while (left.length > 0) await Promise.all(Array.from({ length: parallel }, worker));
}
