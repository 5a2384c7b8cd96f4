import { createHash } from "node:crypto";
import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { configure, resetEnvironment } from "../changes/support";
import { inputs } from "./support";

/** Returns a text of a given size without repetitions. */
const largeText = (kilobytes: number): string => {
    let text = "";
    for (let at = 0; text.length < kilobytes * 1024; at++) text += createHash("sha256").update(String(at)).digest("hex");
    return text.slice(0, kilobytes * 1024);
};

const SCHEMA = largeText(200);
const VALUES: readonly [string, Fields, string, RegExp][] = [
    ["Secret", { value: largeText(400) }, largeText(400), /^CREATE SECRET .* AS \[secret\]$/u],
    ["View", { query: `SELECT '${largeText(100)}' AS a` }, largeText(100), /‹100 KB, sha256 [0-9a-f]{12}›/u],
    [
        "KafkaSource",
        {
            connection: "kafka",
            cluster: "quickstart",
            topic: "t",
            format: { protobuf: { message: "M", schema: SCHEMA } },
        },
        SCHEMA,
        /‹200 KB, sha256 [0-9a-f]{12}›/u,
    ],
];

describe("large values", () => {
    before(async () => configure(await resetEnvironment()));

    for (const [kind, args, value, shown] of VALUES) {
        it(`the inputs of ${kind} contain a large value once, and the definition shows its size and hash or hides it`, async () => {
            const { inputs: checked, failures } = await provider.check({}, inputs(kind, args, kind));
            expect(failures).to.be.empty;
            expect(checked.definition).to.match(shown);
            expect(JSON.stringify(checked).split(value.slice(1000, 1100))).to.have.length(2);
            expect(JSON.stringify(checked)).to.have.length.below(value.length + 2000);
        });
    }

    it("the outputs of a resource contain a large value once", async () => {
        for (const [kind, args, value] of VALUES.slice(0, 2)) {
            const { inputs: checked } = await provider.check({}, inputs(kind, args, kind));
            const { outs } = await provider.create(checked);
            expect(JSON.stringify(outs)).to.have.length.below(value.length + 2000);
        }
    });
});
