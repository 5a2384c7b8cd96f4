import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { AwsConnection, type EmptyArgs } from "../../sdk";
import { aws } from "../aws";
import { pick, readyAfter, tagsOf, urnOf } from "../networks/parts";
import type { AuthRow } from "./auth";
import { transformed } from "../transform";
import type { MskIngestionTransform } from "./transforms";
import type { Maker } from "./maker";
import { AwsRoleUsable, AwsTrustPolicy } from "./steps";

/** For whom a role is made. */
interface RoleArgs {
    readonly mskClusterArn: pulumi.Input<string>;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    readonly validation?: string;
    readonly transform?: MskIngestionTransform;
}

const TIMEOUT_MINUTES = 5;

/** The client is a role of AWS's that may read the cluster's topics. */
export const roleRow = (args: RoleArgs): AuthRow<EmptyArgs> => ({
    required: [],
    protocols: ["SASL_SSL"],
    identity: (_, maker) => ({ awsConnection: roleConnection(args, maker) }),
});

/**
 * The connection comes first, with the name that the role will have, since the role's trust policy must name the external id that Materialize gives
 * the connection.
 */
function roleConnection(args: RoleArgs, maker: Maker): AwsConnection {
    const roleName = pulumi.output(roleNameOf(maker));
    const clusterArn = pulumi.output(args.mskClusterArn);
    const assumeRoleArn = pulumi.all([clusterArn, roleName]).apply(([arn, name]) => arnOfRole(arn, name));
    const connection = new AwsConnection(
        ...transformed(args.transform?.awsConnection, `${maker.name}_aws`, { ...maker.place, assumeRoleArn }, {
            ...maker.opts,
            // A component that gets another name or parent keeps its role.
            ignoreChanges: ["assumeRoleArn"],
        }),
    );
    const profile = pick(maker.place, ["profile"]);
    const trust = new AwsTrustPolicy(`${maker.name}-trust`, { connectionId: connection.id, ...profile }, maker.opts);
    const role = new aws.iam.Role(
        ...transformed(
            args.transform?.role,
            maker.name,
            {
                name: roleName,
                description: "Materialize, which reads Amazon MSK as this role",
                assumeRolePolicy: trust.exampleTrustPolicy.apply(policy => JSON.stringify(policy)),
                tags: tagsOf(args, maker.name),
            },
            { ...maker.opts, ignoreChanges: ["name"] },
        ),
    );
    const policy = new aws.iam.RolePolicy(
        ...transformed(
            args.transform?.rolePolicy,
            maker.name,
            { role: role.name, policy: clusterArn.apply(readingOf) },
            maker.opts,
        ),
    );
    if (args.validation === "skip")
        return readyAfter(
            connection,
            pulumi.all([connection.qualifiedName, policy.id]).apply(([name]) => name),
        );
    const usable = new AwsRoleUsable(
        `${maker.name}-role`,
        {
            connection: connection.qualifiedName,
            connectionId: connection.id,
            role: { arn: role.arn, trust: role.assumeRolePolicy, policy: policy.policy },
            timeoutMinutes: TIMEOUT_MINUTES,
            ...profile,
        },
        { ...maker.opts, dependsOn: policy },
    );
    return readyAfter(connection, usable.connection);
}

/** A name that is known before the role is made, and that no other component of the account has. */
async function roleNameOf({ parent }: Maker): Promise<string> {
    const urn = await urnOf(parent);
    return `materialize-${createHash("sha256").update(`${pulumi.getStack()} ${urn}`).digest("hex").slice(0, 20)}`;
}

/** A role in the cluster's account. */
function arnOfRole(clusterArn: string, name: string): string {
    const [, partition, , , account] = clusterArn.split(":");
    return `arn:${partition ?? ""}:iam::${account ?? ""}:role/${name}`;
}

/** What a client that reads needs (Amazon MSK: "Authorization policy resources"). */
function readingOf(clusterArn: string): string {
    const all = (what: string): string => `${clusterArn.replace(":cluster/", `:${what}/`)}/*`;
    const allow = (resource: string, ...actions: string[]) => ({
        Effect: "Allow",
        Action: actions.map(action => `kafka-cluster:${action}`),
        Resource: resource,
    });
    const statements = [
        allow(clusterArn, "Connect"),
        allow(all("topic"), "DescribeTopic", "DescribeTopicDynamicConfiguration", "ReadData"),
        allow(all("group"), "DescribeGroup", "AlterGroup"),
    ];
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
