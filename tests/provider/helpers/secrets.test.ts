import { mock } from "node:test";
import { expect } from "chai";
import fc from "fast-check";
import { helpers } from "../../../provider/helpers";
import type { HelperContext, HelperKind } from "../../../provider/helpers/helperKind";
import { helperContexts, HelperHandler } from "../../../provider/helpers/helperHandler";
import { RedactingHandler } from "../../../provider/helpers/redactingHandler";
import { Handlers } from "../../../provider/handlers";
import type { Handler } from "../../../provider/lifecycle/handler";
import { Run } from "../../../provider/run/run";
import { text } from "../../../provider/values/scalars";
import type { Fields } from "../../../provider/values/value";
import { settings } from "../support";
import { failure } from "./aws/support";

/** Runs a call, and returns the lines that it prints. */
async function printedBy(call: () => Promise<unknown>): Promise<string> {
    const lines: string[] = [];
    const log = mock.method(console, "log", (line: string) => lines.push(line));
    try {
        await call();
    } finally {
        log.mock.restore();
    }
    return lines.join("\n");
}

/** Values with quotes and characters of regular expressions between letters that no message has. */
const value = fc
    .array(fc.constantFrom("XQ", "ZK", ..."'\"\\.*+?^${}()|[]/$&\n é".split("")), { maxLength: 12 })
    .map(parts => `ZZXQ${parts.join("")}ZKQQ`);
const marked = /[XZ][QKZ]/u;

/** A helper resource that prints its arguments, and fails with them, in everything that it does. */
const telling: HelperKind = {
    name: "Telling",
    arguments: { plain: text(), whole: text(), nested: { ...text(), check: () => [] } },
    identity: ["plain", "whole"],
    plan: ({ plain, ...args }) => ({ outputs: {}, problems: plain === "refused" ? [JSON.stringify(args)] : [] }),
    checkRemote: tell,
    apply: tell,
    read: tell,
    delete: tell,
};

function tell({ print }: HelperContext, args: Fields): never {
    const line = `${JSON.stringify(args)}, '${String(args.whole).replaceAll("'", "''")}'`;
    print(line);
    throw new Error(line);
}

const handlerOf = (kind: HelperKind): Handler => new RedactingHandler(new HelperHandler(kind, helperContexts(new Run())));

describe("secret inputs of helper resources", () => {
    it("no error, failure or line of a helper resource contains a secret input, also inside of objects and lists", async () => {
        await fc.assert(
            fc.asyncProperty(value, value, value, async (whole, item, property) => {
                const nested = { list: ["public", item, { deep: property }], shown: "shown" };
                const __secretInputs = ["whole", "nested.list[1]", "nested.list[2]"];
                const inputs = { __kind: "Telling", __resource: "it", plain: "p", whole, nested, __secretInputs };
                const handler = handlerOf(telling);
                const calls: readonly (() => Promise<unknown>)[] = [
                    async () => handler.check({}, inputs, settings),
                    async () => handler.create(inputs),
                    async () => handler.read("it", inputs),
                    async () => handler.update("it", inputs, { ...inputs, whole: "other" }),
                    async () => handler.delete("it", inputs),
                ];
                for (const call of calls) {
                    let error = "";
                    const printed = await printedBy(async () => {
                        error = await failure(call());
                    });
                    for (const shown of [error, printed]) expect(shown).to.contain("shown").and.not.to.match(marked);
                }
                const { failures } = await handler.check({}, { ...inputs, plain: "refused" }, settings);
                expect(JSON.stringify(failures)).to.contain("shown").and.not.to.match(marked);
            }),
        );
    });

    it("the id of a helper resource contains no secret input", async () => {
        const kind = { ...telling, apply: () => Promise.resolve({}) };
        const inputs = { __kind: "Telling", __resource: "it", plain: "p", whole: "ZZXQ", nested: "n" };
        const id = async (__secretInputs: string[]) => (await handlerOf(kind).create({ ...inputs, __secretInputs })).id;
        expect(await id(["whole"])).to.equal("Telling:p:[secret]");
        expect(await id([])).to.equal("Telling:p:ZZXQ");
    });

    it("a helper resource is updated if other inputs are secret than in its state, and not in a preview that does not know them", async () => {
        const state = { plain: "p", whole: "w", nested: "n", __secretInputs: [] };
        const changes = async (now: unknown) =>
            (await handlerOf(telling).diff("it", state, { ...state, __secretInputs: now })).changes;
        expect(await changes(["whole"])).to.equal(true);
        expect(await changes([])).to.equal(false);
        expect(await changes("04da6b54-80e4-46f7-96ec-b56ff0331ba9")).to.equal(false);
    });

    it("a Kafka cluster whose address and user are secret is not named by errors and progress", async () => {
        const inputs = {
            __kind: "KafkaTopic",
            __resource: "topic",
            name: "orders",
            partitions: 1,
            bootstrapServers: "zzxq-kafka.invalid:9092",
            securityProtocol: "SASL_SSL",
            sasl: { mechanism: "PLAIN", username: "zzxq-user", password: "zzxq-password" },
            timeoutMinutes: 0.002,
            __secretInputs: ["bootstrapServers", "sasl"],
        };
        let error = "";
        const handler = new Handlers(new Run(key => ({ "materialize:host": "localhost" })[key], {})).of(inputs);
        const printed = await printedBy(async () => {
            error = await failure(handler.create(inputs));
        });
        for (const shown of [error, printed]) expect(shown).to.contain("Kafka at [secret]").and.not.to.contain("zzxq");
        const wrong = { ...inputs, sasl: { ...inputs.sasl, mechanism: "zzxq-mechanism" } };
        const { failures } = await handler.check({}, wrong, settings);
        expect(JSON.stringify(failures)).to.contain("sasl.mechanism takes").and.not.to.contain("zzxq");
    });

    it("every kind of helper resource is handled so", () => {
        const all = new Handlers(new Run());
        for (const name of helpers.keys()) expect(all.of({ __kind: name }), name).to.be.instanceOf(RedactingHandler);
    });
});
