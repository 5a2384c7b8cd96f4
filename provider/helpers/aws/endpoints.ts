import type { EC2Client } from "@aws-sdk/client-ec2";
import { ec2Sdk } from "./awsSdk";

/** An endpoint that is connected to an endpoint service. */
export interface EndpointConnection {
    readonly endpointId: string;
    /** The account of the endpoint. */
    readonly owner: string;
    /** `available`, `pendingAcceptance` and so on. */
    readonly state: string;
}

/** Returns the endpoint connections of a service; none if the service does not exist. */
export async function endpointConnections(ec2: EC2Client, serviceId: string): Promise<EndpointConnection[]> {
    const found: EndpointConnection[] = [];
    const pages = ec2Sdk().paginateDescribeVpcEndpointConnections(
        { client: ec2 },
        { Filters: [{ Name: "service-id", Values: [serviceId] }] },
    );
    for await (const page of pages) {
        for (const one of page.VpcEndpointConnections ?? []) {
            const { VpcEndpointId: endpointId = "", VpcEndpointOwner: owner = "", VpcEndpointState: state = "" } = one;
            found.push({ endpointId, owner, state: camel(state) });
        }
    }
    return found;
}

/** Accepts the connections of endpoints. */
export async function acceptEndpoints(ec2: EC2Client, serviceId: string, endpointIds: string[]): Promise<void> {
    const request = { ServiceId: serviceId, VpcEndpointIds: endpointIds };
    const { AcceptVpcEndpointConnectionsCommand } = ec2Sdk();
    const answer = await ec2.send(new AcceptVpcEndpointConnectionsCommand(request));
    const [refused] = answer.Unsuccessful ?? [];
    if (refused !== undefined) {
        throw new Error(
            `AWS does not accept the endpoint ${refused.ResourceId ?? ""}: ${refused.Error?.Message ?? "no reason given"}`,
        );
    }
}

/** Returns a state in one spelling: AWS and Materialize write `PendingAcceptance`, `pendingAcceptance` and `pending-acceptance`. */
export const camel = (state: string): string =>
    state
        .replaceAll(/-(?<letter>[a-z])/gu, (_, letter: string) => letter.toUpperCase())
        .replace(/^[A-Z]/u, letter => letter.toLowerCase());
