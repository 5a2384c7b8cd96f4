import { hostOf } from "../../../../common/addresses";
import { isOlder, OLDEST_KAFKA } from "../../../../common/kafka";
import type { MskAuthentication } from "../../../../common/msk";
import { UNKNOWN } from "../../../sql/sql";
import { list } from "../../../values/list";
import { choice, flag, integer, text } from "../../../values/scalars";
import { type Fields, isAbsent, isUnknown, type ValueType } from "../../../values/value";
import { arnProblems, type Cluster, describeWithBrokers } from "../msk/cluster";
import { bootstrapServers, enabledMethods, isPublic, METHOD_NAMES, methodTitle } from "../msk/authentication";
import { regionOfArn } from "../regions";
import type { HelperPlan, HelperKind, HelperContext } from "../../helperKind";

/** Looks up the brokers of an MSK cluster, and refuses arguments that differ from the cluster. */
export const mskBrokers: HelperKind = {
    name: "MskBrokers",
    arguments: {
        clusterArn: text(),
        auth: choice(...METHOD_NAMES),
        /** True if Materialize connects over the internet. */
        isPublic: flag,
        brokerCount: integer(1),
        brokerIds: list(integer(0) as ValueType, 1),
    },
    optional: ["brokerCount", "brokerIds"],
    identity: ["clusterArn"],
    callsAws: () => true,
    plan: args => ({
        outputs: outputsOf(args, undefined),
        problems: isUnknown(args.clusterArn) ? [] : arnProblems(String(args.clusterArn)),
    }),
    checkRemote: checkCluster,
};

/**
 * The part of the cluster that this run changes before the lookup of its brokers: the cluster, or only its public access. A preview finds the
 * properties before that change, and does not refuse them.
 */
type Changing = "cluster" | "access";

async function checkCluster(context: HelperContext, args: Fields, olds: Fields): Promise<HelperPlan> {
    if (isUnknown(args.clusterArn)) return { outputs: {}, problems: [] };
    const arn = String(args.clusterArn);
    const cluster = await describeWithBrokers(context.aws(regionOfArn(arn)).kafka(), arn);
    const changing = args.__changing as Changing | null | undefined;
    const access = [...accessProblems(cluster, args)];
    const others = [...stateProblems(cluster), ...countProblems(cluster, args), ...methodProblems(cluster, args)];
    return {
        outputs: outputsOf(args, cluster, olds),
        problems: [...(changing === "cluster" ? [] : others), ...(isAbsent(changing) && others.length === 0 ? access : [])],
    };
}

/** Returns the broker ids in the arguments, if there are any. */
function idsOf({ brokerIds, brokerCount }: Fields): readonly number[] {
    if (!isAbsent(brokerIds)) return brokerIds as readonly number[];
    return typeof brokerCount === "number" ? Array.from({ length: brokerCount }, (_, at) => at + 1) : [];
}

/** Returns the outputs. Each broker is an output, so that the others stay known if one does not exist yet. */
function outputsOf(args: Fields, cluster: Cluster | undefined, olds: Fields = {}): Fields {
    const brokers = idsOf(args).map(id => {
        const { host, ip, subnetId } = cluster?.brokers.find(broker => broker.id === id) ?? {};
        return [`broker-${String(id)}`, host === undefined ? UNKNOWN : { host, ip, subnetId }] as const;
    });
    const bootstrap = cluster === undefined ? [] : bootstrapServers(cluster, authOf(args), args.isPublic === true);
    const { SecurityGroups: groups = [], ClientSubnets: subnets = [] } = cluster?.provisioned.BrokerNodeGroupInfo ?? {};
    return {
        region: isUnknown(args.clusterArn) ? UNKNOWN : regionOfArn(String(args.clusterArn)),
        zones: subnets.length === 0 ? UNKNOWN : subnets.length,
        securityGroupId: groups[0] ?? UNKNOWN,
        bootstrapServers: bootstrap.length === 0 ? UNKNOWN : keepServers(bootstrap, cluster, olds, args),
        ...Object.fromEntries(brokers),
    };
}

/** Keeps the bootstrap servers of the last run while their brokers exist, since AWS returns three of them in each call, and not always the same. */
function keepServers(now: string[], cluster: Cluster | undefined, olds: Fields, args: Fields): string[] {
    const asBefore = ["clusterArn", "auth", "isPublic"].every(key => olds[key] === args[key]);
    const before = asBefore && Array.isArray(olds.bootstrapServers) ? (olds.bootstrapServers as string[]) : [];
    const names = new Set(cluster?.brokers.map(({ host }) => labelOf(host)));
    const allExist = before.every(server => names.has(labelOf(server)));
    return before.length >= now.length && allExist && before.some(server => now.includes(server)) ? before : now;
}

/** `b-1` of `b-1-public.orders.….amazonaws.com:9196`. */
const labelOf = (host: string): string => (host.split(".")[0] ?? "").replace(/-public$/u, "");

function stateProblems({ name, state, final, kafkaVersion }: Cluster): string[] {
    return [
        ...(state === "CREATING" ? [`the cluster ${name} is CREATING: it can be read once it is ACTIVE`] : []),
        ...(final === undefined ? [] : [`the cluster ${name} is ${final}: it cannot be read any more`]),
        ...(isOlder(kafkaVersion, OLDEST_KAFKA)
            ? [
                  `the cluster ${name} runs Kafka ${kafkaVersion}, and Materialize reads ${OLDEST_KAFKA} and later: upgrade it first`,
              ]
            : []),
    ];
}

const formatIds = (ids: readonly number[]): string => `[${ids.join(", ")}]`;

/** Reports broker ids that differ from the cluster, with the correct argument. */
function countProblems({ name, state, brokers }: Cluster, args: Fields): string[] {
    const given = idsOf(args);
    const ids = brokers.map(({ id }) => id);
    if (given.length === 0 || state === "CREATING" || sorted(given).join() === ids.join()) return [];
    const isDense = ids.every((id, at) => id === at + 1);
    const argument = isAbsent(args.brokerIds) ? `brokerCount is ${String(args.brokerCount)}` : `brokerIds is ${formatIds(given)}`;
    const has = `the cluster ${name} has ${String(ids.length)} broker${ids.length === 1 ? "" : "s"}`;
    return [
        isDense
            ? `${argument}, but ${has}: write brokerCount: ${String(ids.length)}`
            : `${argument}, but ${has}, whose ids have gaps: write brokerIds: ${formatIds(ids)}`,
    ];
}

const authOf = (args: Fields): MskAuthentication => args.auth as MskAuthentication;

const sorted = (ids: readonly number[]): number[] => [...new Set(ids)].sort((one, other) => one - other);

/** Reports an authentication method that is not enabled, and brokers that advertise other names than those that AWS gave them. */
function methodProblems(cluster: Cluster, args: Fields): string[] {
    const { name, state, brokers } = cluster;
    if (state === "CREATING") return [];
    const auth = authOf(args);
    const enabled = enabledMethods(cluster);
    if (!enabled.includes(auth)) {
        const others = enabled.length === 0 ? "" : `; it has ${enabled.map(method => `auth.${method}`).join(", ")}`;
        return [`the cluster ${name} has not turned on ${methodTitle(auth)} (auth.${auth})${others}`];
    }
    const hosts = brokers.map(({ host }) => host);
    const advertised = bootstrapServers(cluster, auth, false).filter(server => !hosts.includes(hostOf(server)));
    return idsOf(args).length > 0 && advertised.length > 0
        ? [
              `the cluster ${name} advertises ${advertised[0] ?? ""} (custom.advertised.listeners), which is none of the names that AWS gave its brokers: make a PrivateLinkNetwork and a KafkaConnection with those that it advertises`,
          ]
        : [];
}

function accessProblems(cluster: Cluster, args: Fields): string[] {
    const auth = authOf(args);
    if (args.isPublic !== true || bootstrapServers(cluster, auth, true).length > 0) return [];
    return [
        isPublic(cluster)
            ? `the cluster ${cluster.name} is public, but AWS names no brokers on the internet for auth.${auth}: look at its state in AWS`
            : `the cluster ${cluster.name} is not public: give network.allowMaterializeIps: { publicAccess: true }, which turns public access on, or reach it over another network`,
    ];
}
