import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";
import { credentialProviders } from "./awsSdk";
import { type Fields, isAbsent, isFields } from "../../values/value";

/** Who calls AWS: what the stack's config says, else the SDK's own chain; the profile and roles of an explicit provider come first. */
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

/** A role that is taken on, by the words of Pulumi's AWS provider. */
interface Role {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly externalId?: string;
    readonly duration?: string;
}

/** Of an explicit provider of the program: what can stand in the state, and whether it has keys, which cannot. */
export interface ExplicitProvider {
    readonly profile?: string | null;
    readonly assumeRoles?: unknown;
    readonly hasKeys?: unknown;
}

export const KEYS_REFUSED =
    "the AWS provider that is given has access keys, which would stand in the state: give it a profile or assumeRoles, or set aws:accessKey and aws:secretKey in the stack's config instead";

/** The identity of a resource's AWS calls. */
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

/** Roles as a provider keeps them: a list, or its JSON. */
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

/** A length of time as the AWS provider writes it: `1h30m`. */
const seconds = (duration: string): number =>
    [...duration.matchAll(/(?<count>\d+)(?<unit>[hms])/gu)].reduce(
        (sum, { groups }) => sum + Number(groups?.count) * (UNIT_SECONDS[groups?.unit ?? ""] ?? 0),
        0,
    );
