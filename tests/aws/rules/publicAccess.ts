import { isOlderVersion, needsVersion } from "../resources/msk/cluster";
import { isUnauthenticated, publicAccessType, clientBrokerEncryption } from "../world/msk";
import { isPublicSubnet } from "../world/network";
import type { Entity, EntityProps } from "../world/entities";
import type { World } from "../world/world";
import { type Attempt, type Rule, rule } from "./rule";

const findCluster = ({ world, inputs }: Attempt<"operation">): Entity<"cluster"> | undefined =>
    world.find("cluster", inputs.clusterArn);

/**
 * The requirements of public access: the error message, and whether a cluster violates it
 * (https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html).
 */
const REQUIREMENTS: readonly (readonly [message: string, isViolated: (world: World, cluster: Entity<"cluster">) => boolean])[] = [
    ["plaintext traffic must be turned off", (_, { props }) => clientBrokerEncryption(props) !== "TLS"],
    ["unauthenticated access must be turned off", (_, { props }) => isUnauthenticated(props)],
    [
        "encryption within the cluster must be turned on",
        (_, { props }) => props.encryptionInfo?.encryptionInTransit?.inCluster === false,
    ],
    [
        "its subnets must be public",
        (world, { props }) => (props.brokerNodeGroupInfo?.clientSubnets ?? []).some(id => !isPublicSubnet(world, id)),
    ],
    ["Apache Kafka must be 2.6.0 or later", (_, { props }) => isOlderVersion(props.kafkaVersion, "2.6.0")],
    [
        "allow.everyone.if.no.acl.found must be false with SASL/SCRAM or mutual TLS",
        (world, { props }) => usesAcls(props) && !requiresAcls(world, props),
    ],
];

const usesAcls = ({ clientAuthentication: auth }: EntityProps["cluster"]): boolean =>
    auth?.sasl?.scram === true || (auth?.tls?.certificateAuthorityArns ?? []).length > 0;

function requiresAcls(world: World, { configurationInfo }: EntityProps["cluster"]): boolean {
    const properties = world.find("configuration", configurationInfo?.arn)?.props.serverProperties ?? "";
    return /^\s*allow\.everyone\.if\.no\.acl\.found\s*=\s*false\s*$/mu.test(properties);
}

function requirementProblem(world: World, cluster: Entity<"cluster"> | undefined): string | undefined {
    const requirement = cluster && REQUIREMENTS.find(([, isViolated]) => isViolated(world, cluster));
    return requirement && `BadRequestException: Public access cannot be turned on: ${requirement[0]}.`;
}

const requestedType = ({ brokerNodeGroupInfo }: EntityProps["cluster"]): string | undefined =>
    brokerNodeGroupInfo?.connectivityInfo?.publicAccess?.type;

const STALE_VERSION = "BadRequestException: The version of the cluster isn't current. Check the current version and try again.";

export const PUBLIC_ACCESS: readonly Rule[] = [
    rule([22, "A cluster is created without public access", "cluster", ["create"]], ({ inputs }) =>
        ["DISABLED", undefined].includes(requestedType(inputs))
            ? undefined
            : "BadRequestException: When creating a cluster, the only valid value for the Type parameter in PublicAccess is DISABLED.",
    ),
    rule(
        [23, "UpdateConnectivity turns on public access only if the cluster meets the requirements", "operation", ["create"]],
        attempt =>
            attempt.inputs.type === "SERVICE_PROVIDED_EIPS" ? requirementProblem(attempt.world, findCluster(attempt)) : undefined,
        "unverified",
    ),
    rule(
        [23, "An update of a cluster turns on public access only if the cluster meets the requirements", "cluster", ["update"]],
        ({ world, inputs, entity }) => {
            const isTurnedOn =
                entity && requestedType(inputs) === "SERVICE_PROVIDED_EIPS" && publicAccessType(entity.props) === "DISABLED";
            return isTurnedOn ? requirementProblem(world, entity) : undefined;
        },
        "unverified",
    ),
    rule([23, "UpdateConnectivity changes one setting at a time", "operation", ["create"]], ({ inputs: { type, other } }) =>
        type !== undefined && other
            ? "BadRequestException: You can't update multiple connectivity settings in the same request. Update one at a time."
            : undefined,
    ),
    rule([23, "UpdateConnectivity refuses the current type of public access", "operation", ["create"]], attempt => {
        const cluster = findCluster(attempt);
        return cluster && publicAccessType(cluster.props) === attempt.inputs.type
            ? "BadRequestException: The specified parameter value is identical to the current value for the cluster."
            : undefined;
    }),
    rule([23, "Only an active cluster can be updated", "operation", ["create"]], attempt => {
        const { world, inputs } = attempt;
        const cluster = findCluster(attempt);
        const isUpdating = world.all("operation", props => props.clusterArn === inputs.clusterArn).length > 0;
        return cluster && (isUpdating || !world.isReady(cluster, "cluster"))
            ? "BadRequestException: You can't update a cluster that isn't in the ACTIVE state."
            : undefined;
    }),
    rule([23, "UpdateConnectivity names the current version of the cluster", "operation", ["create"]], attempt =>
        findCluster(attempt)?.props.currentVersion === attempt.inputs.version ? undefined : STALE_VERSION,
    ),
    rule([23, "An update of a cluster names its current version", "cluster", ["update"]], ({ inputs, entity, recorded = {} }) =>
        entity && needsVersion(recorded, inputs) && recorded.currentVersion !== entity.props.currentVersion
            ? STALE_VERSION
            : undefined,
    ),
];
