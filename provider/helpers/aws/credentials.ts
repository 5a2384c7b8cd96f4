import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import type { FromTemporaryCredentialsOptions } from "@aws-sdk/credential-providers";
import { forAllowedAccounts } from "./account";
import { credentialProviders } from "./awsSdk";
import type { Identity, Role, Service, WebIdentity } from "./identity";

/** Credentials, or a function that returns them when a call needs them. */
type Credentials = NonNullable<FromTemporaryCredentialsOptions["masterCredentials"]>;

/** The options of a client of the AWS SDK. */
export interface ClientOptions {
    readonly region: string;
    readonly profile?: string;
    readonly credentials?: Credentials;
    readonly endpoint?: string;
    readonly useFipsEndpoint?: boolean;
    readonly useDualstackEndpoint?: boolean;
    readonly requestHandler?: { readonly httpsAgent: Agent };
}

/** Returns the options with which a client of the AWS SDK calls a service in a region as this identity. */
export function clientOptions(identity: Identity, region: string, service: Service): ClientOptions {
    const credentials = credentialsOf(identity, region);
    return { ...connectionOptions(identity, region, service), ...(credentials === undefined ? {} : { credentials }) };
}

/** Returns where and how a service is called. */
function connectionOptions(identity: Identity, region: string, service: Service): ClientOptions {
    const endpoint = identity.endpoints?.[service];
    return { region, ...(endpoint === undefined ? {} : { endpoint }), ...transportOptions(identity) };
}

type Transport = Pick<ClientOptions, "requestHandler" | "useDualstackEndpoint" | "useFipsEndpoint">;

function transportOptions({ useFipsEndpoint, useDualstackEndpoint, caBundle }: Identity): Transport {
    return {
        ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
        ...(useDualstackEndpoint === undefined ? {} : { useDualstackEndpoint }),
        ...(caBundle === undefined ? {} : { requestHandler: { httpsAgent: new Agent({ ca: readFileSync(caBundle) }) } }),
    };
}

/** Returns the options of a client of AWS's Security Token Service. */
const stsOptions = (identity: Identity, region: string): ClientOptions =>
    connectionOptions(identity, identity.stsRegion ?? region, "sts");

/** Returns the credentials of an identity; undefined for those that the SDK finds by itself. */
function credentialsOf(identity: Identity, region: string): Credentials | undefined {
    const sts = stsOptions(identity, region);
    const own = identity.webIdentity === undefined ? ownCredentials(identity) : withWebIdentity(identity.webIdentity, sts);
    const last = identity.roles.reduce<Credentials | undefined>((before, role) => assumed(role, before, sts), own);
    return forAllowedAccounts(last, identity, sts);
}

/** Returns the credentials that the provider has before it assumes roles. */
function ownCredentials(identity: Identity): Credentials | undefined {
    const { profile, keys, configFile, credentialsFile, roles } = identity;
    if (keys !== undefined) return keys;
    const clientConfig = transportOptions(identity);
    const options = {
        ...(profile === undefined ? {} : { profile }),
        ...(configFile === undefined ? {} : { configFilepath: configFile }),
        ...(credentialsFile === undefined ? {} : { filepath: credentialsFile }),
        ...(Object.keys(clientConfig).length === 0 ? {} : { clientConfig }),
    };
    if (profile !== undefined) return credentialProviders().fromNodeProviderChain(options);
    // The SDK prefers the profile in AWS_PROFILE to keys in the environment, and the AWS provider prefers the keys.
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: other } = process.env;
    if (id !== undefined && secret !== undefined && other !== undefined) return credentialProviders().fromEnv();
    const isPlain = Object.keys(options).length === 0 && roles.length === 0;
    return isPlain ? undefined : credentialProviders().fromNodeProviderChain(options);
}

/** Returns the credentials of a role that is assumed with a token. The file of the token is read for each assumption, since tokens expire. */
function withWebIdentity(webIdentity: WebIdentity, clientConfig: ClientOptions): Credentials {
    const { roleArn, webIdentityToken, webIdentityTokenFile = "", policy, policyArns } = webIdentity;
    return identityProperties =>
        credentialProviders().fromWebToken({
            roleArn,
            roleSessionName: sessionNameOf(webIdentity),
            webIdentityToken: webIdentityToken ?? readFileSync(webIdentityTokenFile, "utf8"),
            ...(policy === undefined ? {} : { policy }),
            ...(policyArns === undefined ? {} : { policyArns: policyArns.map(arn => ({ arn })) }),
            ...(webIdentity.duration === undefined ? {} : { durationSeconds: seconds(webIdentity.duration) }),
            clientConfig,
        })(identityProperties);
}

/** Returns the credentials of a role, which is assumed with the credentials of the role before it. */
const assumed = (role: Role, before: Credentials | undefined, clientConfig: ClientOptions): Credentials =>
    credentialProviders().fromTemporaryCredentials({
        params: assumeRole(role),
        ...(before === undefined ? {} : { masterCredentials: before }),
        clientConfig,
    });

const sessionNameOf = ({ sessionName }: { readonly sessionName?: string }): string => sessionName ?? "pulumi-materialize";

const assumeRole = (role: Role): FromTemporaryCredentialsOptions["params"] => ({
    RoleArn: role.roleArn,
    RoleSessionName: sessionNameOf(role),
    ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    ...(role.duration === undefined ? {} : { DurationSeconds: seconds(role.duration) }),
    ...(role.policy === undefined ? {} : { Policy: role.policy }),
    ...(role.policyArns === undefined ? {} : { PolicyArns: role.policyArns.map(arn => ({ arn })) }),
    ...(role.sourceIdentity === undefined ? {} : { SourceIdentity: role.sourceIdentity }),
    ...(role.tags === undefined ? {} : { Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...(role.transitiveTagKeys === undefined ? {} : { TransitiveTagKeys: [...role.transitiveTagKeys] }),
});

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Returns the seconds of a duration of the AWS provider, such as `1h30m`. */
const seconds = (duration: string): number =>
    Math.round(
        [...duration.matchAll(/(?<count>\d+(?:\.\d+)?)(?<unit>ms|us|µs|ns|[hms])/gu)].reduce(
            (sum, { groups }) => sum + Number(groups?.count) * (UNIT_SECONDS[groups?.unit ?? ""] ?? 0),
            0,
        ),
    );
