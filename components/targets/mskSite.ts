import * as pulumi from "@pulumi/pulumi";
import type { TopicSpec } from "../kafka/topicSpec";
import { identityOf, pick } from "../networks/parts";
import type { PrivateLinkBroker } from "../networks/privateLink";
import { makeTopics } from "./mskTopics";
import type { MskIngestionTransform } from "./transforms";
import { MskBrokers, MskPublicAccess } from "./steps";
import { describe, isGiven } from "../argumentShape";
import type { Asking, Target } from "./target";

/** What says which brokers there are. */
interface BrokersArgs {
    readonly mskClusterArn: pulumi.Input<string>;
    readonly topics?: readonly TopicSpec[];
    readonly brokerCount?: number | undefined;
    readonly brokerIds?: readonly number[] | undefined;
    readonly transform?: MskIngestionTransform;
}

/** The ports of MSK's brokers (Amazon MSK: "Port information"); there is none on the internet for clients that do not say who they are. */
const PORTS: Readonly<Record<string, { readonly inside: number; readonly outside?: number }>> = {
    unauthenticated: { inside: 9092 },
    tls: { inside: 9094 },
    mutualTls: { inside: 9094, outside: 9194 },
    scram: { inside: 9096, outside: 9196 },
    iam: { inside: 9098, outside: 9198 },
};

/** The port on which roles are let in over the internet. */
export const IAM_PORT = 9198;

/** How long AWS may take to restart every broker of a cluster, in minutes. */
export const PUBLIC_ACCESS_MINUTES = 120;

/** Where the brokers of a cluster are. */
export const mskSite =
    (args: BrokersArgs): Target["site"] =>
    asked => {
        const isPublic = asked.network.row.isPublic === true;
        const { inside = 0, outside = inside } = PORTS[asked.auth] ?? {};
        const port = isPublic ? outside : inside;
        const ids = idsOf(args);
        const found = brokersOf(args, asked, { ids, isPublic });
        const { clusterArn, zones, region } = found;
        const { name, opts } = asked.maker;
        return {
            brokers: found.bootstrapServers,
            ports: [port],
            securityGroupId: found.securityGroupId,
            linked: ids.flatMap(id => linked(id, port, found)),
            region,
            dependsOn: makeTopics(args.topics, { name, clusterArn, zones, region, opts, transform: args.transform?.topic }),
        };
    };

/** The ids that the program says; MSK counts from 1. */
const idsOf = ({ brokerIds, brokerCount = 0 }: BrokersArgs): readonly number[] =>
    brokerIds ?? Array.from({ length: brokerCount }, (_, at) => at + 1);

/** Which brokers are asked for, and what is kept with them. */
interface Sought {
    readonly ids: readonly number[];
    readonly isPublic: boolean;
}

function brokersOf(args: BrokersArgs, { maker, auth, network }: Asking, { ids, ...sought }: Sought): MskBrokers {
    const opensUp = (network.given as { publicAccess?: boolean }).publicAccess === true;
    const identity = identityOf(maker.parent);
    const clusterArn = opensUp
        ? new MskPublicAccess(
              `${maker.name}-public-access`,
              {
                  clusterArn: args.mskClusterArn,
                  timeoutMinutes: PUBLIC_ACCESS_MINUTES,
                  ...identity,
                  __changing: changing(args.mskClusterArn),
              },
              maker.opts,
          ).clusterArn
        : args.mskClusterArn;
    return new MskBrokers(
        `${maker.name}-brokers`,
        {
            ...{ clusterArn, auth, ...sought, ...identity },
            ...pick(args, ["brokerCount", "brokerIds"]),
            __changing: changing(args.mskClusterArn) ?? (opensUp && pulumi.runtime.isDryRun() ? "access" : undefined),
        },
        ids,
        maker.opts,
    );
}

/** In a preview AWS says what a cluster of this program was before this run. */
export const changing = (clusterArn: pulumi.Input<string>): "cluster" | undefined =>
    typeof clusterArn !== "string" && pulumi.runtime.isDryRun() ? "cluster" : undefined;

function linked(id: number, port: number, { brokers }: MskBrokers): PrivateLinkBroker[] {
    const broker = brokers.get(id);
    return broker === undefined ? [] : [{ id, port, host: broker.host, ip: broker.ip, subnetId: broker.subnetId }];
}

/** Resources are counted by them while the program runs. */
function numberProblems(brokerCount: unknown, brokerIds: unknown): string[] {
    const is = (least: number) => (value: unknown) => Number.isInteger(value) && Number(value) >= least;
    const ids = Array.isArray(brokerIds) ? (brokerIds as unknown[]) : [];
    return [
        ...(!isGiven(brokerCount) || is(1)(brokerCount)
            ? []
            : [
                  `brokerCount takes a plain whole number above zero, not ${typeof brokerCount === "string" ? JSON.stringify(brokerCount) : describe(brokerCount)}`,
              ]),
        ...(!isGiven(brokerIds) || (ids.length > 0 && ids.every(is(0)) && new Set(ids).size === ids.length)
            ? []
            : ["brokerIds takes a plain list of different ids, such as [1, 2, 4]"]),
    ];
}

/** What is wrong with the number of brokers, and with a network that these clients cannot take. */
export function countProblems({ brokerCount, brokerIds }: BrokersArgs, auth: string, network: string): string[] {
    const counted = [brokerCount, brokerIds].filter(isGiven);
    return [
        ...numberProblems(brokerCount, brokerIds),
        ...(counted.length > 1
            ? ["brokerCount and brokerIds say the same: give brokerIds alone where ids have gaps, else brokerCount"]
            : []),
        ...(network === "privateLink" && counted.length === 0
            ? ["network.privateLink needs brokerCount, or brokerIds where ids have gaps: there is a listener for each broker"]
            : []),
        ...(network === "allowMaterializeIps" && auth === "tls"
            ? [
                  "auth.tls is not for network.allowMaterializeIps: on the internet MSK serves only clients that say who they are, by mutualTls, scram or iam",
              ]
            : []),
    ];
}
