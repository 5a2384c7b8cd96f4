import { createHash } from "node:crypto";
import type { Role } from "@pulumi/aws/iam/role";
import type { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";
import { AwsConnection, AwsGlueSchemaRegistryConnection } from "../../sdk";
import { aws } from "../aws";
import { nameFor, NAMES } from "../networks/names";
import { readyAfter, urnOf } from "../networks/readiness";
import { tagsOf } from "../networks/tags";
import { isGiven, property } from "../argumentShape";
import { pick } from "../pick";
import type { AuthRow } from "./auth";
import { createResource } from "../transform";
import type { MskIngestionTransform } from "./transforms";
import type { IngestionContext } from "./ingestionContext";
import type { CreateGlueAccess, GlueRegistryArgs } from "./glueRegistry";
import { AwsRoleUsable, AwsTrustPolicy } from "./helperResources";
import { type MskRoleArgs, type Readable, readingPolicy, roleProblems } from "./mskRolePolicy";
import type { SinkSpec } from "./sinks";
import type { SourceSpec } from "./sources";

/** The arguments of the component that the role depends on. */
interface RoleArgs {
    readonly sources?: Readonly<Record<string, SourceSpec>>;
    readonly sinks?: Readonly<Record<string, SinkSpec>>;
    readonly progressTopic?: pulumi.Input<string>;
    readonly mskClusterArn: pulumi.Input<string>;
    readonly schemaRegistry?: { readonly glue?: GlueRegistryArgs };
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    readonly validation?: string;
    readonly transform?: MskIngestionTransform;
}

const TIMEOUT_MINUTES = 5;

/** The authentication method by an IAM role that may read topics of the cluster. */
export const roleRow = (args: RoleArgs): AuthRow<MskRoleArgs> => ({
    required: [],
    optional: ["readableTopics", "permissionsBoundary"],
    protocols: ["SASL_SSL"],
    problems: roleProblems,
    identity: (given, context) => ({
        awsConnection: roleConnection(args, context, {
            topics: { ...pick(args, ["sources", "sinks", "progressTopic"]), ...given },
            ...given,
        }),
    }),
});

/** Returns the function that creates the access to a registry of AWS Glue: by the role of `auth.iam`, else by one that reads only schemas. */
export const glueAccess =
    (args: RoleArgs): CreateGlueAccess =>
    ({ registry }, { context, aws = roleConnection(args, context, {}), validate }) => {
        const connection = createResource(
            AwsGlueSchemaRegistryConnection,
            args.transform?.glueSchemaRegistry,
            `${context.name}_glue`,
            { ...context.objectArgs, awsConnection: aws, registry, ...(validate ? {} : { validate: false }) },
            context.opts,
        );
        return { connection, aws };
    };

/** What the role of one authentication method reads, and its permissions boundary. */
type RoleReads = Pick<Readable, "topics"> & Pick<MskRoleArgs, "permissionsBoundary">;

/**
 * Creates the connection before the role, with the name that the role will have: the trust policy of the role contains the external id of the connection,
 * which Materialize generates.
 */
function roleConnection(args: RoleArgs, context: IngestionContext, reads: RoleReads): AwsConnection {
    const roleName = pulumi.output(roleNameOf(context));
    const clusterArn = pulumi.output(args.mskClusterArn);
    const assumeRoleArn = pulumi.all([clusterArn, roleName]).apply(([arn, name]) => arnOfRole(arn, name));
    const connection = createResource(
        AwsConnection,
        args.transform?.awsConnection,
        `${context.name}_aws`,
        // The registry is in the region of the connection.
        {
            ...context.objectArgs,
            assumeRoleArn,
            ...(registryOf(args) === undefined ? {} : { region: clusterArn.apply(regionOf) }),
        },
        {
            ...context.opts,
            // A component that gets another name or parent keeps its role.
            ignoreChanges: ["assumeRoleArn"],
        },
    );
    const { role, policy } = createRole({ ...args, ...reads }, context, { connection, roleName });
    if (args.validation === "skip")
        return readyAfter(
            connection,
            pulumi.all([connection.qualifiedName, policy.id]).apply(([name]) => name),
        );
    const usable = new AwsRoleUsable(
        `${context.name}-role`,
        {
            connection: connection.qualifiedName,
            connectionId: connection.id,
            role: { arn: role.arn, trust: role.assumeRolePolicy, policy: policy.policy },
            timeoutMinutes: TIMEOUT_MINUTES,
            ...pick(context.objectArgs, ["profile"]),
        },
        { ...context.opts, dependsOn: policy },
    );
    return readyAfter(connection, usable.connection);
}

/** Creates the role that the connection assumes, and its policy. */
function createRole(
    args: RoleArgs & RoleReads,
    context: IngestionContext,
    { connection, roleName }: { readonly connection: AwsConnection; readonly roleName: pulumi.Output<string> },
): { role: Role; policy: RolePolicy } {
    const profile = pick(context.objectArgs, ["profile"]);
    const trust = new AwsTrustPolicy(`${context.name}-trust`, { connectionId: connection.id, ...profile }, context.opts);
    const role = createResource(
        aws.iam.Role,
        args.transform?.role,
        context.name,
        {
            name: roleName,
            description: `Materialize, which reads ${args.topics === undefined ? "AWS Glue" : "Amazon MSK"} as this role`,
            assumeRolePolicy: trust.exampleTrustPolicy.apply(policy => JSON.stringify(policy)),
            tags: tagsOf(args, context.name),
            ...pick(args, ["permissionsBoundary"]),
        },
        { ...context.opts, ignoreChanges: ["name"] },
    );
    const policy = createResource(
        aws.iam.RolePolicy,
        args.transform?.rolePolicy,
        context.name,
        {
            ...nameFor(context.name, NAMES.rolePolicy),
            role: role.name,
            policy: readingPolicy(context.parent, args.mskClusterArn, {
                ...{ ...pick(args, ["topics"]), ...registryOf(args) },
                ...(Object.values(args.sinks ?? {}).some(registersInGlue) ? { registers: true } : {}),
            }),
        },
        context.opts,
    );
    return { role, policy };
}

/** Returns a name for the role that is known before the role exists, and that is unique in the AWS account. */
async function roleNameOf({ parent }: IngestionContext): Promise<string> {
    const urn = await urnOf(parent);
    return `materialize-${createHash("sha256").update(`${pulumi.getStack()} ${urn}`).digest("hex").slice(0, 20)}`;
}

/** Returns true if a sink registers the schemas of its messages with AWS Glue. */
const registersInGlue = (sink: SinkSpec): boolean =>
    (["format", "keyFormat", "valueFormat"] as const).some(key => {
        const avro = property(property(sink, key), "avro");
        return isGiven(property(avro, "glue"));
    });

const registryOf = ({ schemaRegistry }: RoleArgs): GlueRegistryArgs | undefined => schemaRegistry?.glue ?? undefined;

const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

/** Returns the ARN of a role in the AWS account of the cluster. */
function arnOfRole(clusterArn: string, name: string): string {
    const [, partition, , , account] = clusterArn.split(":");
    return `arn:${partition ?? ""}:iam::${account ?? ""}:role/${name}`;
}
