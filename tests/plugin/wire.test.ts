import { expect } from "chai";
import fc from "fast-check";
import { decode, encode } from "../../plugin/wire";
import { propertyRuns } from "../server";
import { output, reference, secret, UNKNOWN } from "./engine";

/** The name of a property. A message of the protocol cannot hold one that is empty or that JavaScript reserves. */
const key = fc.string({ minLength: 1 }).filter(one => one !== "__proto__" && !/[.[\]]/u.test(one));
const leaf = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(UNKNOWN));

/** Values of a program, some of them marked as secret, with the paths of those. */
const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leaf,
        leaf.map(secret),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 3 }),
        fc.array(leaf, { maxLength: 2 }).map(secret),
    ),
}));

describe("the wire form of properties", () => {
    it("Every value comes back as it was sent, with the same secrets", () => {
        fc.assert(
            fc.property(fc.dictionary(key, value, { maxKeys: 4 }), message => {
                const read = decode(message);
                expect(JSON.stringify(read.fields)).not.to.contain("4dabf18193072939515e22adb298388d");
                expect(encode(read)).to.deep.equal(message);
            }),
            { numRuns: propertyRuns(300) },
        );
    });

    it("An output is its value, and unknown without one; it can be secret", () => {
        const read = decode({
            a: output({ value: [1] }),
            b: output({ secret: true }),
            c: { d: output({ value: "x", secret: true }) },
        });
        expect(read).to.deep.equal({ fields: { a: [1], b: UNKNOWN, c: { d: "x" } }, secrets: ["b", "c.d"] });
    });

    it("An unknown value of any type is the unknown value", () => {
        expect(decode({ a: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7" }).fields).to.deep.equal({ a: UNKNOWN });
    });

    it("A resource is what it is resolved to, and its id is unknown until it exists", () => {
        const read = decode({ a: reference("urn", ""), b: secret(reference("urn", "u1")) }, ({ urn, id }) => ({ urn, id }));
        expect(read).to.deep.equal({ fields: { a: { urn: "urn", id: UNKNOWN }, b: { urn: "urn", id: "u1" } }, secrets: ["b"] });
    });

    it("A secret that is no longer at its path makes the whole property secret", () => {
        const fields = { brokers: [{ address: "secret:1" }], topic: "t" };
        const sent = encode({ fields, secrets: ["brokers[1].address", "other.path"] });
        expect(sent).to.deep.equal({ brokers: secret(fields.brokers), topic: "t" });
    });

    it("A value of a kind that the engine adds later is refused", () => {
        expect(() => decode({ a: { "4dabf18193072939515e22adb298388d": "new" } })).to.throw(
            "of a kind that this version does not know",
        );
    });
});
