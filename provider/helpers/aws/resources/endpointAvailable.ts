import type { ServerError } from "../../../session/errors";
import { flag, text } from "../../../values/scalars";
import { type Fields, isAbsent } from "../../../values/value";
import { acceptEndpoints, camel, type EndpointConnection, endpointConnections } from "../endpoints";
import type { HelperKind, HelperContext } from "../../helperKind";
import { type Target, TargetHealth } from "../targets";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validateConnection } from "../../validateConnection";
import { computed } from "../../values";
import { type Probe, waitUntil } from "../../../session/waitUntil";

/** Waits until the connection works over PrivateLink, and validates it. The endpoint service of another account is not checked in AWS. */
export const endpointAvailable: HelperKind = {
    name: "EndpointAvailable",
    arguments: {
        connection: text(),
        connectionId: text(),
        serviceName: text(),
        principal: text(),
        serviceId: text(),
        region: text(),
        targets: computed,
        availabilityZones: computed,
        acceptanceRequired: flag,
        timeoutMinutes: timeoutMinutes,
    },
    optional: ["serviceName", "principal", "serviceId", "region", "targets", "acceptanceRequired"],
    identity: ["connectionId"],
    apply: async (context, args) => {
        const inAws = isAbsent(args.serviceId) ? [] : awsChecks(context, args);
        const checkAll = async (): Promise<Probe> => {
            const parts = await Promise.all([...inAws, checkStatus].map(check => check(context, args)));
            return parts.every(part => part.ready) ? validateConnection(context, args, refused) : combine(parts);
        };
        await waitUntil(checkAll, { what: "the endpoint", minutes: minutesOf(args), print: context.print });
        return {};
    },
};

type Check = (context: HelperContext, args: Fields) => Promise<Probe>;

/** Returns the checks of the load balancer and the endpoint service. */
function awsChecks({ aws }: HelperContext, args: Fields): Check[] {
    const targets = new TargetHealth(aws(String(args.region)).elb(), args.targets as Record<string, Target>);
    return [() => targets.check(), checkEndpoint];
}

/** Combines the states and reasons of the checks that are not ready. */
function combine(parts: readonly Probe[]): Probe {
    const pending = parts.filter(part => !part.ready);
    const reasons = [...new Set(pending.flatMap(part => part.reason ?? []))];
    return {
        ready: false,
        state: pending.map(part => part.state).join("; "),
        ...(reasons.length === 0 ? {} : { reason: reasons.join(". ") }),
    };
}

/** Checks Materialize's endpoint in AWS, and accepts it if the service requires acceptance. */
async function checkEndpoint({ aws }: HelperContext, args: Fields): Promise<Probe> {
    const ec2 = aws(String(args.region)).ec2();
    const serviceId = String(args.serviceId);
    const account = String(args.principal).split(":")[4];
    const ours = (await endpointConnections(ec2, serviceId)).filter(({ owner }) => owner === account);
    const pending = ours.filter(({ state }) => state === "pendingAcceptance");
    // One may be pending while another is available: the endpoint of a dropped connection is deleted some time after the DROP.
    if (args.acceptanceRequired === true && pending.length > 0) {
        await acceptEndpoints(
            ec2,
            serviceId,
            pending.map(({ endpointId }) => endpointId),
        );
    }
    return ours.some(({ state }) => state === "available") ? { ready: true, state: "available" } : unavailable(ours);
}

/** The likely reasons why an endpoint is not available, by AWS's state. */
const AWS_REASONS: Readonly<Record<string, string>> = {
    pendingAcceptance: "The endpoint service requires acceptance: set acceptanceRequired: true, and it is accepted here",
    rejected: "Somebody rejected Materialize's endpoint: accept it in AWS",
    failed: "AWS could not make the endpoint: its console says why",
    expired: "The endpoint was not accepted in time: recreate the connection",
};

function unavailable(ours: readonly EndpointConnection[]): Probe {
    const latest = ours.find(({ state }) => !state.startsWith("delet"));
    if (latest === undefined) return { ready: false, state: "Materialize has no endpoint at the service yet" };
    const reason = AWS_REASONS[latest.state];
    return {
        ready: false,
        state: `the endpoint ${latest.endpointId} is ${latest.state}`,
        ...(reason === undefined ? {} : { reason }),
    };
}

/** The likely reasons why Materialize has no endpoint, by its status. */
const STATUS_REASONS: Readonly<Record<string, string>> = {
    pendingServiceDiscovery:
        "Materialize does not find the endpoint service: its principal must be allowed there, and its region supported where that is another one (materializeRegion)",
    missingAvailabilityZones:
        "The load balancer has none of the connection's zones in common with Materialize: add a subnet (subnetIds)",
    rejected: "Somebody rejected Materialize's endpoint: accept it in AWS",
};

const STATUS = "SELECT status FROM mz_internal.mz_aws_privatelink_connection_statuses WHERE id = $1";

/** Checks the connection's status in Materialize. Old connections have none, so VALIDATE decides. */
async function checkStatus({ materialize }: HelperContext, args: Fields): Promise<Probe> {
    const rows = await materialize.rows<{ status: string | null }>(STATUS, [String(args.connectionId)]);
    const reported = camel(rows[0]?.status ?? "available");
    const reason = STATUS_REASONS[reported];
    return {
        ready: reported === "available",
        state: `Materialize reports ${reported}`,
        ...(reason === undefined ? {} : { reason }),
    };
}

/** Returns the state for a failed validation, which may succeed later. A connection that cannot be validated is an error. */
function refused(error: ServerError): Omit<Probe, "ready"> {
    if (error.serverMessage.includes("unsupported")) throw error;
    return { state: `VALIDATE CONNECTION returns: ${error.serverMessage}` };
}
