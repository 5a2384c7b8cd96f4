import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";
import { credentialProviders } from "./awsSdk";
import { type Fields, isAbsent, isFields } from "../../values/value";

/** The identity that calls AWS. An explicit provider precedes the stack's configuration, which precedes the credential chain of the SDK. */
export interface Identity {
    readonly profile?: string;
    readonly keys?: Keys;
    readonly roles: readonly Role[];
}

interface Keys {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}

/** A role to assume, with the property names of Pulumi's AWS provider. */
interface Role {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly externalId?: string;
    readonly duration?: string;
}

/** The properties of the program's explicit AWS provider that may be in the state, and whether it has access keys, which may not. */
export interface ExplicitProvider {
    readonly profile?: string | null;
    readonly assumeRoles?: unknown;
    readonly hasKeys?: unknown;
}

export const KEYS_REFUSED =
    "the AWS provider that is given has access keys, which would stand in the state: give it a profile or assumeRoles, or set aws:accessKey and aws:secretKey in the stack's config instead";

/** Returns the identity of a resource's AWS calls. */
export function identityOf(config: (key: string) => string | undefined, provider: unknown): Identity {
    const explicit: ExplicitProvider = isFields(provider) ? provider : {};
    const given = { profile: explicit.profile, roles: rolesOf(explicit.assumeRoles) };
    if (!isAbsent(given.profile) || given.roles.length > 0) {
        return { ...(isAbsent(given.profile) ? {} : { profile: given.profile }), roles: given.roles };
    }
    const profile = config("aws:profile");
    const keys = keysOf(config);
    return {
        ...(profile === undefined ? {} : { profile }),
        ...(keys === undefined ? {} : { keys }),
        roles: rolesOf(config("aws:assumeRoles")),
    };
}

function keysOf(config: (key: string) => string | undefined): Keys | undefined {
    const [accessKeyId, secretAccessKey, sessionToken] = ["aws:accessKey", "aws:secretKey", "aws:token"].map(config);
    if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
    return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** Returns the roles of a provider, which are a list or its JSON. */
function rolesOf(value: unknown): Role[] {
    const list: unknown = typeof value === "string" && value !== "" ? parsed(value) : value;
    return Array.isArray(list) ? list.filter(isRole) : [];
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error(
            "aws:assumeRoles is not a list of roles: set it with `pulumi config set --path aws:assumeRoles[0].roleArn …`",
        );
    }
}

const isRole = (value: unknown): value is Fields & Role => isFields(value) && typeof value.roleArn === "string";

/** Returns the options with which a client of the AWS SDK calls AWS as this identity. */
export function identityOptions({ profile, keys, roles }: Identity, region: string): ClientOptions {
    const own = { ...(profile === undefined ? {} : { profile }), ...(keys === undefined ? {} : { credentials: keys }) };
    if (roles.length === 0) return own;
    const { fromNodeProviderChain, fromTemporaryCredentials } = credentialProviders();
    return {
        credentials: roles.reduce<Credentials>(
            // Each role is assumed with the credentials of the role before it.
            (masterCredentials, role) =>
                fromTemporaryCredentials({ params: assumeRole(role), masterCredentials, clientConfig: { region } }),
            keys ?? fromNodeProviderChain(profile === undefined ? {} : { profile }),
        ),
    };
}

type Credentials = NonNullable<FromTemporaryCredentialsOptions["masterCredentials"]>;

interface ClientOptions {
    readonly profile?: string;
    readonly credentials?: Credentials;
}

const assumeRole = ({ roleArn, sessionName, externalId, duration }: Role) => ({
    RoleArn: roleArn,
    RoleSessionName: sessionName ?? "pulumi-materialize",
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
    ...(duration === undefined ? {} : { DurationSeconds: seconds(duration) }),
});

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Returns the seconds of a duration of the AWS provider, such as `1h30m`. */
const seconds = (duration: string): number =>
    [...duration.matchAll(/(?<count>\d+)(?<unit>[hms])/gu)].reduce(
        (sum, { groups }) => sum + Number(groups?.count) * (UNIT_SECONDS[groups?.unit ?? ""] ?? 0),
        0,
    );
