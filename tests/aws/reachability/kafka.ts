import { brokersOf, listenersOf } from "../world/msk";
import { resolveGroups, isPublicSubnet } from "../world/network";
import type { KafkaListener, Entity } from "../world/entities";
import type { World } from "../world/world";
import { ruleFor } from "./brokerRule";
import { resolveLink } from "./privateLink";
import type { Environment, ReachabilityRequest, Route, Topic, ReachabilityResult } from "./protocol";
import { isAllowed, roleProblem } from "./role";
import { bastionProblem, forwardProblem, findBastion, allowsAllBlocks } from "./ssh";
import { CLOSED, REFUSED, tunnelError, UNRESOLVED } from "./messages";

type KafkaRequest = Extract<ReachabilityRequest, { ask: "kafka" }>;

/** A broker and one of its listeners. */
interface BrokerListener {
    readonly broker: Entity<"broker">;
    readonly listener: KafkaListener;
}

/**
 * Returns whether Materialize reaches every broker of the Kafka cluster to which
 * the bootstrap addresses, or the PrivateLink connection, lead.
 */
export function kafkaResult(world: World, environment: Environment, request: KafkaRequest): ReachabilityResult {
    const { brokers, others, role } = request;
    const listed = brokers.map(({ address }) => ({ address, brokerListener: findListener(world, address) }));
    const unknownBroker = listed.find(({ brokerListener }) => !brokerListener);
    if (unknownBroker) return unknownBrokerResult(world, environment, ownRoute(request, unknownBroker.address) ?? others);
    const first = listed[0]?.brokerListener ?? listenerBehindLink(world, environment, others);
    if (typeof first === "string") return { problem: first };
    if (!first) return { problem: REFUSED };
    const problem =
        sameListenerOnAllBrokers(world, first).flatMap(brokerListener => {
            const isListed = brokers.some(({ address }) => address === brokerListener.listener.address);
            const common = isListed ? others : routeToDiscovered(others, brokerListener);
            const route = ownRoute(request, brokerListener.listener.address) ?? common;
            return brokerProblem(world, environment, brokerListener, route) ?? [];
        })[0] ?? iamProblem(world, first, role);
    if (problem !== undefined) return { problem };
    return { listener: first.listener, topics: topicsFor(world, first, role) };
}

/** Returns the route to a broker: its own, or that of the first rule that matches its advertised address. */
function ownRoute({ brokers, rules }: KafkaRequest, address: string): Route | undefined {
    const own = brokers.find(broker => broker.address === address)?.route;
    const rule = ruleFor(rules, address);
    return own ?? (rule && { link: { ...rule.link, port: rule.link.port ?? portOf(address) } });
}

const portOf = (address: string): number => Number(address.replace(/^.*:/u, ""));

/**
 * Returns the result for an address that no broker has. A problem of the
 * PrivateLink connection or bastion before it is reported first.
 */
function unknownBrokerResult(world: World, environment: Environment, { link, bastion }: Route): ReachabilityResult {
    if (link) {
        const targets = resolveLink(world, environment, link);
        return { problem: typeof targets === "string" ? targets : REFUSED };
    }
    if (!bastion || !findBastion(world, bastion.host)) return { unknown: true };
    const tunnel = bastionProblem(world, environment, bastion);
    return { problem: tunnel === undefined ? CLOSED : tunnelError(tunnel) };
}

function findListener(world: World, address: string): BrokerListener | undefined {
    return world.all("broker").flatMap(broker => {
        const listener = listenersOf(world, broker).find(candidate => candidate.address === address);
        return listener ? [{ broker, listener }] : [];
    })[0];
}

/** Returns the listener behind the port of a PrivateLink connection, where a client without bootstrap addresses begins. */
function listenerBehindLink(world: World, environment: Environment, route: Route): BrokerListener | string | undefined {
    if (!route.link) return undefined;
    const targets = resolveLink(world, environment, route.link);
    if (typeof targets === "string") return targets;
    return world.all("broker").flatMap(broker =>
        listenersOf(world, broker)
            .filter(({ port }) => targets.includes(`${broker.props.ip}:${String(port)}`))
            .map(listener => ({ broker, listener })),
    )[0];
}

/** Returns the route to a discovered broker. A PrivateLink connection uses the port that the broker advertises. */
function routeToDiscovered(others: Route, { listener }: BrokerListener): Route {
    return others.link ? { link: { ...others.link, port: portOf(listener.address) } } : others;
}

/** Returns the same listener of each broker of a Kafka cluster, which is what the cluster's metadata lists. */
function sameListenerOnAllBrokers(world: World, { broker, listener }: BrokerListener): BrokerListener[] {
    return brokersOf(world, broker.props.kafka).flatMap(other => {
        const sameListener = listenersOf(world, other).find(
            ({ port, isPublic: isOut }) => port === listener.port && isOut === listener.isPublic,
        );
        return sameListener ? [{ broker: other, listener: sameListener }] : [];
    });
}

function brokerProblem(
    world: World,
    environment: Environment,
    { broker, listener }: BrokerListener,
    { link, bastion }: Route,
): string | undefined {
    const { ip, publicIp, subnetId, securityGroups } = broker.props;
    if (link) {
        const targets = resolveLink(world, environment, link);
        if (typeof targets === "string") return targets;
        return targets.every(target => target === `${ip}:${String(listener.port)}`) ? undefined : REFUSED;
    }
    if (bastion) return forwardProblem(world, environment, bastion, listener.address, ip, listener.port);
    if (!listener.isPublic || publicIp === undefined) return broker.props.kafka.startsWith("arn:") ? REFUSED : UNRESOLVED;
    const isReachable =
        isPublicSubnet(world, subnetId) &&
        allowsAllBlocks(world, resolveGroups(world, securityGroups), listener.port, environment.egress);
    return isReachable ? undefined : REFUSED;
}

// Not verified with a real Materialize: the error message if IAM denies the authentication.
const IAM_DENIED = "SASL authentication error: Access denied";

function iamProblem(world: World, { broker, listener }: BrokerListener, role: KafkaRequest["role"]): string | undefined {
    if (listener.iam !== true || !role) return undefined;
    const problem = roleProblem(world, role);
    if (problem !== undefined) return problem;
    return isAllowed(world, role.arn, "kafka-cluster:Connect", broker.props.kafka) ? undefined : IAM_DENIED;
}

/** Returns the topics that the client may read. Brokers do not show a client of IAM the other ones. */
function topicsFor(world: World, { broker, listener }: BrokerListener, role: KafkaRequest["role"]): Record<string, Topic> {
    const { kafka } = broker.props;
    const all = topicsOf(world, kafka);
    if (listener.iam !== true || !role) return all;
    const mayRead = (topic: string): boolean =>
        ["DescribeTopic", "ReadData"].every(action =>
            isAllowed(world, role.arn, `kafka-cluster:${action}`, `${kafka.replace(":cluster/", ":topic/")}/${topic}`),
        );
    return Object.fromEntries(Object.entries(all).filter(([topic]) => mayRead(topic)));
}

function topicsOf(world: World, kafka: string): Record<string, Topic> {
    const created = world
        .all("topic", props => props.clusterArn === kafka)
        .map(({ props }): [string, Topic] => {
            return [props.name ?? "", { partitions: props.partitionCount ?? 1, messages: [] }];
        });
    const described = world
        .all("messages", props => props.kafka === kafka)
        .map(({ props }): [string, Topic] => [props.topic, props]);
    return Object.fromEntries([...created, ...described]);
}
