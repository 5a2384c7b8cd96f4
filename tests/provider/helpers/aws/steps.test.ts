import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { AVAILABLE, ask, check, checkAgain, diff, failure, refusals, refused, stepNamed, workOf, handlerOf } from "./support";

describe("BastionAnswering", () => {
    const SILENT: readonly (readonly [says: string, reason: string])[] = [
        ["Permission denied (publickey,keyboard-interactive).", "does not know Materialize's keys"],
        ["connect to host 198.51.100.1 port 22: Connection refused", "Nothing listens for SSH"],
        ["connect to host 198.51.100.1 port 22: Connection timed out", "route to an internet gateway"],
    ];
    for (const [says, reason] of SILENT) {
        it(`BastionAnswering fails with the likely reason: ${reason}`, async () => {
            const { work } = workOf({
                sql: () => {
                    throw refused(says);
                },
            });
            const args = { connection: '"link"', timeoutMinutes: 0.01 };
            expect(await failure(stepNamed("BastionAnswering").apply?.(work, args)))
                .to.contain(says)
                .and.to.contain(reason);
        });
    }
});

describe("BastionLayout", () => {
    const BASTION = { ports: [9096], cidrs: ["203.0.113.10/32"], timeoutMinutes: 1 };
    const REFUSED: readonly (readonly [what: string, args: Fields, sentence: string])[] = [
        ["a registry without a port", { schemaRegistry: {} }, "schemaRegistry.port is missing"],
        ["no port", { ports: [] }, "ports takes at least 1 item"],
        [
            "an administrator's address",
            { adminCidrs: ["1.2.3.4"] },
            'adminCidrs[0] takes a CIDR block that begins with its first address, such as "203.0.113.64/30"',
        ],
        [
            "Materialize's blocks",
            { cidrs: ["1.2.3.4"] },
            'cidrs[0] takes a CIDR block that begins with its first address, such as "203.0.113.64/30"',
        ],
        ["no time", { timeoutMinutes: 0 }, "timeoutMinutes takes a number of minutes above zero, not 0"],
        [
            "blocks that cannot be looked up",
            { cidrs: [], failure: "nobody answers" },
            "Materialize's egress blocks could not be looked up (nobody answers): fix that, or give the blocks as cidrs",
        ],
    ];
    for (const [what, args, sentence] of REFUSED) {
        it(`BastionLayout refuses ${what}`, () => {
            expect(refusals("BastionLayout", { ...BASTION, ...args })).to.deep.equal([sentence]);
        });
    }

    it("BastionLayout accepts valid arguments", () => {
        expect(refusals("BastionLayout", { ...BASTION, schemaRegistry: { port: 8081 } })).to.be.empty;
    });
});

const BLOCKS = { securityGroupId: "sg-1", ports: [9096], cidrs: ["203.0.113.10/32"] };

describe("AllowedBlocks", () => {
    const REFUSED: readonly (readonly [what: string, args: Fields, sentence: RegExp])[] = [
        ["none", { cidrs: [] }, /^Materialize reports no egress blocks.*give the blocks that it connects from as cidrs$/u],
        [
            "a lookup that failed",
            { cidrs: [], failure: "refuses connections" },
            /could not be looked up \(refuses connections\).*as cidrs$/u,
        ],
        [
            "an address",
            { cidrs: ["203.0.113.10"] },
            /^cidrs\[0\] takes a CIDR block that begins with its first address, such as/u,
        ],
        ["what is no address", { cidrs: ["10.0.3.280/32"] }, /^cidrs\[0\] takes a CIDR block/u],
        ["a block by another address of it", { cidrs: ["203.0.113.65/30"] }, /^cidrs\[0\] takes a CIDR block/u],
        ["more bits than there are", { cidrs: ["203.0.113.64/33"] }, /^cidrs\[0\] takes a CIDR block/u],
        ["one twice", { cidrs: ["203.0.113.10/32", "203.0.113.10/32"] }, /^cidrs has 203\.0\.113\.10\/32 twice$/u],
        ["no port", { ports: [] }, /^ports takes at least 1 item$/u],
    ];
    for (const [what, args, sentence] of REFUSED) {
        it(`AllowedBlocks refuses ${what}`, () => {
            expect(refusals("AllowedBlocks", { ...BLOCKS, ...args }).join("\n")).to.match(sentence);
        });
    }

    it("AllowedBlocks accepts blocks of IPv6, and all of IPv4", () => {
        expect(refusals("AllowedBlocks", { ...BLOCKS, cidrs: ["2001:db8::/48", "::/0", "0.0.0.0/0", "203.0.113.64/30"] })).to.be
            .empty;
    });

    it("AllowedBlocks refuses a port of a group that another one opens in the same run", () => {
        expect(check("AllowedBlocks", { ...BLOCKS, __resource: "first" }).failures).to.be.empty;
        expect(checkAgain("AllowedBlocks", { ...BLOCKS, __resource: "other", ports: [9098] }).failures).to.be.empty;
        expect(checkAgain("AllowedBlocks", { ...BLOCKS, __resource: "again", securityGroupId: "sg-2" }).failures).to.be.empty;
        const [failed] = checkAgain("AllowedBlocks", { ...BLOCKS, __resource: "second", profile: "other" }).failures;
        expect(failed?.reason).to.equal(
            "port 9096 of this security group is opened to Materialize by first already: leave one of the two out, and where they are for two Materialize environments, give first the blocks of both as cidrs",
        );
        expect(checkAgain("AllowedBlocks", { ...BLOCKS, __resource: "first" }).failures, "itself again").to.be.empty;
    });
});

describe("the replacement of an AWS resource", () => {
    const bastion = { connection: "c", connectionId: "u1", timeoutMinutes: 1, bastion: { association: "eipassoc-1" } };
    const balancer = { ...AVAILABLE, availabilityZones: [], __loadBalancer: "arn:lb" };
    const CASES: readonly (readonly [name: string, olds: Fields, news: Fields, loss: string])[] = [
        ["BastionAnswering", bastion, { ...bastion, bastion: { association: UNKNOWN } }, "the bastion is replaced"],
        ["EndpointAvailable", balancer, { ...balancer, __loadBalancer: UNKNOWN }, "the load balancer arn:lb is replaced"],
    ];
    for (const [name, olds, news, loss] of CASES) {
        it(`${name} warns in a preview what is lost: ${loss}`, async () => {
            const { work, said } = workOf({});
            expect((await ask(name, work, news, olds)).failures).to.be.empty;
            expect(said.join()).to.contain(`warning: ${loss}`);
            await ask(name, work, olds, olds);
            await ask(name, work, news, {});
            expect(said).to.have.length(1);
        });
    }
});

describe("the diff of a helper resource", () => {
    it("a helper resource is replaced only with another connection, and otherwise updated in place", () => {
        expect(diff("EndpointAvailable", AVAILABLE, { ...AVAILABLE, __unknown: [], schema: null })).to.deep.include({
            changes: false,
        });
        expect(diff("EndpointAvailable", AVAILABLE, { ...AVAILABLE, __aws: { profile: "team" } })).to.deep.include({
            replaces: [],
            changes: true,
        });
        const moved = { ...AVAILABLE, targets: { "broker-4": { group: "arn:group", attachment: UNKNOWN } } };
        expect(diff("EndpointAvailable", AVAILABLE, moved)).to.deep.include({ changes: true, replaces: [] });
        const asked = { ...AVAILABLE, connectionId: UNKNOWN };
        expect(diff("EndpointAvailable", AVAILABLE, asked)).to.deep.include({ changes: true, replaces: ["connectionId"] });
    });

    it("a helper resource does not change if a preview does not know the absent arguments of an explicit provider", () => {
        const before = { ...AVAILABLE, __aws: { hasKeys: false, assumeRoles: '[{"roleArn":"arn:role"}]' } };
        const preview = { ...before.__aws, profile: UNKNOWN, assumeRoles: UNKNOWN };
        expect(diff("EndpointAvailable", before, { ...before, __aws: preview })).to.deep.include({ changes: false });
        const other = { ...preview, profile: "team" };
        expect(diff("EndpointAvailable", before, { ...before, __aws: other })).to.deep.include({ changes: true, replaces: [] });
    });

    it("a helper resource of version 0.1.0 does not change for the further properties of an explicit provider", () => {
        const before = { ...AVAILABLE, __aws: { hasKeys: false } };
        const now = { ...AVAILABLE, __aws: { hasKeys: false, further: { allowedAccountIds: '["1"]' } } };
        expect(diff("EndpointAvailable", before, now)).to.deep.include({ changes: false });
        const later = { ...AVAILABLE, __aws: { hasKeys: false, further: {} } };
        expect(diff("EndpointAvailable", later, now)).to.deep.include({ changes: true, replaces: [] });
    });

    it("a helper resource that moves between the dynamic provider and the plugin does not change, and keeps its outputs", async () => {
        const OF_STACK = { isOfStack: true, hasKeys: false, profile: "team", further: {} };
        const dynamic = { ...AVAILABLE, __provider: "text", endpointId: "vpce-1" };
        const plugin = { ...AVAILABLE, __aws: OF_STACK };
        expect(diff("EndpointAvailable", dynamic, plugin)).to.deep.include({ changes: false });
        expect(diff("EndpointAvailable", { ...plugin, endpointId: "vpce-1" }, AVAILABLE)).to.deep.include({ changes: false });
        expect(diff("EndpointAvailable", plugin, { ...plugin, __aws: { ...OF_STACK, profile: "other" } })).to.deep.include({
            changes: true,
        });
        const { work, asked } = workOf({});
        const { outs } = await handlerOf("EndpointAvailable", work).update("it", dynamic, plugin);
        expect([outs.__provider, outs.__aws, outs.endpointId]).to.deep.equal([undefined, OF_STACK, "vpce-1"]);
        expect(asked).to.be.empty;
    });

    it("a helper resource loses the arguments that the program removes", () => {
        expect(
            diff("SshPublicKeys", { connectionId: "u1", rotateKeys: "a", publicKeys: [] }, { connectionId: "u1" }),
        ).to.deep.include({
            changes: true,
            replaces: [],
        });
    });
});
