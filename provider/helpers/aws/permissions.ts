import type { EC2Client } from "@aws-sdk/client-ec2";
import { ec2Sdk } from "./awsSdk";

/** Returns the principals that may connect to an endpoint service. */
export async function allowedPrincipals(ec2: EC2Client, serviceId: string): Promise<string[]> {
    const found: string[] = [];
    const pages = ec2Sdk().paginateDescribeVpcEndpointServicePermissions({ client: ec2 }, { ServiceId: serviceId });
    for await (const page of pages) {
        for (const { Principal: principal } of page.AllowedPrincipals ?? []) if (principal !== undefined) found.push(principal);
    }
    return found;
}

/** Allows a principal, if it is not allowed yet. */
export const allow = (ec2: EC2Client, serviceId: string, principal: string): Promise<void> =>
    modify(ec2, { ServiceId: serviceId, AddAllowedPrincipals: [principal] });

/** Removes the permission of a principal. */
export const disallow = (ec2: EC2Client, serviceId: string, principal: string): Promise<void> =>
    modify(ec2, { ServiceId: serviceId, RemoveAllowedPrincipals: [principal] });

async function modify(
    ec2: EC2Client,
    request: { ServiceId: string; AddAllowedPrincipals?: string[]; RemoveAllowedPrincipals?: string[] },
): Promise<void> {
    const { ModifyVpcEndpointServicePermissionsCommand } = ec2Sdk();
    await ec2.send(new ModifyVpcEndpointServicePermissionsCommand(request));
}

const codeOf = (error: unknown): string => (error instanceof Error ? error.name : "");

/** True if AWS does not know the role. A new role is known everywhere some seconds after its creation. */
export const isUnknownPrincipal = (error: unknown): boolean => codeOf(error) === "InvalidPrincipal";

/** True if the endpoint service does not exist. */
export const isServiceMissing = (error: unknown): boolean => /^InvalidVpcEndpointService(?:Id)?\.NotFound$/u.test(codeOf(error));
