import type { ServerError } from "../../../session/errors";
import { flag, text } from "../../../values/scalars";
import { type Fields, isAbsent } from "../../../values/value";
import { acceptEndpoints, camel, type EndpointConnection, endpointConnections } from "../endpoints";
import type { HelperKind, HelperContext } from "../../helperKind";
import { warnOfReplacement } from "../replacement";
import { type Target, TargetHealth } from "../targets";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { validateConnection } from "../../validateConnection";
import { computed } from "../../values";
import type { Probe } from "../../../session/waitUntil";
import { waitForAws } from "../waitForAws";

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
    callsAws: ({ serviceId }) => !isAbsent(serviceId),
    checkRemote: ({ print }, args, olds) => {
        warnOfReplacement({ before: olds.__loadBalancer, now: args.__loadBalancer, loss }, print);
        return Promise.resolve({ outputs: {}, problems: [] });
    },
    apply: async (context, args) => {
        const inAws = isAbsent(args.serviceId) ? [] : awsChecks(context, args);
        const checkAll = async (): Promise<Probe> => {
            const parts = await Promise.all([...inAws, checkStatus].map(check => check(context, args)));
            return parts.every(part => part.ready) ? validateConnection(context, args, refused) : combine(parts);
        };
        await waitForAws(checkAll, { what: "the endpoint", minutes: minutesOf(args), print: context.print });
        return {};
    },
};

const loss = (arn: string): string =>
    `the load balancer ${arn} is replaced: all connections through it are interrupted, and AWS refuses to delete it while the endpoint service uses it. To keep it, revert the change that the preview shows for it, or create a network under another name`;

type Check = (context: HelperContext, args: Fields) => Promise<Probe>;

/** Returns the checks of the load balancer and the endpoint service. */
function awsChecks({ aws }: HelperContext, args: Fields): Check[] {
    const targets = new TargetHealth(aws(String(args.region)).elb(), args.targets as Record<string, Target>);
    return [() => targets.check(), checkEndpoint];
}

/** Combines the states and reasons of the checks that are not ready. The state is final if AWS and Materialize agree: one may still have that of an old endpoint. */
function combine(parts: readonly Probe[]): Probe {
    const pending = parts.filter(part => !part.ready);
    const reasons = [...new Set(pending.flatMap(part => part.reason ?? []))];
    const verdicts = parts.flatMap(part => part.isFinal ?? []);
    return {
        ready: false,
        isFinal: verdicts.length > 0 && verdicts.every(Boolean),
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
    return ours.some(({ state }) => state === "available")
        ? { ready: true, state: "available", isFinal: false }
        : unavailable(ours);
}

/** The states that an endpoint keeps. Materialize creates no other endpoint until its connection is created again. */
const FINAL = ["rejected", "failed", "expired"];

/** The likely reasons why an endpoint is not available, by AWS's state. */
const AWS_REASONS: Readonly<Record<string, string>> = {
    pendingAcceptance: "The endpoint service requires acceptance: set acceptanceRequired: true, and it is accepted here",
    rejected: "Somebody rejected Materialize's endpoint: accept it in AWS",
    failed: "AWS could not make the endpoint: its console says why",
    expired: "The endpoint was not accepted in time: recreate the connection",
};

function unavailable(ours: readonly EndpointConnection[]): Probe {
    const alive = ours.filter(({ state }) => !state.startsWith("delet"));
    const latest = alive.find(({ state }) => !FINAL.includes(state)) ?? alive[0];
    if (latest === undefined) return { ready: false, state: "Materialize has no endpoint at the service yet", isFinal: false };
    const reason = AWS_REASONS[latest.state];
    return {
        ready: false,
        state: `the endpoint ${latest.endpointId} is ${latest.state}`,
        isFinal: FINAL.includes(latest.state),
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
        isFinal: FINAL.includes(reported),
        ...(reason === undefined ? {} : { reason }),
    };
}

/** Returns the state for a failed validation, which may succeed later. A connection that cannot be validated is an error. */
function refused(error: ServerError): Omit<Probe, "ready"> {
    if (error.serverMessage.includes("unsupported")) throw error;
    return { state: `VALIDATE CONNECTION returns: ${error.serverMessage}` };
}
