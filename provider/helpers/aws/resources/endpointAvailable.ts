import type { ServerError } from "../../../session/errors";
import { flag, text } from "../../../values/scalars";
import { type Fields, isAbsent } from "../../../values/value";
import { acceptEndpoints, camel, type EndpointConnection, endpointConnections } from "../endpoints";
import type { HelperKind, HelperContext } from "../../helperKind";
import { type Target, Targets } from "../targets";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validated } from "../../connectionValidated";
import { computed } from "../../values";
import { type Probe, waitUntil } from "../../../session/waitUntil";

/** Waits until a packet would get through PrivateLink, and validates its connection; of a service of somebody else's, only Materialize is asked. */
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
    apply: async (work, args) => {
        const inAws = isAbsent(args.serviceId) ? [] : looksInAws(work, args);
        const look = async (): Promise<Probe> => {
            const parts = await Promise.all([...inAws, status].map(one => one(work, args)));
            return parts.every(part => part.ready) ? validated(work, args, refused) : together(parts);
        };
        await waitUntil(look, { what: "the endpoint", minutes: minutesOf(args), say: work.print });
        return {};
    },
};

type Look = (work: HelperContext, args: Fields) => Promise<Probe>;

/** What is asked of the AWS in which the service is. */
function looksInAws({ aws }: HelperContext, args: Fields): Look[] {
    const targets = new Targets(aws(String(args.region)).elb(), args.targets as Record<string, Target>);
    return [() => targets.look(), endpoint];
}

function together(parts: readonly Probe[]): Probe {
    const open = parts.filter(part => !part.ready);
    const reasons = [...new Set(open.flatMap(part => part.reason ?? []))];
    return {
        ready: false,
        state: open.map(part => part.state).join("; "),
        ...(reasons.length === 0 ? {} : { reason: reasons.join(". ") }),
    };
}

/** Materialize's endpoint as AWS sees it; where the service asks for it, it is accepted. */
async function endpoint({ aws }: HelperContext, args: Fields): Promise<Probe> {
    const ec2 = aws(String(args.region)).ec2();
    const serviceId = String(args.serviceId);
    const account = String(args.principal).split(":")[4];
    const ours = (await endpointConnections(ec2, serviceId)).filter(({ owner }) => owner === account);
    const pending = ours.filter(({ state }) => state === "pendingAcceptance");
    // Also beside one that is available: that of a connection that was made anew goes some time after the DROP.
    if (args.acceptanceRequired === true && pending.length > 0) {
        await acceptEndpoints(
            ec2,
            serviceId,
            pending.map(({ endpointId }) => endpointId),
        );
    }
    return ours.some(({ state }) => state === "available") ? { ready: true, state: "available" } : notThere(ours);
}

/** Why an endpoint is not available, and what to do, by AWS's state. */
const AWS_REASONS: Readonly<Record<string, string>> = {
    pendingAcceptance: "The endpoint service asks for acceptance: give acceptanceRequired: true, and it is accepted here",
    rejected: "Somebody rejected Materialize's endpoint: accept it in AWS",
    failed: "AWS could not make the endpoint: its console says why",
    expired: "The endpoint was not accepted in time: drop the connection and make it anew",
};

function notThere(ours: readonly EndpointConnection[]): Probe {
    const latest = ours.find(({ state }) => !state.startsWith("delet"));
    if (latest === undefined) return { ready: false, state: "Materialize has no endpoint at the service yet" };
    const reason = AWS_REASONS[latest.state];
    return {
        ready: false,
        state: `the endpoint ${latest.endpointId} is ${latest.state}`,
        ...(reason === undefined ? {} : { reason }),
    };
}

/** Why Materialize has no endpoint, and what to do, by its status. */
const STATUS_REASONS: Readonly<Record<string, string>> = {
    pendingServiceDiscovery:
        "Materialize does not find the endpoint service: its principal must be allowed there, and its region supported where that is another one (materializeRegion)",
    missingAvailabilityZones:
        "The load balancer has none of the connection's zones in common with Materialize: add a subnet (subnetIds)",
    rejected: "Somebody rejected Materialize's endpoint: accept it in AWS",
};

const STATUS = "SELECT status FROM mz_internal.mz_aws_privatelink_connection_statuses WHERE id = $1";

/** The connection as Materialize sees it; old ones have no status any more, and VALIDATE decides. */
async function status({ materialize }: HelperContext, args: Fields): Promise<Probe> {
    const rows = await materialize.rows<{ status: string | null }>(STATUS, [String(args.connectionId)]);
    const said = camel(rows[0]?.status ?? "available");
    const reason = STATUS_REASONS[said];
    return {
        ready: said === "available",
        state: `Materialize says ${said}`,
        ...(reason === undefined ? {} : { reason }),
    };
}

/** Where it does not get through yet, it may later; one that can never be validated is an error at once. */
function refused(error: ServerError): Omit<Probe, "ready"> {
    if (error.serverMessage.includes("unsupported")) throw error;
    return { state: `VALIDATE CONNECTION says: ${error.serverMessage}` };
}
