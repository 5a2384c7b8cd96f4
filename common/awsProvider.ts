/**
 * How the AWS calls of helper resources treat a property of Pulumi's AWS provider, so that they have exactly its identity:
 *
 * - `passed`: they use it too.
 * - `checked`: they are refused if it forbids them.
 * - `key`: they use it from the stack configuration. An explicit provider with it is refused, since it would be in the state.
 * - `unaffected`: it changes neither who calls AWS nor where.
 * - `refused`: they cannot use it, and the property is refused with what to write instead.
 */
export type Treatment =
    { readonly by: "checked" | "key" | "passed" | "unaffected" } | { readonly by: "refused"; readonly instead: string };

const passed: Treatment = { by: "passed" };
const checked: Treatment = { by: "checked" };
const key: Treatment = { by: "key" };
const unaffected: Treatment = { by: "unaffected" };
const refused = (instead: string): Treatment => ({ by: "refused", instead });

const PROXY = refused("run Pulumi where AWS can be reached without a proxy, for example over VPC endpoints");

/** The properties of {@link https://www.pulumi.com/registry/packages/aws/installation-configuration/ | Pulumi's AWS provider}. */
export const AWS_PROPERTIES: Readonly<Record<string, Treatment>> = {
    accessKey: key,
    allowedAccountIds: checked,
    assumeRoleWithWebIdentity: passed,
    assumeRoles: passed,
    customCaBundle: passed,
    defaultTags: unaffected,
    ec2MetadataServiceEndpoint: refused("set the environment variable AWS_EC2_METADATA_SERVICE_ENDPOINT"),
    ec2MetadataServiceEndpointMode: refused("set the environment variable AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"),
    endpoints: passed,
    forbiddenAccountIds: checked,
    httpProxy: PROXY,
    httpsProxy: PROXY,
    ignoreTags: unaffected,
    insecure: refused("set customCaBundle to the certificate authority of the endpoints"),
    maxRetries: unaffected,
    // The calls use no proxy at all.
    noProxy: unaffected,
    profile: passed,
    // Each call names the region of its resource.
    region: unaffected,
    retryMode: unaffected,
    s3UsEast1RegionalEndpoint: unaffected,
    s3UsePathStyle: unaffected,
    secretKey: key,
    sharedConfigFiles: passed,
    sharedCredentialsFiles: passed,
    skipCredentialsValidation: unaffected,
    skipMetadataApiCheck: unaffected,
    skipRegionValidation: unaffected,
    skipRequestingAccountId: unaffected,
    stsRegion: passed,
    tagPolicyCompliance: unaffected,
    token: key,
    tokenBucketRateLimiterCapacity: unaffected,
    useDualstackEndpoint: passed,
    useFipsEndpoint: passed,
    userAgents: unaffected,
};

/** The properties of a role in `assumeRoles`. All are passed on. */
export const ROLE_PROPERTIES = [
    "duration",
    "externalId",
    "policy",
    "policyArns",
    "roleArn",
    "sessionName",
    "sourceIdentity",
    "tags",
    "transitiveTagKeys",
] as const;

/** The properties of `assumeRoleWithWebIdentity`. All are passed on; a token of an explicit provider is refused, since it would be in the state. */
export const WEB_IDENTITY_PROPERTIES = [
    "duration",
    "policy",
    "policyArns",
    "roleArn",
    "sessionName",
    "webIdentityToken",
    "webIdentityTokenFile",
] as const;
