import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { check, checkAgain, diff, failure, refusals, refused, stepNamed, workOf } from "./support";

const AVAILABLE = {
    connection: '"materialize"."public"."link"',
    connectionId: "u1",
    principal: "arn:aws:iam::664411391173:role/mz_1_u1",
    serviceId: "vpce-svc-1",
    region: "us-east-1",
    targets: { "broker-3": { group: "arn:group", attachment: "a" } },
    acceptanceRequired: false,
    timeoutMinutes: 0.01,
};

const endpoint = (state: string, owner = "664411391173"): Fields => ({
    VpcEndpointConnections: [{ VpcEndpointId: "vpce-1", VpcEndpointOwner: owner, VpcEndpointState: state }],
});
const health = (state: string, reason?: string): Fields => ({
    TargetHealthDescriptions: [{ TargetHealth: { State: state, Reason: reason } }],
});

/** The answers of AWS and Materialize during a wait. */
interface Said {
    readonly target?: Fields;
    readonly endpoint?: Fields;
    readonly status?: string;
    readonly validation?: string;
    readonly accept?: () => void;
}

const wait = (said: () => Said, args: Fields = AVAILABLE) => {
    const hand = workOf({
        sql: text => {
            const { status, validation } = said();
            if (!text.startsWith("VALIDATE")) return status === undefined ? [] : [{ status }];
            if (validation !== undefined) throw refused(validation);
            return [];
        },
        aws: command => {
            const now = said();
            if (command === "AcceptVpcEndpointConnections") now.accept?.();
            return command === "DescribeTargetHealth"
                ? (now.target ?? health("healthy"))
                : (now.endpoint ?? endpoint("available"));
        },
    });
    return { ...hand, error: failure(stepNamed("EndpointAvailable").apply?.(hand.work, args)) };
};

describe("EndpointAvailable", () => {
    it("EndpointAvailable validates the connection once its targets, AWS and Materialize report that it is available", async () => {
        const { error, asked, said } = wait(() => ({ status: "available" }));
        expect(await error).to.equal("");
        expect(said).to.be.empty;
        expect(asked.at(-1)).to.equal('VALIDATE CONNECTION "materialize"."public"."link"');
    });

    it("EndpointAvailable validates a connection without a status", async () => {
        expect(await wait(() => ({})).error).to.equal("");
    });

    for (const spelling of ["pendingServiceDiscovery", "pending-service-discovery"]) {
        it(`EndpointAvailable waits while Materialize reports ${spelling}`, async () => {
            const error = await wait(() => ({ status: spelling, endpoint: { VpcEndpointConnections: [] } })).error;
            expect(error).to.contain(
                "Materialize has no endpoint at the service yet; Materialize reports pendingServiceDiscovery",
            );
            expect(error).to.contain("its principal must be allowed there");
        });
    }

    it("EndpointAvailable prints the unhealthy targets, with the reason", async () => {
        const error = await wait(() => ({ target: health("unhealthy", "Target.FailedHealthChecks") })).error;
        expect(error)
            .to.contain("broker-3 is unhealthy (Target.FailedHealthChecks)")
            .and.to.contain("check that the broker listens");
    });

    it("EndpointAvailable prints the validation error, and does not wait for a connection that cannot be validated", async () => {
        expect(await wait(() => ({ validation: "connection refused" })).error).to.match(
            /^gave up .*VALIDATE CONNECTION returns: connection refused/u,
        );
        const { error } = wait(() => ({ validation: "AWS PrivateLink connections are unsupported" }), {
            ...AVAILABLE,
            timeoutMinutes: 60,
        });
        expect(await error).to.match(/^AWS PrivateLink connections are unsupported/u);
    });

    it("EndpointAvailable queries only Materialize for a service of another account", async () => {
        const { connection, connectionId, timeoutMinutes } = AVAILABLE;
        const there = { connection, connectionId, timeoutMinutes, serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0a" };
        const { error, asked } = wait(() => ({ status: "available" }), there);
        expect(await error).to.equal("");
        expect(asked.filter(call => !/^(?:SELECT|VALIDATE) /u.test(call))).to.be.empty;
        expect(await wait(() => ({ status: "pendingAcceptance" }), there).error).to.contain(
            "Materialize reports pendingAcceptance",
        );
    });

    it("EndpointAvailable ignores the endpoints of other accounts", async () => {
        expect(await wait(() => ({ endpoint: endpoint("available", "111111111111") })).error).to.contain(
            "Materialize has no endpoint",
        );
    });

    it("EndpointAvailable accepts the endpoint only if acceptanceRequired is set", async () => {
        let accepted = false;
        const pending = (): Said => ({
            endpoint: endpoint(accepted ? "available" : "pendingAcceptance"),
            accept: () => {
                accepted = true;
            },
        });
        expect(await wait(pending).error).to.contain("set acceptanceRequired: true");
        expect(accepted).to.equal(false);
        expect(await wait(pending, { ...AVAILABLE, acceptanceRequired: true, timeoutMinutes: 1 }).error).to.equal("");
        expect(accepted).to.equal(true);
    });

    it("EndpointAvailable accepts the endpoint while the one of the dropped connection is available", async () => {
        let accepted = false;
        const both = (): Said => ({
            status: accepted ? "available" : "pendingAcceptance",
            endpoint: {
                VpcEndpointConnections: ["available", accepted ? "available" : "pendingAcceptance"].flatMap(
                    state => endpoint(state).VpcEndpointConnections,
                ),
            },
            accept: () => {
                accepted = true;
            },
        });
        expect(await wait(both, { ...AVAILABLE, acceptanceRequired: true }).error).to.equal("");
    });
});

describe("EndpointConnectionsDrained", () => {
    const drain = (states: string[]) => {
        const hand = workOf({ aws: () => endpoint(states.length > 1 ? (states.shift() ?? "") : (states[0] ?? "")) });
        const args = { serviceId: "vpce-svc-1", region: "us-east-1", timeoutMinutes: 0.01 };
        return { ...hand, error: failure(stepNamed("EndpointConnectionsDrained").delete?.(hand.work, args)) };
    };

    it("EndpointConnectionsDrained waits until the service has no connections", async () => {
        const { said, error } = drain(["available", "deleting"]);
        expect(await error).to.equal("");
        expect(said).to.deep.equal(["waiting for endpoint connections to go: vpce-1 of the account 664411391173 is available"]);
    });

    it("EndpointConnectionsDrained prints the command that rejects the remaining connections", async () => {
        expect(await drain(["available"]).error).to.contain(
            "aws ec2 reject-vpc-endpoint-connections --region us-east-1 --service-id vpce-svc-1 --vpc-endpoint-ids vpce-1",
        );
    });
});

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

    it("a helper resource loses the arguments that the program removes", () => {
        expect(
            diff("SshPublicKeys", { connectionId: "u1", rotateKeys: "a", publicKeys: [] }, { connectionId: "u1" }),
        ).to.deep.include({
            changes: true,
            replaces: [],
        });
    });
});
