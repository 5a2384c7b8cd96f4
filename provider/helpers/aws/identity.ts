import { AWS_PROPERTIES, ROLE_PROPERTIES, WEB_IDENTITY_PROPERTIES } from "../../../common/awsProvider";
import { containsUnknown, type Fields, isAbsent, isFields, withoutAbsent } from "../../values/value";

/**
 * The identity that calls AWS: that of the AWS provider of the component. An explicit provider has only its own properties, and the default
 * provider those of the stack configuration. What neither names comes from the credential chain of the SDK.
 */
export interface Identity {
    readonly profile?: string;
    readonly keys?: Keys;
    readonly webIdentity?: WebIdentity;
    readonly roles: readonly Role[];
    readonly configFile?: string;
    readonly credentialsFile?: string;
    readonly stsRegion?: string;
    readonly allowedAccountIds?: readonly string[];
    readonly forbiddenAccountIds?: readonly string[];
    /** The URLs that replace those of AWS, by service. */
    readonly endpoints?: Readonly<Partial<Record<Service, string>>>;
    readonly useFipsEndpoint?: boolean;
    readonly useDualstackEndpoint?: boolean;
    /** The file of the certificate authorities of the endpoints. */
    readonly caBundle?: string;
}

export interface Keys {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
}

interface Session {
    readonly roleArn: string;
    readonly sessionName?: string;
    readonly duration?: string;
    readonly policy?: string;
    readonly policyArns?: readonly string[];
}

/** A role to assume, with the property names of Pulumi's AWS provider. */
export interface Role extends Session {
    readonly externalId?: string;
    readonly sourceIdentity?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly transitiveTagKeys?: readonly string[];
}

/** A role to assume with a token, which is given or in a file. */
export interface WebIdentity extends Session {
    readonly webIdentityToken?: string;
    readonly webIdentityTokenFile?: string;
}

/** The services that helper resources call, with the names of their endpoints in the AWS provider. */
const ENDPOINTS = { ec2: ["ec2"], elbv2: ["elbv2", "elasticloadbalancingv2"], kafka: ["kafka", "msk"], sts: ["sts"] } as const;
export type Service = keyof typeof ENDPOINTS;

/** The state of a helper resource: the properties of a provider, and whether it has access keys, which are not in the state. */
interface GivenProvider {
    readonly profile?: unknown;
    readonly assumeRoles?: unknown;
    readonly hasKeys?: unknown;
    readonly further?: unknown;
    /** True if these are the settings of the stack configuration, which the plugin cannot read. */
    readonly isOfStack?: unknown;
}

type Config = (key: string) => string | undefined;

/** The properties of a provider, and how error messages name them. */
interface Properties {
    readonly values: Fields;
    readonly named: (property: string) => string;
    readonly isInState: boolean;
}

function propertiesOf(config: Config, provider: unknown): Properties {
    if (isFields(provider)) {
        const { profile, assumeRoles, further, isOfStack } = provider as GivenProvider;
        const values = { profile, assumeRoles, ...(isFields(further) ? further : {}) };
        const named = isOfStack === true ? ofStack : (name: string) => `${name} of the AWS provider that is given`;
        return { values: given(values), named, isInState: true };
    }
    const names = Object.keys(AWS_PROPERTIES);
    const values = Object.fromEntries(names.map(name => [name, config(`aws:${name}`)]));
    return { values: given(values), named: ofStack, isInState: false };
}

const ofStack = (name: string): string => `aws:${name} of the stack configuration`;

/** Returns the properties that are set. Structured properties and all that are not strings are JSON. */
const given = (values: Fields): Fields =>
    withoutAbsent(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === "" ? undefined : parsed(name, value)])),
    );

function parsed(name: string, value: unknown): unknown {
    if (name === "profile" || typeof value !== "string" || !/^(?:[[{]|true$|false$)/u.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

/** Returns the identity of a resource's AWS calls. Throws if the calls could not have exactly the identity of the AWS provider. */
export function identityOf(config: Config, provider: unknown): Identity {
    const [problem] = identityProblems(config, provider);
    if (problem !== undefined) throw new Error(problem);
    const { values } = propertiesOf(config, provider);
    if (containsUnknown(values)) throw new Error(UNKNOWN_IDENTITY);
    const identity = {
        profile: values.profile,
        keys: keysOf(values),
        webIdentity: values.assumeRoleWithWebIdentity,
        configFile: listOf(values.sharedConfigFiles)[0],
        credentialsFile: listOf(values.sharedCredentialsFiles)[0],
        stsRegion: values.stsRegion,
        allowedAccountIds: values.allowedAccountIds,
        forbiddenAccountIds: values.forbiddenAccountIds,
        endpoints: endpointsOf(values),
        useFipsEndpoint: values.useFipsEndpoint === true ? true : undefined,
        useDualstackEndpoint: values.useDualstackEndpoint === true ? true : undefined,
        caBundle: values.customCaBundle,
    };
    return { ...withoutAbsent(identity), roles: listOf(values.assumeRoles) as readonly Role[] };
}

export const UNKNOWN_IDENTITY =
    "the properties of the AWS provider that is given are not known yet, and AWS has to be asked with them: write the ARN of a role that exists";

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function keysOf({ accessKey, secretKey, token }: Fields): Keys | undefined {
    if (typeof accessKey !== "string" || typeof secretKey !== "string") return undefined;
    return { accessKeyId: accessKey, secretAccessKey: secretKey, ...(typeof token === "string" ? { sessionToken: token } : {}) };
}

function endpointsOf({ endpoints }: Fields): Identity["endpoints"] | undefined {
    const urls = Object.assign({}, ...listOf(endpoints)) as Fields;
    const found = Object.entries(ENDPOINTS).flatMap(([service, names]) => {
        const url = names.map(name => urls[name]).find(one => typeof one === "string" && one !== "");
        return url === undefined ? [] : [[service, url] as const];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Returns why helper resources cannot call AWS with exactly the identity of the AWS provider. */
export function identityProblems(config: Config, provider: unknown): string[] {
    const { values, named, isInState } = propertiesOf(config, provider);
    const refused = Object.entries(AWS_PROPERTIES).flatMap(([name, treatment]) =>
        treatment.by === "refused" && !isAbsent(values[name]) && values[name] !== false
            ? [`${named(name)} cannot be used for the AWS calls of this package: leave it out, and ${treatment.instead}`]
            : [],
    );
    return [
        ...(isFields(provider) && provider.hasKeys === true
            ? [provider.isOfStack === true ? STACK_KEYS_REFUSED : KEYS_REFUSED]
            : []),
        ...refused,
        ...roleProblems(values.assumeRoles, named("assumeRoles")),
        ...webIdentityProblems(values.assumeRoleWithWebIdentity, named("assumeRoleWithWebIdentity"), isInState),
        ...("sso" in Object.assign({}, ...listOf(values.endpoints))
            ? [`${named("endpoints")} has sso, which the AWS calls of this package cannot use: leave it out`]
            : []),
        ...["sharedConfigFiles", "sharedCredentialsFiles"].flatMap(name =>
            listOf(values[name]).length > 1
                ? [`${named(name)} has several files: give one for the AWS calls of this package`]
                : [],
        ),
    ];
}

export const KEYS_REFUSED =
    "the AWS provider that is given has access keys, which would stand in the state: give it a profile or assumeRoles, or set aws:accessKey and aws:secretKey in the stack's config instead";

const STACK_KEYS_REFUSED =
    "the stack configuration has aws:accessKey, which would stand in the state of the resources of a Provider: set the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, aws:profile or aws:assumeRoles instead";

const isUnknownOrAbsent = (value: unknown): boolean => isAbsent(value) || containsUnknown(value);

function roleProblems(roles: unknown, named: string): string[] {
    if (isUnknownOrAbsent(roles)) return [];
    if (!Array.isArray(roles))
        return [`${named} is not a list of roles: set it with \`pulumi config set --path aws:assumeRoles[0].roleArn …\``];
    return roles.flatMap((role, at) => sessionProblems(role, ROLE_PROPERTIES, `assumeRoles[${String(at)}] in ${named}`));
}

function webIdentityProblems(value: unknown, named: string, isInState: boolean): string[] {
    if (isUnknownOrAbsent(value)) return [];
    const problems = sessionProblems(value, WEB_IDENTITY_PROPERTIES, named);
    if (!isFields(value)) return problems;
    const { webIdentityToken: token, webIdentityTokenFile: file } = value;
    if (isAbsent(token) && isAbsent(file)) return [...problems, `${named} has no token: give webIdentityTokenFile`];
    return isInState && !isAbsent(token)
        ? [...problems, `${named} has a token, which would stand in the state: give webIdentityTokenFile instead`]
        : problems;
}

function sessionProblems(session: unknown, properties: readonly string[], named: string): string[] {
    if (!isFields(session)) return [`${named} is not an object with roleArn`];
    const others = Object.keys(withoutAbsent(session)).filter(name => !properties.includes(name));
    return [
        ...(typeof session.roleArn === "string" ? [] : [`${named} has no roleArn`]),
        ...others.map(name => `${named} has ${name}, which the AWS calls of this package cannot use: leave it out`),
    ];
}
