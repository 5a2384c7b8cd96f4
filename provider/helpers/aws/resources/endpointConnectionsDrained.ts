import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import { endpointConnections } from "../endpoints";
import type { HelperKind, HelperContext } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import type { Probe } from "../../../session/waitUntil";
import { waitForAws } from "../waitForAws";

/** The states of an endpoint connection in which AWS refuses to delete the service. */
const HOLDING = ["available", "pendingAcceptance", "pending"];

/**
 * Its deletion waits until the endpoint connections of a service are deleted, since AWS refuses to delete a service with connections. It is between
 * the service and Materialize's connection: the connection is dropped first, and Materialize deletes its endpoint some time later.
 */
export const endpointConnectionsDrained: HelperKind = {
    name: "EndpointConnectionsDrained",
    arguments: { serviceId: text(), region: text(), timeoutMinutes: timeoutMinutes },
    identity: ["serviceId"],
    callsAws: () => true,
    delete: (context, args) =>
        waitForAws(() => checkConnections(context, args), {
            what: "endpoint connections to go",
            minutes: minutesOf(args),
            print: context.print,
        }),
};

async function checkConnections({ aws }: HelperContext, { region, serviceId }: Fields): Promise<Probe> {
    const connections = await endpointConnections(aws(String(region)).ec2(), String(serviceId));
    const held = connections.filter(({ state }) => HOLDING.includes(state));
    const ids = held.map(({ endpointId }) => endpointId).join(" ");
    return {
        ready: held.length === 0,
        state: held.map(({ endpointId, owner, state }) => `${endpointId} of the account ${owner} is ${state}`).join(", "),
        reason: `Materialize deletes its endpoint after DROP CONNECTION; remaining ones can be rejected: \`aws ec2 reject-vpc-endpoint-connections --region ${String(region)} --service-id ${String(serviceId)} --vpc-endpoint-ids ${ids}\``,
    };
}
