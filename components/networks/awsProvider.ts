import * as pulumi from "@pulumi/pulumi";
import { AWS_PROPERTIES } from "../../common/awsProvider";

/** The properties that helper resources use or refuse, beside the two that states of version 0.1.0 have, too. */
const FURTHER = Object.entries(AWS_PROPERTIES).flatMap(([name, { by }]) =>
    ["unaffected", "key"].includes(by) || name === "profile" || name === "assumeRoles" ? [] : [name],
);

/**
 * Returns the properties of the program's AWS provider with which helper resources call AWS. Credentials are not stored in the state: `hasKeys` and
 * a token that is `true` let the provider refuse them.
 */
export function awsProviderOf(component: pulumi.ComponentResource): { __aws?: object } {
    const resource = component.getProvider("aws:index:Provider");
    if (resource === undefined) return {};
    const provider = resource as unknown as Readonly<Record<string, unknown>>;
    const { profile, assumeRoles, accessKey } = provider;
    const hasKeys = pulumi.unsecret(given(accessKey)).apply(key => typeof key === "string" && key !== "");
    const all = pulumi.output(Object.fromEntries(FURTHER.map(name => [name, given(provider[name])])));
    // The URN keeps the dependency on the provider, whose role must not be deleted before.
    const further = pulumi.all([all, resource.urn]).apply(([properties]) => withoutAbsent(properties));
    return { __aws: { profile: given(profile), assumeRoles: given(assumeRoles), hasKeys, further } };
}

/** What an output resolves to in a preview, too: undefined for a property that the program leaves out. */
interface Resolving {
    promise(withUnknowns: boolean): Promise<unknown>;
}

/** Returns a property that the program gave. A preview takes those that it did not give as unknown, too, which are absent here. */
function given(property: unknown): pulumi.Output<unknown> {
    if (!pulumi.Output.isInstance(property)) return pulumi.output(property);
    const resolved = Promise.all([pulumi.isSecret(property), (property as unknown as Resolving).promise(true)]);
    return pulumi.output(resolved.then(([isSecret, value]) => (isSecret ? pulumi.secret(value) : value)));
}

/** Returns the properties that are set, without a token. */
function withoutAbsent(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const set = Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== "");
    return Object.fromEntries(
        set.map(([name, value]) => [name, name === "assumeRoleWithWebIdentity" ? withoutToken(value) : value]),
    );
}

/** The engine returns structured properties of a provider as JSON. */
function withoutToken(value: unknown): unknown {
    const webIdentity = (typeof value === "string" ? JSON.parse(value) : value) as { webIdentityToken?: unknown };
    return { ...webIdentity, ...(webIdentity.webIdentityToken === undefined ? {} : { webIdentityToken: true }) };
}
