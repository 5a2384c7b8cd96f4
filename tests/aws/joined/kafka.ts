import { brokersOf, listenersOf } from "../world/msk";
import { groupIds, isPublic } from "../world/network";
import type { KafkaListener, Thing } from "../world/things";
import type { World } from "../world/world";
import { throughLink } from "./privatelink";
import type { Asker, Question, Route, Topic, Verdict } from "./protocol";
import { mayDo, roleProblem } from "./role";
import { bastionProblem, forwardProblem, instanceAt, letsAllIn } from "./ssh";
import { CLOSED, REFUSED, throughSsh, UNRESOLVED } from "./words";

type Ask = Extract<Question, { ask: "kafka" }>;

/** A broker's listener, and the broker. */
interface Place {
    readonly broker: Thing<"broker">;
    readonly listener: KafkaListener;
}

/** Whether a client gets to every broker of the Kafka that its bootstrap addresses, or its link, belong to. */
export function kafkaVerdict(world: World, asker: Asker, { brokers, others, role }: Ask): Verdict {
    const listed = brokers.map(({ address, route }) => ({ address, route, place: placeOf(world, address) }));
    const stranger = listed.find(({ place }) => !place);
    if (stranger) return strangerVerdict(world, asker, stranger.route);
    const first = listed[0]?.place ?? behind(world, asker, others);
    if (typeof first === "string") return { problem: first };
    if (!first) return { problem: REFUSED };
    const problem =
        siblingsOf(world, first).flatMap(place => {
            const own = listed.find(({ address }) => address === place.listener.address)?.route;
            return brokerProblem(world, asker, place, own ?? discovered(others, place)) ?? [];
        })[0] ?? iamProblem(world, first, role);
    if (problem !== undefined) return { problem };
    return { listener: first.listener, topics: topicsOf(world, first.broker.props.kafka) };
}

/** An address that no broker here has; what stands before it still comes first. */
function strangerVerdict(world: World, asker: Asker, { link, bastion }: Route): Verdict {
    if (link) {
        const out = throughLink(world, asker, link);
        return { problem: typeof out === "string" ? out : REFUSED };
    }
    if (!bastion || !instanceAt(world, bastion.host)) return { unknown: true };
    const tunnel = bastionProblem(world, asker, bastion);
    return { problem: tunnel === undefined ? CLOSED : throughSsh(tunnel) };
}

function placeOf(world: World, address: string): Place | undefined {
    return world.all("broker").flatMap(broker => {
        const listener = listenersOf(world, broker).find(candidate => candidate.address === address);
        return listener ? [{ broker, listener }] : [];
    })[0];
}

/** The broker that answers at a link's own port, which is how a client without addresses begins. */
function behind(world: World, asker: Asker, route: Route): Place | string | undefined {
    if (!route.link) return undefined;
    const out = throughLink(world, asker, route.link);
    if (typeof out === "string") return out;
    return world.all("broker").flatMap(broker =>
        listenersOf(world, broker)
            .filter(({ port }) => out.includes(`${broker.props.ip}:${String(port)}`))
            .map(listener => ({ broker, listener })),
    )[0];
}

/** A link takes each broker that it discovers to the port that the broker advertises. */
function discovered(others: Route, { listener }: Place): Route {
    return others.link ? { link: { ...others.link, port: Number(listener.address.replace(/^.*:/u, "")) } } : others;
}

/** The same listener of each broker of a Kafka: what its metadata tells a client. */
function siblingsOf(world: World, { broker, listener }: Place): Place[] {
    return brokersOf(world, broker.props.kafka).flatMap(other => {
        const twin = listenersOf(world, other).find(
            ({ port, isPublic: isOut }) => port === listener.port && isOut === listener.isPublic,
        );
        return twin ? [{ broker: other, listener: twin }] : [];
    });
}

function brokerProblem(world: World, asker: Asker, { broker, listener }: Place, { link, bastion }: Route): string | undefined {
    const { ip, publicIp, subnetId, securityGroups } = broker.props;
    if (link) {
        const out = throughLink(world, asker, link);
        if (typeof out === "string") return out;
        return out.every(reached => reached === `${ip}:${String(listener.port)}`) ? undefined : REFUSED;
    }
    if (bastion) return forwardProblem(world, asker, bastion, listener.address, ip, listener.port);
    if (!listener.isPublic || publicIp === undefined) return broker.props.kafka.startsWith("arn:") ? REFUSED : UNRESOLVED;
    const open = isPublic(world, subnetId) && letsAllIn(world, groupIds(world, securityGroups), listener.port, asker.egress);
    return open ? undefined : REFUSED;
}

// Not seen on a real Materialize: the text of a login that IAM refuses.
const IAM_DENIED = "SASL authentication error: Access denied";

function iamProblem(world: World, { broker, listener }: Place, role: Ask["role"]): string | undefined {
    if (listener.iam !== true || !role) return undefined;
    const problem = roleProblem(world, role);
    if (problem !== undefined) return problem;
    return mayDo(world, role.arn, "kafka-cluster:Connect", broker.props.kafka) ? undefined : IAM_DENIED;
}

function topicsOf(world: World, kafka: string): Record<string, Topic> {
    const made = world
        .all("topic", props => props.clusterArn === kafka)
        .map(({ props }): [string, Topic] => {
            return [props.name ?? "", { partitions: props.partitionCount ?? 1, messages: [] }];
        });
    const known = world.all("messages", props => props.kafka === kafka).map(({ props }): [string, Topic] => [props.topic, props]);
    return Object.fromEntries([...made, ...known]);
}
