import type { Acl, AclFilter, AclOperationValue } from "@platformatic/kafka" with { "resolution-mode": "import" };
import type { HelperPlan, HelperKind } from "../helperKind";
import { matching } from "../values";
import { waitUntil } from "../../session/waitUntil";
import { list } from "../../values/list";
import { choice, text } from "../../values/scalars";
import { type Fields, containsUnknown, type ValueType } from "../../values/value";
import { ACCESS, accessProblems, OPTIONAL_ACCESS, usesIam } from "./access";
import { inRecordedCluster } from "./clusterRecord";
import type { Kafka } from "./kafka";

/** The numbers of the Kafka protocol. */
const RESOURCES = { TOPIC: 2, GROUP: 3, CLUSTER: 4, TRANSACTIONAL_ID: 5, DELEGATION_TOKEN: 6 } as const;
const PATTERNS = { LITERAL: 3, PREFIXED: 4 } as const;
const PERMISSIONS = { DENY: 2, ALLOW: 3 } as const;
const ANY = 1;
const OPERATIONS = {
    ...{ ALL: 2, READ: 3, WRITE: 4, CREATE: 5, DELETE: 6, ALTER: 7, DESCRIBE: 8, CLUSTER_ACTION: 9 },
    ...{ DESCRIBE_CONFIGS: 10, ALTER_CONFIGS: 11, IDEMPOTENT_WRITE: 12 },
} as const satisfies Readonly<Record<string, AclOperationValue>>;

type Operation = keyof typeof OPERATIONS;

/** Operations on a resource that a principal is allowed or denied. */
export interface Rule {
    readonly principal: string;
    readonly resourceType: keyof typeof RESOURCES;
    readonly resourceName: string;
    readonly patternType: keyof typeof PATTERNS;
    readonly operations: readonly Operation[];
    readonly permission: keyof typeof PERMISSIONS;
    readonly host: string;
}

const DEFAULTS = { patternType: "LITERAL", permission: "ALLOW", host: "*" } as const;

const principal = matching(/^[A-Za-z]+:./u, 'a principal with its type, such as "User:materialize"');

/** ACLs of one principal on one resource, which are created over the Kafka protocol. */
export const kafkaAcl: HelperKind = {
    name: "KafkaAcl",
    arguments: {
        ...ACCESS,
        principal,
        resourceType: choice(...Object.keys(RESOURCES)),
        resourceName: text(),
        patternType: choice(...Object.keys(PATTERNS)),
        operations: list(choice(...Object.keys(OPERATIONS)) as ValueType, 1),
        permission: choice(...Object.keys(PERMISSIONS)),
        host: text(),
    },
    optional: [...OPTIONAL_ACCESS, ...Object.keys(DEFAULTS)],
    identity: ["principal", "resourceType", "resourceName", "patternType", "permission", "host"],
    callsAws: usesIam,
    plan,
    ...inRecordedCluster({
        apply: (kafka, args, olds) => reconcile(kafka, ruleOf(args), olds),
        read: (kafka, args) => readOperations(kafka, ruleOf(args)),
        delete: (kafka, args) => kafka.deleteAcls(aclsOf(ruleOf(args), ruleOf(args).operations)),
    }),
};

const ruleOf = (args: Fields): Rule => ({ ...DEFAULTS, ...args }) as Fields & Rule;

function plan(args: Fields): HelperPlan {
    const { resourceType, resourceName } = ruleOf(args);
    const wrongName = resourceType === "CLUSTER" && resourceName !== "kafka-cluster" && !containsUnknown(resourceName);
    return {
        // The defaults are outputs, since an ACL with a default is the same as one without the argument.
        outputs: { ...DEFAULTS, ...Object.fromEntries(Object.entries(args).filter(([key]) => key in DEFAULTS)) },
        problems: [
            ...accessProblems(args),
            ...(wrongName ? ['resourceName of the CLUSTER is always "kafka-cluster": write that'] : []),
        ],
    };
}

/** Returns one ACL for each operation, as Kafka stores them. */
export const aclsOf = (rule: Rule, operations: readonly Operation[]): Acl[] =>
    operations.map(operation => ({
        resourceType: RESOURCES[rule.resourceType],
        resourceName: rule.resourceName,
        resourcePatternType: PATTERNS[rule.patternType],
        principal: rule.principal,
        host: rule.host,
        operation: OPERATIONS[operation],
        permissionType: PERMISSIONS[rule.permission],
    }));

/** Returns the operations that have an ACL with the other properties of this rule. */
async function existingOperations(kafka: Kafka, rule: Rule): Promise<Operation[]> {
    const [filter] = aclsOf(rule, ["READ"]).map((acl): AclFilter => ({ ...acl, operation: ANY }));
    const found = filter === undefined ? [] : await kafka.acls(filter);
    return (Object.keys(OPERATIONS) as Operation[]).filter(name => found.some(({ operation }) => operation === OPERATIONS[name]));
}

/** Creates the missing ACLs, and deletes those that the program has removed. */
async function reconcile(kafka: Kafka, rule: Rule, olds: Fields | undefined): Promise<void> {
    const before = await existingOperations(kafka, rule);
    const conflicting = olds === undefined ? rule.operations.filter(operation => before.includes(operation)) : [];
    if (conflicting.length > 0) throw new Error(existsAlready(rule, conflicting));
    const missing = rule.operations.filter(operation => !before.includes(operation));
    const managed = olds === undefined ? [] : ruleOf(olds).operations;
    await kafka.createAcls(aclsOf(rule, missing));
    await kafka.deleteAcls(
        aclsOf(
            rule,
            managed.filter(operation => !rule.operations.includes(operation)),
        ),
    );
    // Other brokers know the ACLs some time after the one that created them.
    const checkBrokers = async () => {
        const now = await existingOperations(kafka, rule);
        return { ready: rule.operations.every(operation => now.includes(operation)), state: "the brokers do not know them yet" };
    };
    await waitUntil(checkBrokers, { what: `the ACLs of ${rule.principal}`, minutes: 1, print: () => undefined });
}

const existsAlready = (
    { principal: who, resourceType, resourceName, permission }: Rule,
    operations: readonly Operation[],
): string =>
    `${who} has an ACL (${permission} ${operations.join(", ")}) on the ${resourceType} "${resourceName}" already: leave it out of the program, else remove it first with \`kafka-acls.sh --remove\``;

/** Returns the operations that the brokers have, in the program's order. */
async function readOperations(kafka: Kafka, rule: Rule): Promise<Fields | undefined> {
    const now = await existingOperations(kafka, rule);
    const found = rule.operations.filter(operation => now.includes(operation));
    return found.length === 0 ? undefined : { operations: found };
}
