import { isUnauthenticated, clientBrokerEncryption } from "../world/msk";
import type { EntityProps } from "../world/entities";
import type { World } from "../world/world";
import { type Attempt, CREATE_OR_UPDATE, type Rule, rule } from "./rule";

type Cluster = EntityProps["cluster"];

const usesClientAuthentication = ({ clientAuthentication: auth }: Cluster): boolean =>
    auth?.sasl?.scram === true || auth?.sasl?.iam === true || (auth?.tls?.certificateAuthorityArns ?? []).length > 0;

function countZones(world: World, { brokerNodeGroupInfo }: Cluster): number {
    const subnets = brokerNodeGroupInfo?.clientSubnets ?? [];
    return new Set(subnets.map(id => world.find("subnet", id)?.props.availabilityZone)).size;
}

/** Rules for the settings of a cluster: AWS's error message, and the condition for it. */
const CLUSTER_RULES: readonly (readonly [name: string, message: string, isViolated: (attempt: Attempt<"cluster">) => boolean])[] =
    [
        [
            "A cluster has two or three client subnets",
            "Specify either two or three client subnets",
            ({ inputs }) => ![2, 3].includes(inputs.brokerNodeGroupInfo?.clientSubnets?.length ?? 0),
        ],
        [
            "A cluster has the same number of brokers in each availability zone",
            "The target number of broker nodes must be a multiple of the number of Availability Zones in the Client subnets parameter",
            ({ world, inputs }) => (inputs.numberOfBrokerNodes ?? 0) % Math.max(1, countZones(world, inputs)) !== 0,
        ],
        [
            "Client authentication needs TLS",
            "Client-broker encryption in transit must be set to either TLS or TLS_PLAINTEXT to enable client authentication",
            ({ inputs }) => usesClientAuthentication(inputs) && clientBrokerEncryption(inputs) === "PLAINTEXT",
        ],
        [
            "SASL with TLS_PLAINTEXT needs unauthenticated access",
            "You must enable unauthenticated traffic explicitly to use client-authentication using SASL over TLS_PLAINTEXT",
            ({ inputs }) =>
                usesClientAuthentication(inputs) &&
                clientBrokerEncryption(inputs) === "TLS_PLAINTEXT" &&
                !isUnauthenticated(inputs),
        ],
        [
            "A cluster has at least one way to authenticate",
            "Unauthenticated cannot be set to false without enabling any authentication mechanisms",
            ({ inputs }) => inputs.clientAuthentication?.unauthenticated === false && !usesClientAuthentication(inputs),
        ],
    ];

/** A selection of the server properties that MSK allows. */
const SUPPORTED_KEYS =
    /^(?:allow\.everyone\.if\.no\.acl\.found|auto\.create\.topics\.enable|custom\.advertised\.listeners|default\.replication\.factor|delete\.topic\.enable|group\..*|log\..*|max\..*|message\..*|min\.insync\.replicas|num\..*|offsets\..*|replica\..*|socket\..*|transaction.*|unclean\.leader\.election\.enable|zookeeper\..*|compression\.type|connections\.max\.idle\.ms|leader\..*|background\.threads)$/u;
const LISTENER_FORMAT = /^\w+:\/\/[\w.{}-]+:\d+\+\{broker_id\}$/u;

const propertyLines = (properties = ""): string[] =>
    properties
        .split("\n")
        .map(line => line.trim())
        .filter(line => line !== "" && !line.startsWith("#"));

export const MSK: readonly Rule[] = [
    ...CLUSTER_RULES.map(([name, message, isViolated]) =>
        rule([24, name, "cluster", CREATE_OR_UPDATE], attempt =>
            isViolated(attempt) ? `BadRequestException: ${message}` : undefined,
        ),
    ),
    rule([25, "The name of a configuration is unique", "configuration", ["create"]], ({ world, region, inputs: { name } }) =>
        world.all("configuration", (props, other) => props.name === name && other.region === region).length > 0
            ? "ConflictException: A resource with this name already exists."
            : undefined,
    ),
    rule(
        [25, "The name of a configuration has only letters, digits and hyphens", "configuration", ["create"]],
        ({ inputs: { name = "" } }) =>
            /^[\dA-Za-z][\dA-Za-z-]*$/u.test(name)
                ? undefined
                : "BadRequestException: The parameter value contains one or more characters that are not valid",
    ),
    rule(
        [25, "The server properties of a configuration are supported by Kafka", "configuration", CREATE_OR_UPDATE],
        ({ inputs: { serverProperties } }) => {
            const key = propertyLines(serverProperties)
                .map(line => line.split("=")[0]?.trim() ?? "")
                .find(name => !SUPPORTED_KEYS.test(name));
            return key && `BadRequestException: Key '${key}' is not supported by at least one Apache Kafka version`;
        },
    ),
    rule([25, "A configuration in use cannot be deleted", "configuration", ["delete"]], ({ world, entity }) =>
        world.all("cluster", props => props.configurationInfo?.arn === entity?.id).length > 0
            ? "BadRequestException: Configuration is in use by one or more clusters. Dissociate the configuration from the clusters."
            : undefined,
    ),
    rule(
        [26, "Advertised listeners contain the broker id", "configuration", CREATE_OR_UPDATE],
        ({ inputs: { serverProperties } }) => {
            const given = propertyLines(serverProperties).flatMap(
                line => /^custom\.advertised\.listeners\s*=\s*(.*)$/u.exec(line)?.[1]?.split(",") ?? [],
            );
            return given.every(listener => LISTENER_FORMAT.test(listener.trim()))
                ? undefined
                : "BadRequestException: Invalid custom.advertised.listeners format. Expected: LISTENER_NAME://host:port+{broker_id} (comma-separated for multiple).";
        },
    ),
];
