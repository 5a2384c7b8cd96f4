import { expect } from "chai";
import { listenerPorts, portWarnings } from "../../../../provider/helpers/aws/listenerPorts";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";

const broker = (id: number, port: unknown, more: Fields = {}): Fields => ({ id, port, listenerPort: 9000 + id, ...more });

/** Returns the state that a change leaves. */
const after = (args: Fields, olds: Fields = {}): Fields => ({ ...args, __listenerPorts: listenerPorts(args, olds) });
const portsOf = (args: Fields, olds?: Fields) => after(args, olds).__listenerPorts;

const SCRAM = { brokers: [broker(1, 9096), broker(2, 9096)] };
const IAM = { brokers: [broker(1, 9098), broker(2, 9098)] };

describe("the ports of the listeners of a load balancer", () => {
    it("listeners change to a second port and back when the port of the brokers changes", () => {
        const first = after(SCRAM);
        expect(first.__listenerPorts).to.deep.equal({ 1: 9001, 2: 9002 });
        const second = after(IAM, first);
        expect(second.__listenerPorts).to.deep.equal({ 1: 10_001, 2: 10_002 });
        expect(portsOf(IAM, second), "without a change").to.deep.equal({ 1: 10_001, 2: 10_002 });
        expect(portsOf({ brokers: [...IAM.brokers, broker(3, 9098)] }, second)).to.deep.equal({ 1: 10_001, 2: 10_002, 3: 9003 });
        expect(portsOf(SCRAM, second)).to.deep.equal({ 1: 9001, 2: 9002 });
        expect(portWarnings(IAM, first)).to.deep.equal([
            "the brokers are reached on port 9098: their new listeners are added first, then the connections are altered, and then the old listeners are removed",
        ]);
        expect(portWarnings(IAM, second)).to.deep.equal([]);
    });

    it("a state of an earlier version has the listeners that its program wanted", () => {
        expect(portsOf(SCRAM, SCRAM)).to.deep.equal({ 1: 9001, 2: 9002 });
        expect(portsOf(IAM, SCRAM)).to.deep.equal({ 1: 10_001, 2: 10_002 });
    });

    it("a port that a preview does not know moves no listener", () => {
        expect(portsOf({ brokers: [broker(1, UNKNOWN)] }, after(SCRAM))).to.deep.equal({ 1: 9001 });
    });

    it("a listener without a second port stays, and the preview warns that it leads to the new port at once", () => {
        const many = (port: number) => ({ brokers: Array.from({ length: 30 }, (_, id) => broker(id, port)) });
        const CASES: readonly (readonly [what: string, before: Fields, now: Fields])[] = [
            ["a port of the program", SCRAM, { ...IAM, __fixedPorts: [1, 2] }],
            ["more than 50 listeners", many(9096), many(9098)],
            [
                "no higher port",
                { brokers: [broker(60_000, 1, { listenerPort: 65_000 })] },
                { brokers: [broker(60_000, 2, { listenerPort: 65_000 })] },
            ],
            [
                "a registry on the port",
                { brokers: [broker(1, 1)], schemaRegistry: { port: 10_001 } },
                { brokers: [broker(1, 2)], schemaRegistry: { port: 10_001 } },
            ],
        ];
        for (const [what, before, now] of CASES) {
            expect(portsOf(now, after(before)), what).to.deep.equal(portsOf(before));
            expect(portWarnings(now, after(before)), what).to.have.length(1);
            expect(portWarnings(now, after(before))[0], what).to.match(
                /^warning: .* lead there before the connections are altered/u,
            );
        }
    });

    it("a listenerPort that the program changes is used", () => {
        const moved = { brokers: [broker(1, 9098, { listenerPort: 9500 })], __fixedPorts: [1] };
        expect(portsOf(moved, after(SCRAM))).to.deep.equal({ 1: 9500 });
        expect(portWarnings(moved, after(SCRAM))[0]).to.match(/added first/u);
    });
});
