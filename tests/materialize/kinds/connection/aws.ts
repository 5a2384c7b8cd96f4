import { randomUUID } from "node:crypto";

import { AwsClient } from "../../../aws/reachability/client";
import { endpointNotAvailable } from "../../../aws/reachability/messages";
import type {
    Bastion,
    Link,
    ReachabilityRequest,
    RoleClaim,
    Route,
    ReachabilityResult,
} from "../../../aws/reachability/protocol";
import type { Catalog } from "../../catalog/catalog";
import type { Broker, ConnectionBody, OptionValue } from "../../catalog/object";
import { AWS_ACCOUNT, AWS_PRINCIPAL, EGRESS_IPS, ORGANISATION, REGION } from "../../region";
import { withPort, type World } from "../../world/world";
import { textOf } from "./check";

/** A client of the AWS that this region is joined with; a new region is another client. */
export function joinAws(url: string, client: string = randomUUID()): AwsClient {
    const egress = EGRESS_IPS.map(([ip, prefix]) => `${ip}/${String(prefix)}`);
    return new AwsClient(url, { client, region: REGION, egress });
}

/** Lets endpoints follow the PrivateLink connections that there are. */
export async function followLinks(catalog: Catalog, world: World): Promise<void> {
    if (!world.aws) return;
    const connections = catalog.all("connection").filter(({ connection }) => connection?.type === "aws-privatelink");
    const links = connections.map(({ id, connection }) => linkOf(id, connection?.options ?? {}));
    if (links.length === 0 && world.links.length === 0) return;
    world.links = (await world.aws.send({ ask: "links", links })).links ?? [];
}

function linkOf(id: string, options: ConnectionBody["options"]): Link {
    const zones = options["AVAILABILITY ZONES"];
    return {
        id,
        serviceName: textOf(options["SERVICE NAME"]) ?? "",
        principal: `arn:aws:iam::${AWS_ACCOUNT}:role/mz_${ORGANISATION}_${id}`,
        zoneIds: zones && "list" in zones ? zones.list : [],
    };
}

/** What the joined AWS says of a connection; `unknown` where it is none of AWS's. */
export async function askAws(
    catalog: Catalog,
    world: World,
    { type, options }: ConnectionBody,
    id?: string,
): Promise<ReachabilityResult> {
    const question = QUESTIONS[type]?.(catalog, options, id);
    if (type === "aws-privatelink") return linkVerdict(catalog, world, id);
    return question && world.aws ? world.aws.send(question) : { unknown: true };
}

type Options = ConnectionBody["options"];

const QUESTIONS: Readonly<Record<string, (catalog: Catalog, options: Options, id?: string) => ReachabilityRequest | undefined>> =
    {
        kafka: kafkaQuestion,
        "ssh-tunnel": (_, options) => ({ ask: "bastion", bastion: bastionOf(options) }),
        aws: (_, options, id) => {
            const role = roleOf(options, id);
            return role && { ask: "role", role };
        },
        "confluent-schema-registry": (catalog, options) => {
            const { host, port: given, protocol } = new URL(textOf(options.URL) ?? "");
            const port = given === "" ? (protocol === "https:" ? 443 : 80) : Number(given);
            const route = routeOver(catalog, options);
            return { ask: "server", address: host, route: route.link ? { link: { ...route.link, port } } : route };
        },
    };

async function linkVerdict(catalog: Catalog, world: World, id: string | undefined): Promise<ReachabilityResult> {
    await followLinks(catalog, world);
    const status = world.links.find(link => link.id === id)?.status;
    if (status === "available") return {};
    return { problem: status === undefined ? "Endpoint availability is unknown" : endpointNotAvailable(status) };
}

export function bastionOf(options: Options): Bastion {
    const port = options.PORT;
    return {
        host: textOf(options.HOST) ?? "",
        port: port && "number" in port ? Number(port.number) : 22,
        user: textOf(options.USER) ?? "",
        keys: ["PUBLIC KEY 1", "PUBLIC KEY 2"].flatMap(name => textOf(options[name]) ?? []),
    };
}

function roleOf(options: Options, id = ""): RoleClaim | undefined {
    const arn = textOf(options["ASSUME ROLE ARN"]);
    return arn === undefined ? undefined : { arn, principal: AWS_PRINCIPAL, externalId: `mz_${ORGANISATION}_${id}` };
}

function kafkaQuestion(catalog: Catalog, options: Options): ReachabilityRequest {
    const listed = options.BROKER ?? options.BROKERS;
    const brokers = listed && "brokers" in listed ? listed.brokers : [];
    const aws = objectOf(options["AWS CONNECTION"]);
    const role = aws === undefined ? undefined : roleOf(catalog.item(aws)?.connection?.options ?? {}, aws);
    const others = routeOver(catalog, options);
    return {
        ask: "kafka",
        brokers: brokers.map(broker => ({
            address: withPort(broker.address, "9092"),
            route: routeOf(catalog, broker) ?? others,
        })),
        others,
        role,
    };
}

function routeOver(catalog: Catalog, options: Options): Route {
    const link = options["AWS PRIVATELINK"];
    if (link && "privatelink" in link) return { link: { id: link.privatelink, port: Number(link.port ?? 9092) } };
    const tunnel = objectOf(options["SSH TUNNEL"]);
    return tunnel === undefined ? {} : { bastion: bastionOf(catalog.item(tunnel)?.connection?.options ?? {}) };
}

function routeOf(catalog: Catalog, { address, tunnel }: Broker): Route | undefined {
    if (!tunnel) return undefined;
    if (tunnel.kind === "SSH TUNNEL") return { bastion: bastionOf(catalog.item(tunnel.id)?.connection?.options ?? {}) };
    const option = (name: string): string | undefined => tunnel.options.find(([key]) => key === name)?.[1];
    const port = Number(option("PORT") ?? withPort(address, "9092").replace(/^.*:/u, ""));
    return { link: { id: tunnel.id, port, zoneId: option("AVAILABILITY ZONE") } };
}

const objectOf = (option: OptionValue | undefined): string | undefined =>
    option && "object" in option ? option.object : undefined;
