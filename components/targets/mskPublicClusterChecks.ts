import { CIDR_BLOCK, isCidrBlock } from "../../common/addresses";
import { isExpress, isKraft, isOlder, OLDEST_KAFKA, OLDEST_MSK_TOPICS } from "../../common/kafka";
import { type ArgumentShape, describe, isPlainObject, argumentProblems } from "../argumentShape";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";
import { MSK_PUBLIC_CLUSTER_TRANSFORM } from "./transforms";
import { TOPICS, topicProblems } from "./topics";

const SHAPE: ArgumentShape = {
    required: ["vpcId", "subnetIds", "kafkaVersion", "instanceType", "users"],
    optional: ["topics", "acls", "adminCidrs", "brokerCount", "volumeSize", "tags", "transform"],
    nested: {
        transform: MSK_PUBLIC_CLUSTER_TRANSFORM,
        topics: TOPICS,
        acls: { required: ["user", "topic", "operations"], optional: ["sink"], isList: true },
    },
};

/** AWS allows a cluster 64 characters, and Pulumi adds 8. */
const MOST_CHARACTERS = 56;

/** Other characters than letters, digits and hyphens become hyphens, with which names in AWS do not start. */
const NAME = new RegExp(`^[0-9A-Za-z].{0,${String(MOST_CHARACTERS - 1)}}$`, "u");

/** Lists what is wrong with the arguments: first each by itself, then those that contradict each other. */
export function publicClusterProblems(name: string, args: MskPublicClusterArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    if (shape.length > 0) return shape;
    if (!NAME.test(name)) {
        return [
            `the name ${JSON.stringify(name)} cannot name a cluster in AWS: start it with a letter or a digit, and use at most ${String(MOST_CHARACTERS)} characters`,
        ];
    }
    const values = valueProblems(args);
    if (values.length > 0) return values;
    return [...sizeProblems(args), ...versionProblems(args), ...topicProblems(args.topics), ...userProblems(args)];
}

/** Lists what is wrong with the argument that says that a sink writes a topic. */
function sinkProblems(operations: unknown, sink: unknown, at: number): string[] {
    const path = `acls[${String(at)}].sink`;
    if (sink !== undefined && typeof sink !== "boolean") return [`${path} takes true or false, not ${describe(sink)}`];
    return sink === true && Array.isArray(operations) && !operations.includes("WRITE")
        ? [`${path} needs WRITE in acls[${String(at)}].operations: a sink writes the topic`]
        : [];
}

/** Lists the values of a wrong type, which a program without types may give. */
function valueProblems({ subnetIds, users, acls = [], adminCidrs = [], kafkaVersion, ...args }: MskPublicClusterArgs): string[] {
    const { instanceType } = args;
    return [
        ...(Array.isArray(subnetIds) ? [] : [`subnetIds takes a list of subnets, not ${describe(subnetIds)}`]),
        ...(isPlainObject(users) ? [] : [`users takes { <name>: <password> }, not ${describe(users)}`]),
        ...(Array.isArray(adminCidrs)
            ? adminCidrs.flatMap(blockProblem)
            : [`adminCidrs takes a list of blocks, not ${describe(adminCidrs)}`]),
        ...acls.flatMap(({ operations }, at) => {
            const isRightList =
                Array.isArray(operations) && operations.length > 0 && operations.every(one => OPERATIONS.includes(one));
            return isRightList ? [] : [`acls[${String(at)}].operations takes a list of READ and WRITE`];
        }),
        ...acls.flatMap(({ operations, sink }, at) => sinkProblems(operations, sink, at)),
        ...(typeof kafkaVersion === "object" || (typeof kafkaVersion === "string" && /^\d+\.\d+/u.test(kafkaVersion))
            ? []
            : [`kafkaVersion takes a version, such as "3.6.0", not ${JSON.stringify(kafkaVersion)}`]),
        ...(typeof instanceType === "string" && !/^(?:kafka|express)\./u.test(instanceType)
            ? [`instanceType takes an instance type of MSK, such as "kafka.m5.large", not ${JSON.stringify(instanceType)}`]
            : []),
        ...(typeof instanceType === "string" && isExpress(instanceType)
            ? [
                  `instanceType is ${instanceType}, and AWS has no public access for Express brokers: set a standard type, such as "kafka.m5.large"`,
              ]
            : []),
    ];
}

const OPERATIONS: readonly unknown[] = ["READ", "WRITE"];

const blockProblem = (cidr: unknown, at: number): string[] =>
    typeof cidr === "string" && !isCidrBlock(cidr)
        ? [`adminCidrs[${String(at)}] takes ${CIDR_BLOCK}, not ${JSON.stringify(cidr)}`]
        : [];

function sizeProblems({ subnetIds, brokerCount }: MskPublicClusterArgs): string[] {
    const zones = subnetIds.length;
    if (zones !== 2 && zones !== 3) {
        return [`subnetIds takes two or three public subnets, each in another zone, not ${String(zones)}`];
    }
    const plain = subnetIds.filter(id => typeof id === "string");
    const again = plain.find((id, at) => plain.indexOf(id) < at);
    if (again !== undefined) return [`subnetIds has ${again} twice: each is in another zone`];
    const isWhole = brokerCount === undefined || (Number.isInteger(brokerCount) && brokerCount > 0 && brokerCount % zones === 0);
    return isWhole
        ? []
        : [
              `brokerCount is ${String(brokerCount)}, which is not a multiple of the number of subnets: set a multiple of ${String(zones)}`,
          ];
}

function versionProblems({ kafkaVersion, topics = [] }: MskPublicClusterArgs): string[] {
    if (typeof kafkaVersion !== "string") return [];
    if (isOlder(kafkaVersion, OLDEST_KAFKA))
        return [`kafkaVersion is ${kafkaVersion}, and Materialize reads ${OLDEST_KAFKA} and later: set one of these`];
    if (isKraft(kafkaVersion)) {
        return [
            `kafkaVersion is ${kafkaVersion}, and AWS has no public access for brokers in KRaft mode: set a version with ZooKeeper, such as "3.6.0"`,
        ];
    }
    return topics.length > 0 && isOlder(kafkaVersion, OLDEST_MSK_TOPICS)
        ? [
              `topics needs kafkaVersion ${OLDEST_MSK_TOPICS} or later, since AWS creates topics only with that: set a later version, or leave topics out`,
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
                `users has ${user}, which no ACL allows anything: a public cluster denies operations without an ACL. Add an ACL to acls, or remove the user and use an IAM role: auth: { iam: {} }`,
        ),
        ...acls.flatMap(({ user }, at) =>
            names.includes(user)
                ? []
                : [`acls[${String(at)}].user is ${user}, which is not in users: ${names.join(", ") || "there is none"}`],
        ),
        ...twice.map(key => `acls has ${key} twice: list its operations together`),
        ...(acls.length > 0 && adminCidrs.length === 0
            ? [
                  "adminCidrs is missing: Pulumi creates the ACLs over the internet; set the block of its address, for example 203.0.113.7/32",
              ]
            : []),
    ];
}
