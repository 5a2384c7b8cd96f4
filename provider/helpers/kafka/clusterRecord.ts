import { settingHelp } from "../../session/settingSources";
import type { HelperContext, HelperKind } from "../helperKind";
import { type Fields, isAbsent } from "../../values/value";
import { accessOf } from "./access";
import { Kafka } from "./kafka";

/** What a helper resource does in the Kafka cluster that its state belongs to. */
interface KafkaActions {
    /** Applies the arguments. After a change, `olds` are the arguments that were applied before. */
    readonly apply: (kafka: Kafka, args: Fields, olds?: Fields) => Promise<void>;
    /** Returns the arguments that the brokers have; undefined if the subject does not exist. */
    readonly read: (kafka: Kafka, args: Fields) => Promise<Fields | undefined>;
    readonly delete: (kafka: Kafka, args: Fields) => Promise<void>;
    /** True if the brokers have the subject as the state has it, or do not have it. Default: always, for what has nothing to compare. */
    readonly isUnchanged?: (kafka: Kafka, state: Fields) => Promise<boolean>;
}

/** The part of a state that tells its cluster. */
interface ClusterState {
    readonly bootstrapServers: string;
    readonly kafkaClusterId?: string | null;
}

/** The name of a cluster whose brokers give no id, in states and in the setting. */
const NONE = "none";

/**
 * Returns the operations of a helper resource that records the id of its Kafka cluster. Names of topics and principals exist in every
 * cluster, so a state is compared with the cluster that the bootstrap servers lead to before anything is changed or deleted.
 */
export const inRecordedCluster = (actions: KafkaActions): Pick<HelperKind, "apply" | "read" | "delete"> => ({
    apply: (context, args, olds) =>
        Kafka.with(context, accessOf(args), async kafka => {
            const isKnown = olds !== undefined && (await belongsHere(context, kafka, { state: olds, args, actions }));
            if (olds === undefined) requireId(context, kafka, args);
            await actions.apply(kafka, args, isKnown ? olds : undefined);
            return { kafkaClusterId: idOf(kafka) };
        }),
    read: (context, args) =>
        Kafka.with(context, accessOf(args), async kafka => {
            if (!(await belongsHere(context, kafka, { state: args, args, actions }))) return undefined;
            const found = await actions.read(kafka, args);
            return found === undefined ? undefined : { ...found, kafkaClusterId: idOf(kafka) };
        }),
    delete: (context, args) =>
        Kafka.with(context, accessOf(args), async kafka => {
            if (await belongsHere(context, kafka, { state: args, args, actions })) await actions.delete(kafka, args);
        }),
});

const idOf = (kafka: Kafka): string => kafka.clusterId ?? NONE;

/**
 * Returns whether the subject of a state is in the connected cluster. False after a move that the setting confirms: then what the state
 * describes is not here. Throws if the clusters differ, or if the state does not tell and the subject may be somebody else's.
 */
async function belongsHere(
    context: HelperContext,
    kafka: Kafka,
    { state, args, actions }: { state: Fields; args: Fields; actions: KafkaActions },
): Promise<boolean> {
    requireId(context, kafka, args);
    const { kafkaClusterId: recorded, bootstrapServers: before } = state as Fields & ClusterState;
    const connected = idOf(kafka);
    if (recorded === connected) return true;
    const where = `Kafka at ${String(args.bootstrapServers)} is the cluster "${connected}"`;
    if (!isAbsent(recorded)) {
        if (isConfirmed(context, args, connected)) return false;
        throw new Error(
            `${where}, and the state belongs to the cluster "${recorded}": give the bootstrap servers of that cluster, or confirm the move, which leaves that cluster as it is, with ${connected} in ${settingOf(context, args)}`,
        );
    }
    if (isConfirmed(context, args, connected)) return true;
    const isSameAddress = before === args.bootstrapServers;
    if (isSameAddress && (await (actions.isUnchanged?.(kafka, state) ?? true))) return true;
    const doubt = isSameAddress
        ? "the brokers have something else under this name than the state: see whose it is"
        : `the bootstrap servers were ${before} before: run \`pulumi refresh\` with these, which records the cluster`;
    throw new Error(
        `${where}, the state does not tell to which cluster it belongs, and ${doubt}, or confirm that this is the cluster with ${connected} in ${settingOf(context, args)}`,
    );
}

/** Refuses brokers that give no cluster id, since another cluster could not be told from them. */
function requireId(context: HelperContext, kafka: Kafka, args: Fields): void {
    if (kafka.clusterId !== undefined || isConfirmed(context, args, NONE)) return;
    throw new Error(
        `Kafka at ${String(args.bootstrapServers)} gives no cluster id, so that nothing shows whether a later change reaches the same cluster: confirm that it does with ${NONE} in ${settingOf(context, args)}`,
    );
}

/** Returns the name of the setting that confirms a cluster. */
const settingOf = ({ run }: HelperContext, { profile }: Fields): string => settingHelp(run.settings(profile), "kafkaClusterIds");

const isConfirmed = (context: HelperContext, args: Fields, id: string): boolean =>
    context.run.settings(args.profile).kafkaClusterIds.includes(id);
