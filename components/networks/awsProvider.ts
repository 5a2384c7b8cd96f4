import * as pulumi from "@pulumi/pulumi";

/**
 * Returns the settings of the program's AWS provider with which helper resources call AWS. Access keys are not stored in the state: `hasKeys` lets the
 * provider refuse them.
 */
export function awsProviderOf(component: pulumi.ComponentResource): { __aws?: object } {
    const provider = component.getProvider("aws:index:Provider") as unknown as Record<string, unknown> | undefined;
    if (provider === undefined) return {};
    const { profile, assumeRoles, accessKey } = provider;
    const hasKeys = pulumi.unsecret(pulumi.output(accessKey)).apply(key => typeof key === "string" && key !== "");
    return { __aws: { profile, assumeRoles, hasKeys } };
}
