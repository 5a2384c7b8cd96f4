import * as pulumi from "@pulumi/pulumi";
import { MSK_AUTHENTICATION, type MskAuthentication } from "../../common/msk";
import type { TopicSpec } from "../kafka/topicSpec";
import { awsProviderOf } from "../networks/awsProvider";
import { pick } from "../pick";
import type { PrivateLinkBroker } from "../networks/privateLinkTargets";
import { createTopics } from "./mskTopics";
import type { MskIngestionTransform } from "./transforms";
import { MskBrokers } from "./helperResources";
import { changing, turnOnPublicAccess } from "./mskPublicAccess";
import { describe, isGiven } from "../argumentShape";
import type { BrokersContext, Target } from "./target";

/** The arguments of the component that the brokers depend on. */
interface BrokersArgs {
    readonly mskClusterArn: pulumi.Input<string>;
    readonly topics?: readonly TopicSpec[];
    readonly brokerCount?: number | undefined;
    readonly brokerIds?: readonly number[] | undefined;
    readonly transform?: MskIngestionTransform;
}

/** Returns the function that looks up the brokers of a cluster, turns on public access if the program asks for it, and creates the topics. */
export const mskBrokers =
    (args: BrokersArgs): Target["brokers"] =>
    selection => {
        const isPublic = selection.network.row.isPublic === true;
        const method = MSK_AUTHENTICATION[selection.auth as MskAuthentication];
        const port = isPublic ? (method.publicPort ?? method.port) : method.port;
        const ids = idsOf(args);
        const found = brokersOf(args, selection, { ids, isPublic });
        const { clusterArn, zones, region } = found;
        const { name, opts } = selection.context;
        return {
            bootstrapServers: found.bootstrapServers,
            ports: [port],
            securityGroupId: found.securityGroupId,
            linked: ids.flatMap(id => linked(id, port, found)),
            region,
            dependsOn: createTopics(args.topics, { name, clusterArn, zones, region, opts, transform: args.transform?.topic }),
        };
    };

/** Returns the ids of the brokers. MSK numbers brokers from 1. */
const idsOf = ({ brokerIds, brokerCount = 0 }: BrokersArgs): readonly number[] =>
    brokerIds ?? Array.from({ length: brokerCount }, (_, at) => at + 1);

/** The brokers to look up. */
interface Sought {
    readonly ids: readonly number[];
    readonly isPublic: boolean;
}

function brokersOf(args: BrokersArgs, { context, auth, network }: BrokersContext, { ids, ...sought }: Sought): MskBrokers {
    const turnsOnPublicAccess = (network.given as { publicAccess?: boolean }).publicAccess === true;
    const { name, parent: component, opts } = context;
    const clusterArn = turnsOnPublicAccess
        ? turnOnPublicAccess(args.mskClusterArn, { name, component, opts })
        : args.mskClusterArn;
    return new MskBrokers(
        `${name}-brokers`,
        {
            ...{ clusterArn, auth, ...sought, ...awsProviderOf(component) },
            ...pick(args, ["brokerCount", "brokerIds"]),
            __changing: changing(args.mskClusterArn) ?? (turnsOnPublicAccess && pulumi.runtime.isDryRun() ? "access" : undefined),
        },
        ids,
        opts,
    );
}

function linked(id: number, port: number, { brokers }: MskBrokers): PrivateLinkBroker[] {
    const broker = brokers.get(id);
    return broker === undefined ? [] : [{ id, port, host: broker.host, ip: broker.ip, subnetId: broker.subnetId }];
}

/** Reports a `brokerCount` or `brokerIds` that is an output or not valid: the program creates resources for each broker, so it must know them. */
function numberProblems(brokerCount: unknown, brokerIds: unknown): string[] {
    const isIntegerFrom = (least: number) => (value: unknown) => Number.isInteger(value) && Number(value) >= least;
    const ids = Array.isArray(brokerIds) ? (brokerIds as unknown[]) : [];
    return [
        ...(!isGiven(brokerCount) || isIntegerFrom(1)(brokerCount)
            ? []
            : [
                  `brokerCount takes a plain whole number above zero, not ${typeof brokerCount === "string" ? JSON.stringify(brokerCount) : describe(brokerCount)}`,
              ]),
        ...(!isGiven(brokerIds) || (ids.length > 0 && ids.every(isIntegerFrom(0)) && new Set(ids).size === ids.length)
            ? []
            : ["brokerIds takes a plain list of different ids, such as [1, 2, 4]"]),
    ];
}

/** Reports a wrong number of brokers, and a network that the authentication method cannot use. */
export function brokerProblems({ brokerCount, brokerIds }: BrokersArgs, auth: string, network: string): string[] {
    const counted = [brokerCount, brokerIds].filter(isGiven);
    return [
        ...numberProblems(brokerCount, brokerIds),
        ...(counted.length > 1
            ? ["brokerCount and brokerIds exclude each other: set brokerIds if the ids have gaps, else brokerCount"]
            : []),
        ...(network === "privateLink" && counted.length === 0
            ? ["network.privateLink needs brokerCount, or brokerIds if the ids have gaps: there is a listener for each broker"]
            : []),
        ...(network === "allowMaterializeIps" && auth === "tls"
            ? [
                  "auth.tls cannot be used over network.allowMaterializeIps: over the internet MSK requires authentication, by mutualTls, scram or iam",
              ]
            : []),
    ];
}
