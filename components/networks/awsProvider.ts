import * as pulumi from "@pulumi/pulumi";
import { AWS_PROPERTIES } from "../../common/awsProvider";
import { providerFor } from "../../sdk/resource";

/** The properties that helper resources use or refuse, beside the two that states of version 0.1.0 have, too. */
const FURTHER = Object.entries(AWS_PROPERTIES).flatMap(([name, { by }]) =>
    ["unaffected", "key"].includes(by) || name === "profile" || name === "assumeRoles" ? [] : [name],
);

/**
 * Returns the properties of the program's AWS provider with which helper resources call AWS. Credentials are not stored in the state: `hasKeys` and
 * a token that is `true` let the provider refuse them.
 *
 * The default AWS provider has the settings of the stack configuration. The dynamic provider of this package reads them itself; the engine does not
 * pass them to the plugin, which gets them here.
 */
export function awsProviderOf(component: pulumi.ComponentResource): { __aws?: object } {
    const resource = component.getProvider("aws:index:Provider");
    if (resource === undefined)
        return providerFor("HelperResource", { parent: component }) === undefined ? {} : { __aws: ofStack() };
    const provider = resource as unknown as Readonly<Record<string, unknown>>;
    const { profile, assumeRoles, accessKey } = provider;
    const hasKeys = pulumi.unsecret(given(accessKey)).apply(isSet);
    const all = pulumi.output(Object.fromEntries(FURTHER.map(name => [name, given(provider[name])])));
    // The URN keeps the dependency on the provider, whose role must not be deleted before.
    const further = pulumi.all([all, resource.urn]).apply(([properties]) => withoutAbsent(properties));
    return { __aws: { profile: given(profile), assumeRoles: given(assumeRoles), hasKeys, further } };
}

const isSet = (key: unknown): boolean => typeof key === "string" && key !== "";

/** Returns the settings of the default AWS provider. */
function ofStack(): object {
    const all = pulumi.output(Object.fromEntries(FURTHER.map(name => [name, setting(name)])));
    const hasKeys = isSet(pulumi.runtime.getConfig("aws:accessKey"));
    const [profile, assumeRoles] = [setting("profile"), setting("assumeRoles")];
    return { isOfStack: true, profile, assumeRoles, hasKeys, further: all.apply(withoutAbsent) };
}

/** Pulumi keeps this function out of its types. */
const { isConfigSecret } = pulumi.runtime as unknown as { readonly isConfigSecret: (key: string) => boolean };

function setting(name: string): pulumi.Input<string> | undefined {
    const key = `aws:${name}`;
    const value = pulumi.runtime.getConfig(key);
    return value !== undefined && isConfigSecret(key) ? pulumi.secret(value) : value;
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
