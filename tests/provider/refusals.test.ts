import { kinds } from "../../provider/kinds";
import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { expect } from "chai";
import { connectionRefusals } from "./refusals/connections";
import { decodingRefusals } from "./refusals/decoding";
import { objectRefusals } from "./refusals/objects";
import { serverRefusals } from "./refusals/servers";
import { sinkRefusals } from "./refusals/sinks";
import { sourceRefusals } from "./refusals/sources";
import { sourceTableRefusals } from "./refusals/sourceTables";
import { viewRefusals } from "./refusals/views";
import { webhookRefusals } from "./refusals/webhooks";
import { check, checkAgain, refusals, resource } from "./support";

const REFUSALS = [
    ...objectRefusals,
    ...connectionRefusals,
    ...serverRefusals,
    ...sourceRefusals,
    ...sourceTableRefusals,
    ...webhookRefusals,
    ...decodingRefusals,
    ...sinkRefusals,
    ...viewRefusals,
];

describe("refusals at preview", () => {
    for (const [mistake, kind, args, message] of REFUSALS) {
        it(`${kind} refuses ${mistake}`, () => {
            expect(refusals(kind, args)).to.deep.equal([message]);
        });
    }

    it("every rule that Materialize does not enforce has a test", () => {
        const rules = [...kinds.values()].flatMap(({ name, rules: own }) => own.map(rule => ({ name, rule })));
        const isTested = (kind: string, reason: string): boolean =>
            REFUSALS.some(([, testedKind, , message]) => testedKind === kind && message.endsWith(reason));
        const untested = rules.filter(({ name, rule }) => rule.serverMessage === undefined && !isTested(name, rule.reason));
        expect(untested.map(({ name, rule }) => `${name}: ${rule.path} ${rule.reason}`)).to.deep.equal([]);
    });

    it("what newer servers refuse stays as it is in objects that exist", () => {
        const source = { connection: "kafka", topic: "t", format: { text: {} } };
        const kept: readonly (readonly [kind: string, args: Fields])[] = [
            ["KafkaSource", { ...source, include: { timestamp: "hour" } }],
            ["KafkaSource", { ...source, topicMetadataRefreshInterval: "500ms" }],
            ["Role", { name: "none" }],
        ];
        for (const [kind, args] of kept) {
            expect(refusals(kind, args), `a new ${kind}`).to.have.length(1);
            expect(refusals(kind, { ...args, adopt: true }), `an adopted ${kind}`).to.be.empty;
            const state = check(kind, { ...args, adopt: true }).inputs;
            expect(check(kind, args, state).failures, `a ${kind} in the state`).to.be.empty;
        }
    });

    it("the check refuses a name that another resource of the run has", () => {
        const again = (kind: string, args: Fields): string[] => checkAgain(kind, args).failures.map(({ reason }) => reason);
        expect(refusals("Secret", { name: "taken", value: "x" })).to.be.empty;
        const message =
            '"materialize"."public"."taken" is already the name of the Secret resource it: choose another name or schema for one of the two';
        expect(again("Secret", { name: "taken", value: "x", __resource: "other" })).to.deep.equal([message]);
        expect(again("MaterializedView", { name: "taken", query: "SELECT 1" }), "another kind").to.deep.equal([message]);
        expect(again("Secret", { name: "taken", value: "x", schema: "elsewhere", __resource: "other" })).to.be.empty;
        expect(again("Cluster", { name: "taken", size: "25cc" }), "another namespace").to.be.empty;
        const unknown = { name: UNKNOWN, value: "x" };
        expect([...again("Secret", unknown), ...again("Secret", { ...unknown, __resource: "b" })], "not known yet").to.be.empty;
    });

    it("a failure does not name the property of a value that may be secret", () => {
        const password = resource("u1", '"materialize"."public"."pw"');
        const sasl = { mechanism: "x", username: "me", password };
        const args = { brokers: ["a:1"], sasl, __secretInputs: ["sasl.username"] };
        expect(check("KafkaConnection", args).failures.map(({ property }) => property)).to.deep.equal([""]);
    });
});
