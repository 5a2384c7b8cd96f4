import { expect } from "chai";
import { isOlder, isTopicName } from "../../common/kafka";

describe("facts about Kafka", () => {
    const CASES: readonly (readonly [version: string, than: string, older: boolean])[] = [
        ["2.8.2.tiered", "3.2", true],
        ["3.1.9", "3.2", true],
        ["3.2.0", "3.2", false],
        ["3.10.0", "3.2", false],
        ["3.9.x.kraft", "3.9", false],
        ["", "3.2", true],
    ];
    for (const [version, than, older] of CASES) {
        it(`isOlder returns ${String(older)} for "${version}" and ${than}`, () => {
            expect(isOlder(version, than)).to.equal(older);
        });
    }
    for (const topic of ["carts", "a.b_c-D9", "...", "a".repeat(249)]) {
        it(`isTopicName accepts ${topic.slice(0, 20)} (${String(topic.length)} characters)`, () => {
            expect(isTopicName(topic)).to.equal(true);
        });
    }
    for (const text of ["", ".", "..", "a b", "a:b", "é", "a".repeat(250)]) {
        it(`isTopicName refuses "${text.slice(0, 20)}" (${String(text.length)} characters)`, () => {
            expect(isTopicName(text)).to.equal(false);
        });
    }
});
