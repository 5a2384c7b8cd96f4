import { expect } from "chai";
import * as provider from "../../../provider";
import { kinds } from "../../../provider/kinds";
import { hasSubject } from "../../../provider/statement/kind";
import { UNKNOWN } from "../../../provider/sql/sql";
import type { Fields } from "../../../provider/values/value";
import { allCases } from "../../changes/cases";
import { capturePrinted } from "../../changes/support";
import { inputs } from "../support";

/** Returns the checked inputs of a new run; undefined if the arguments are refused. */
async function checked(kind: string, args: Fields): Promise<Fields | undefined> {
    await provider.configure({ config: { get: key => (key === "materialize:host" ? "127.0.0.1" : undefined) } });
    const { result } = await capturePrinted(() => provider.check({}, inputs(kind, args)));
    return result.failures.length > 0 ? undefined : result.inputs;
}

/** Returns the inputs that differ between a preview and `pulumi up` and are known in the preview: an update plan refuses them. */
const differing = (preview: Fields, up: Fields): string[] =>
    [...new Set([...Object.keys(preview), ...Object.keys(up)])].filter(
        key => preview[key] !== UNKNOWN && JSON.stringify(preview[key]) !== JSON.stringify(up[key]),
    );

/** Returns arguments of which one is unknown, as in a preview. */
const withUnknown = (args: Fields, key: string): Fields => ({ ...args, [key]: UNKNOWN });

describe("update plans: a check in a preview returns what a check in the up returns, or unknown values", () => {
    for (const [kind, table] of kinds) {
        it(`${kind} with an argument that is not known in the preview`, async () => {
            const { base = {}, cases = [] } = allCases.find(one => one.kind === kind) ?? {};
            let compared = 0;
            for (const { from, to } of cases) {
                const args: Fields = { ...(hasSubject(table) ? {} : { name: "needs quotes" }), ...base, ...from, ...to };
                for (const key of Object.keys(args)) {
                    const [preview, up] = [await checked(kind, withUnknown(args, key)), await checked(kind, args)];
                    if (preview === undefined || up === undefined) continue;
                    compared++;
                    expect(differing(preview, up), `${key} of ${JSON.stringify(args)}`).to.deep.equal([]);
                }
            }
            expect(compared).to.be.greaterThan(0);
        });
    }

    it("an argument that turns out to be absent", async () => {
        const source = { connection: "kafka", topic: "t", format: { json: {} }, name: "needs quotes" };
        for (const key of ["exposeProgressAs", "cluster"]) {
            const [preview, up] = [await checked("KafkaSource", withUnknown(source, key)), await checked("KafkaSource", source)];
            expect(differing(preview ?? {}, up ?? {}), key).to.deep.equal([]);
        }
    });

    it("an argument that turns out to be secret", async () => {
        const secret = { value: "x", plainSecrets: undefined };
        const previewOfSecret = await checked("Secret", { value: UNKNOWN, plainSecrets: ["value"] });
        expect(differing(previewOfSecret ?? {}, (await checked("Secret", secret)) ?? {})).to.deep.equal([]);
        const sasl = { mechanism: "PLAIN", password: { id: "u1", qualifiedName: '"materialize"."public"."pw"' } };
        const kafka = (username: string, secrets: readonly string[]): Fields => ({
            ...{ brokers: ["b:9092"], securityProtocol: "SASL_SSL", sasl: { ...sasl, username }, __secretInputs: secrets },
        });
        const preview = await checked("KafkaConnection", kafka(UNKNOWN, []));
        const up = await checked("KafkaConnection", kafka("me", ["sasl.username"]));
        expect(differing({ ...preview, sasl: up?.sasl }, up ?? {})).to.deep.equal([]);
    });
});
