import { setTimeout as wait } from "node:timers/promises";

import type { ReachabilityResult } from "../../../aws/reachability/protocol";
import { UNRESOLVED } from "../../../aws/reachability/messages";
import type { Catalog } from "../../catalog/catalog";
import type { Broker, ConnectionBody, OptionValue } from "../../catalog/object";
import { failure } from "../../errors";
import { kafkaProblem, type KafkaClient, listenerProblem } from "../../world/kafka";
import { findRegistry, registryProblem, sshProblem, UNREACHABLE } from "../../world/network";
import { withPort, type World } from "../../world/world";
import { askAws, bastionOf } from "./aws";
import { securityProtocol, textOf } from "./check";

/** Refuses a connection that the world does not answer; `id` is that of one that is there. */
export async function validateConnection(catalog: Catalog, world: World, body: ConnectionBody, id?: string): Promise<void> {
    const problem = await connectionProblem(catalog, world, body, id);
    if (problem === undefined) return;
    const overSsh = problem.startsWith("ssh:");
    if (body.type === "kafka" && !overSsh && world.patience > 0) await wait(world.patience);
    throw failure(problem, "58000");
}

/** What goes wrong when a connection is used. */
export async function connectionProblem(
    catalog: Catalog,
    world: World,
    body: ConnectionBody,
    id?: string,
): Promise<string | undefined> {
    const verdict = world.aws ? await askAws(catalog, world, body, id) : { unknown: true as const };
    return verdict.unknown ? localProblem(catalog, world, body) : joinedProblem(catalog, world, body, verdict);
}

/** What is wrong where AWS lets packets through: the Kafka may still not let the client in. */
function joinedProblem(catalog: Catalog, world: World, body: ConnectionBody, verdict: ReachabilityResult): string | undefined {
    const { problem, listener, topics = {}, registry } = verdict;
    if (registry) world.learnRegistry(registry);
    if (problem !== undefined) return body.type === "confluent-schema-registry" ? overHttp(body, problem) : problem;
    if (!listener) return undefined;
    world.learn(topics);
    return listenerProblem(kafkaClient(catalog, world, body), listener);
}

/** A registry's client has other words than a Kafka's; a tunnel's are its own. */
function overHttp({ options }: ConnectionBody, problem: string): string {
    if (problem.startsWith("ssh:")) return problem;
    return registryProblem(textOf(options.URL) ?? "", "/subjects", problem !== UNRESOLVED);
}

function localProblem(catalog: Catalog, world: World, body: ConnectionBody): string | undefined {
    const { type, options } = body;
    if (type === "kafka") return kafkaProblem(world, kafkaClient(catalog, world, body));
    if (type === "ssh-tunnel") return tunnelProblem(world, options);
    if (type !== "confluent-schema-registry") return UNREACHABLE[type];
    const registry = findRegistry(world, textOf(options.URL) ?? "", "/subjects");
    return typeof registry === "string" ? registry : undefined;
}

function tunnelProblem(world: World, options: ConnectionBody["options"]): string | undefined {
    const { host, port, user, keys } = bastionOf(options);
    return sshProblem(world, host, port, user, keys);
}

function kafkaClient(catalog: Catalog, world: World, { options }: ConnectionBody): KafkaClient {
    const brokers = brokersOf(options.BROKER ?? options.BROKERS);
    const common = options["SSH TUNNEL"];
    const tunnel = (address: string): string | undefined => {
        const own = brokers.find(broker => withPort(broker.address, "9092") === address)?.tunnel;
        const id = own?.kind === "SSH TUNNEL" ? own.id : common && "object" in common ? common.object : undefined;
        const ssh = id === undefined ? undefined : catalog.item(id)?.connection;
        if (!ssh) return undefined;
        const problem = tunnelProblem(world, ssh.options);
        return problem === undefined ? "" : `ssh: creating ssh tunnel: creating ssh tunnel: ${problem}`;
    };
    return {
        addresses: brokers.length > 0 ? brokers.map(broker => broker.address) : ["privatelink.invalid:9092"],
        protocol: securityProtocol(options),
        mechanism: plainText(catalog, options["SASL MECHANISMS"]),
        username: plainText(catalog, options["SASL USERNAME"]),
        password: plainText(catalog, options["SASL PASSWORD"]),
        tunnel,
        iam: "AWS CONNECTION" in options,
    };
}

function brokersOf(option: OptionValue | undefined): readonly Broker[] {
    return option && "brokers" in option ? option.brokers : [];
}

/** The text of an option that may be a secret. */
function plainText(catalog: Catalog, option: OptionValue | undefined): string | undefined {
    if (option && "secret" in option) return Buffer.from(catalog.item(option.secret)?.secret ?? "", "base64").toString();
    return textOf(option);
}
