import { isOlder } from "../resources/msk/cluster";
import { isUnauthenticated, publicAccess, transport } from "../world/msk";
import { isPublic } from "../world/network";
import type { Thing, Things } from "../world/things";
import type { World } from "../world/world";
import { type Attempt, type Rule, rule } from "./rule";

const clusterOf = ({ world, inputs }: Attempt<"operation">): Thing<"cluster"> | undefined =>
    world.find("cluster", inputs.clusterArn);

/** What a cluster lacks before it may be reached from the internet: each with the words for it. */
const LACKS: readonly (readonly [says: string, lacks: (world: World, cluster: Thing<"cluster">) => boolean])[] = [
    ["plaintext traffic must be turned off", (_, { props }) => transport(props) !== "TLS"],
    ["unauthenticated access must be turned off", (_, { props }) => isUnauthenticated(props)],
    [
        "encryption within the cluster must be turned on",
        (_, { props }) => props.encryptionInfo?.encryptionInTransit?.inCluster === false,
    ],
    [
        "its subnets must be public",
        (world, { props }) => (props.brokerNodeGroupInfo?.clientSubnets ?? []).some(id => !isPublic(world, id)),
    ],
    ["Apache Kafka must be 2.6.0 or later", (_, { props }) => isOlder(props.kafkaVersion, "2.6.0")],
    [
        "allow.everyone.if.no.acl.found must be false with SASL/SCRAM or mutual TLS",
        (world, { props }) => usesAcls(props) && !isClosed(world, props),
    ],
];

const usesAcls = ({ clientAuthentication: auth }: Things["cluster"]): boolean =>
    auth?.sasl?.scram === true || (auth?.tls?.certificateAuthorityArns ?? []).length > 0;

function isClosed(world: World, { configurationInfo }: Things["cluster"]): boolean {
    const properties = world.find("configuration", configurationInfo?.arn)?.props.serverProperties ?? "";
    return /^\s*allow\.everyone\.if\.no\.acl\.found\s*=\s*false\s*$/mu.test(properties);
}

function lackOf(world: World, cluster: Thing<"cluster"> | undefined): string | undefined {
    const lack = cluster && LACKS.find(([, lacks]) => lacks(world, cluster));
    return lack && `BadRequestException: Public access cannot be turned on: ${lack[0]}.`;
}

const typeOf = ({ brokerNodeGroupInfo }: Things["cluster"]): string | undefined =>
    brokerNodeGroupInfo?.connectivityInfo?.publicAccess?.type;

export const PUBLIC_ACCESS: readonly Rule[] = [
    rule([22, "a cluster is made without public access", "cluster", ["create"]], ({ inputs }) =>
        ["DISABLED", undefined].includes(typeOf(inputs))
            ? undefined
            : "BadRequestException: When creating a cluster, the only valid value for the Type parameter in PublicAccess is DISABLED.",
    ),
    rule(
        [23, "a cluster that is public has what that needs", "operation", ["create"]],
        attempt => (attempt.inputs.type === "SERVICE_PROVIDED_EIPS" ? lackOf(attempt.world, clusterOf(attempt)) : undefined),
        "unverified",
    ),
    rule(
        [23, "a cluster that becomes public has what that needs", "cluster", ["update"]],
        ({ world, inputs, thing }) => {
            const turned = thing && typeOf(inputs) === "SERVICE_PROVIDED_EIPS" && publicAccess(thing.props) === "DISABLED";
            return turned ? lackOf(world, thing) : undefined;
        },
        "unverified",
    ),
    rule([23, "one connectivity setting at a time", "operation", ["create"]], ({ inputs: { type, other } }) =>
        type !== undefined && other
            ? "BadRequestException: You can't update multiple connectivity settings in the same request. Update one at a time."
            : undefined,
    ),
    rule([23, "the same public access again", "operation", ["create"]], attempt => {
        const cluster = clusterOf(attempt);
        return cluster && publicAccess(cluster.props) === attempt.inputs.type
            ? "BadRequestException: The specified parameter value is identical to the current value for the cluster."
            : undefined;
    }),
    rule([23, "a cluster that is not active is not updated", "operation", ["create"]], attempt => {
        const { world, inputs } = attempt;
        const cluster = clusterOf(attempt);
        const busy = world.all("operation", props => props.clusterArn === inputs.clusterArn).length > 0;
        return cluster && (busy || !world.isReady(cluster, "cluster"))
            ? "BadRequestException: You can't update a cluster that isn't in the ACTIVE state."
            : undefined;
    }),
];
