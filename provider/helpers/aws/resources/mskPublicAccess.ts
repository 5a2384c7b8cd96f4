import { text } from "../../../values/scalars";
import { type Fields, isAbsent, isUnknown, withoutAbsent } from "../../../values/value";
import { accessProblems, PublicAccess } from "../msk/access";
import { arnProblems, describe, ClusterMissing } from "../msk/cluster";
import { isPublic } from "../msk/authentication";
import { warnOfReplacement } from "../replacement";
import { regionOfArn } from "../regions";
import type { HelperKind, HelperContext } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { waitForAws } from "../waitForAws";

const PUBLIC = "SERVICE_PROVIDED_EIPS";

/**
 * Turns on public access of an MSK cluster, which AWS refuses while it creates the cluster, and waits until the brokers are public. Its deletion
 * leaves the cluster public: turning it off would restart every broker, and a cluster that is deleted too does not need it.
 */
export const mskPublicAccess: HelperKind = {
    name: "MskPublicAccess",
    arguments: { clusterArn: text(), timeoutMinutes: timeoutMinutes },
    identity: ["clusterArn"],
    callsAws: () => true,
    plan: ({ clusterArn }, olds) => ({
        outputs: {
            // The wanted value: if a refresh finds another one, the next update applies it again.
            publicAccess: PUBLIC,
            // Later versions of the same cluster do not change the inputs.
            ...(clusterArn === olds.clusterArn ? withoutAbsent({ __recordedVersion: olds.__recordedVersion }) : {}),
        },
        problems: isUnknown(clusterArn) ? [] : arnProblems(String(clusterArn)),
    }),
    checkRemote: async (context, args, olds) => {
        warnOfReplacement({ before: olds.clusterArn, now: args.clusterArn, loss }, context.print);
        const isUnchanged = !isUnknown(args.clusterArn) && isAbsent(args.__changing);
        return {
            outputs: {},
            problems: isUnchanged
                ? await accessProblems(
                      { kafka: kafkaOf(context, args), ec2: ec2Of(context, args), print: context.print },
                      arnOf(args),
                  )
                : [],
        };
    },
    apply: async (context, args) => {
        const access = new PublicAccess(kafkaOf(context, args), arnOf(args));
        await waitForAws(() => access.check(), { what: "public access", minutes: minutesOf(args), print: context.print });
        const [current, ...former] = access.versions.toReversed();
        return { versions: { former: [args.__recordedVersion, ...former].filter(version => !isAbsent(version)), current } };
    },
    read: async (context, args) => {
        try {
            const cluster = await describe(kafkaOf(context, args), arnOf(args));
            return { publicAccess: isPublic(cluster) ? PUBLIC : "DISABLED" };
        } catch (error) {
            if (error instanceof ClusterMissing) return undefined;
            throw error;
        }
    },
};

const loss = (arn: string): string =>
    `the cluster ${arn} is replaced: its topics are lost with all messages, and its brokers get other addresses. To keep it, revert the change that the preview shows for the cluster`;

const arnOf = (args: Fields): string => String(args.clusterArn);
const ec2Of = ({ aws }: HelperContext, args: Fields) => aws(regionOfArn(arnOf(args))).ec2();
const kafkaOf = ({ aws }: HelperContext, args: Fields) => aws(regionOfArn(arnOf(args))).kafka();
