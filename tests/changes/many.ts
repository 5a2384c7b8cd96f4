import * as provider from "../../provider";
import { kinds } from "../../provider/kinds";
import { isGrant } from "../../provider/kinds/kind";
import { partsOf } from "../../provider/kinds/parts";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize } from "../materialize";
import { inputs } from "../provider/support";
import { configure, connected, region } from "./support";

/** Ten kinds, each with what all of its objects have. */
const KINDS: Readonly<Record<string, Fields>> = {
    Secret: { value: "1" },
    KafkaConnection: { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT", validate: false },
    SshTunnelConnection: { host: "h", user: "u" },
    AwsConnection: { assumeRoleArn: "arn:aws:iam::123456789012:role/One" },
    KafkaSource: { connection: "kafka", topic: "raw", format: { text: {} }, cluster: "quickstart" },
    View: { query: "SELECT 1 AS a" },
    MaterializedView: { query: "SELECT 1 AS a", cluster: "quickstart" },
    Index: { on: { name: "numbers" }, columns: ["a"], cluster: "quickstart" },
    Schema: {},
    Grant: { on: { view: "numbers" }, privileges: ["SELECT"] },
};
/** An object of a stack, as its state has it. */
interface State {
    readonly id: string;
    readonly props: Fields;
}

/** A server with what those objects refer to. */
const furnished = (): Promise<LocalMaterialize> =>
    region([
        "CREATE VIEW numbers AS SELECT 1 AS a",
        "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    ]);

/** A server with so many objects of each kind, the states that a stack has of them, and a run that begins. */
export async function many(each: number): Promise<{ local: LocalMaterialize; states: State[] }> {
    const local = await furnished();
    await configure(local);
    const states = await make(local, each);
    await configure(local);
    return { local, states };
}

/** Makes them as somebody else would. */
async function make(local: LocalMaterialize, each: number): Promise<State[]> {
    const client = await connected(local);
    const states: State[] = [];
    try {
        for (const [kindName, args] of Object.entries(KINDS)) {
            const kind = kinds.get(kindName);
            if (kind === undefined) throw new Error(kindName);
            for (let n = 0; n < each; n++) {
                const name = `${kindName.toLowerCase()}_${String(n)}`;
                const own = isGrant(kind) ? { ...args, role: `role_${String(n)}` } : { ...args, name };
                if (isGrant(kind)) await client.query(`CREATE ROLE role_${String(n)}`);
                const given = inputs(kindName, own, name);
                const { inputs: props } = await provider.check({}, isGrant(kind) ? { ...given, name: undefined } : given);
                await client.query(statementText(kind.create(partsOf(kind, props, []))));
                states.push({ id: name, props: { ...props, pending: [] } });
            }
        }
        const { rows } = await client.query<{ id: string; name: string }>(
            "SELECT id, name FROM mz_objects UNION ALL SELECT id, name FROM mz_schemas",
        );
        const ids = new Map(rows.map(({ id, name }) => [name, id]));
        return states.map(({ id, props }) => ({ id: ids.get(id) ?? id, props }));
    } finally {
        await client.end();
    }
}
