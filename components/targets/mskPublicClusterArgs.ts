import type * as pulumi from "@pulumi/pulumi";
import { listed, type Shape } from "../networks/parts";
import type { MskTopic } from "./mskTopic";
import { TOPIC } from "./mskTopics";
import { isRight, shapesOf, type Takes } from "./takes";

/** What a user may do with a topic; with `READ` it may also read in consumer groups whose names begin with `materialize-`, as Materialize's do. */
export interface MskAcl {
    /** One of `users`. */
    user: string;
    /** The topic's exact name. */
    topic: pulumi.Input<string>;
    /** What it may do. Changed in place. */
    operations: readonly ("READ" | "WRITE")[];
}

/** Arguments of an {@link MskPublicCluster}. */
export interface MskPublicClusterArgs {
    /** The VPC. Changing it replaces the cluster. */
    vpcId: pulumi.Input<string>;
    /** Two or three subnets, each in another zone and with a route to an internet gateway. Changing them replaces the cluster. */
    subnetIds: pulumi.Input<string>[];
    /** Kafka's version, 3.2 or later, with `topics` 3.6 or later. A later one is an upgrade in place; an earlier one replaces the cluster. */
    kafkaVersion: pulumi.Input<string>;
    /** The size of a broker: `kafka.m5.large`. Changed in place, one broker after the other. */
    instanceType: pulumi.Input<string>;
    /** The passwords of SASL/SCRAM users, by their names; none for a cluster that only roles of AWS's use. Changed in place. */
    users: Record<string, pulumi.Input<string>>;
    /** Topics that are made in it. One that is left out later is deleted, with what is in it. */
    topics?: MskTopic[];
    /** What the users may do: nobody may do what no ACL says. Each user needs one. */
    acls?: MskAcl[];
    /** The blocks from which the ACLs are written, over the internet, as the identity that calls AWS: where Pulumi runs. */
    adminCidrs?: pulumi.Input<string>[];
    /** How many brokers there are, as many in each subnet. Default: one in each. More are added in place. */
    brokerCount?: number;
    /** The disk of each broker, in GiB. Default: 100. It can grow, in place. */
    volumeSize?: pulumi.Input<number>;
    /** Tags on everything that takes them, beside `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

const TAKES: Takes = {
    required: ["vpcId", "subnetIds", "kafkaVersion", "instanceType", "users"],
    optional: ["topics", "acls", "adminCidrs", "brokerCount", "volumeSize", "tags"],
    nested: {
        topics: TOPIC,
        acls: { required: ["user", "topic", "operations"] },
    },
};

const OLDEST = "3.2";
const OLDEST_WITH_TOPICS = "3.6";

/** The shapes of the arguments, and what is wrong with them together. */
export function publicClusterShapes(args: MskPublicClusterArgs): Shape[] {
    const shapes = shapesOf("", args, TAKES);
    if (!shapes.every(isRight)) return shapes;
    const problems = [...sizeProblems(args), ...versionProblems(args), ...userProblems(args)];
    return [...shapes, { given: [], known: [], problems }];
}

function sizeProblems({ subnetIds, brokerCount }: MskPublicClusterArgs): string[] {
    const zones = listed(subnetIds).length;
    if (zones !== 2 && zones !== 3) {
        return [`subnetIds takes two or three public subnets, each in another zone, not ${String(zones)}`];
    }
    const isWhole = brokerCount === undefined || (Number.isInteger(brokerCount) && brokerCount > 0 && brokerCount % zones === 0);
    return isWhole
        ? []
        : [
              `brokerCount is ${String(brokerCount)}, and there are as many brokers in each of the ${String(zones)} subnets: give a multiple of ${String(zones)}`,
          ];
}

function versionProblems({ kafkaVersion, topics = [] }: MskPublicClusterArgs): string[] {
    if (typeof kafkaVersion !== "string") return [];
    const isBefore = (version: string): boolean => kafkaVersion.localeCompare(version, undefined, { numeric: true }) < 0;
    if (isBefore(OLDEST))
        return [`kafkaVersion is ${kafkaVersion}, and Materialize reads ${OLDEST} and later: give one of these`];
    return topics.length > 0 && isBefore(OLDEST_WITH_TOPICS)
        ? [
              `topics needs kafkaVersion ${OLDEST_WITH_TOPICS} or later, since AWS makes topics from that on: give one, or leave topics out`,
          ]
        : [];
}

function userProblems({ users, acls = [], adminCidrs = [] }: MskPublicClusterArgs): string[] {
    const names = Object.keys(users);
    const without = names.filter(user => !acls.some(acl => acl.user === user));
    const keys = acls.map(({ user, topic }) => (typeof topic === "string" ? `${user} on ${topic}` : ""));
    const twice = keys.filter((key, at) => key !== "" && keys.indexOf(key) < at);
    return [
        ...without.map(
            user =>
                `users has ${user}, whom no acls allow anything: a public cluster serves nobody without an ACL. Give acls for it, or leave it out of users and let clients be a role of AWS's: auth: { iam: {} }`,
        ),
        ...acls.flatMap(({ user }, at) =>
            names.includes(user)
                ? []
                : [`acls[${String(at)}].user is ${user}, who is none of users: ${names.join(", ") || "there is none"}`],
        ),
        ...twice.map(key => `acls has ${key} twice: give its operations together`),
        ...(acls.length > 0 && adminCidrs.length === 0
            ? [
                  "adminCidrs is missing: acls are written over the internet from where Pulumi runs; give that as a block, such as 203.0.113.7/32",
              ]
            : []),
    ];
}
