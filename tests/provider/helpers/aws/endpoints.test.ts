import { expect } from "chai";
import type { Fields } from "../../../../provider/values/value";
import { AVAILABLE, failure, refused, stepNamed, workOf } from "./support";

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
        expect(error).to.contain("broker-3 is unhealthy (Target.FailedHealthChecks)").and.to.contain("check that it listens");
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

    it("EndpointAvailable does not wait for an endpoint that AWS and Materialize report as rejected, failed or expired", async () => {
        const long = { ...AVAILABLE, timeoutMinutes: 120 };
        for (const state of ["rejected", "failed", "expired"]) {
            const { error, asked } = wait(() => ({ status: state, endpoint: endpoint(state) }), long);
            expect(await error).to.match(
                new RegExp(`^gave up waiting for the endpoint: the endpoint vpce-1 is ${state}; Materialize reports`, "u"),
            );
            expect(asked).to.have.length(3);
        }
    });

    it("EndpointAvailable waits while only an old endpoint is rejected", async () => {
        const after = "gave up waiting for the endpoint after";
        expect(await wait(() => ({ status: "pendingServiceDiscovery", endpoint: endpoint("rejected") })).error).to.contain(after);
        expect(await wait(() => ({ status: "rejected", endpoint: endpoint("pending") })).error).to.contain(after);
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
