import { text } from "../../../values/scalars";
import { type Fields, isAbsent, isUnknown } from "../../../values/value";
import { accessProblems, PublicAccess } from "../msk/access";
import { arnProblems, describe, NoCluster } from "../msk/cluster";
import { isPublic } from "../msk/authentication";
import { regionOfArn } from "../regions";
import type { HelperKind, HelperContext } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { waitUntil } from "../../../session/waitUntil";

const PUBLIC = "SERVICE_PROVIDED_EIPS";

/**
 * Turns public access of an MSK cluster on, which AWS refuses while the cluster is made, and waits until its brokers are public. Where it goes, the
 * cluster stays as it is: to turn it off restarts every broker, for everyone who uses it, and a cluster that goes too needs no turning off.
 */
export const mskPublicAccess: HelperKind = {
    name: "MskPublicAccess",
    arguments: { clusterArn: text(), timeoutMinutes: timeoutMinutes },
    identity: ["clusterArn"],
    plan: ({ clusterArn }) => ({
        // What is wanted: a refresh that finds another one makes this run again.
        outputs: { publicAccess: PUBLIC },
        problems: isUnknown(clusterArn) ? [] : arnProblems(String(clusterArn)),
    }),
    checkRemote: async (work, args) => {
        const isSettled = !isUnknown(args.clusterArn) && isAbsent(args.__changing);
        return {
            outputs: {},
            problems: isSettled
                ? await accessProblems({ kafka: kafkaOf(work, args), ec2: ec2Of(work, args), say: work.print }, arnOf(args))
                : [],
        };
    },
    apply: async (work, args) => {
        const access = new PublicAccess(kafkaOf(work, args), arnOf(args));
        await waitUntil(() => access.look(), { what: "public access", minutes: minutesOf(args), say: work.print });
        return {};
    },
    read: async (work, args) => {
        try {
            const cluster = await describe(kafkaOf(work, args), arnOf(args));
            return { publicAccess: isPublic(cluster) ? PUBLIC : "DISABLED" };
        } catch (error) {
            if (error instanceof NoCluster) return undefined;
            throw error;
        }
    },
};

const arnOf = (args: Fields): string => String(args.clusterArn);
const ec2Of = ({ aws }: HelperContext, args: Fields) => aws(regionOfArn(arnOf(args))).ec2();
const kafkaOf = ({ aws }: HelperContext, args: Fields) => aws(regionOfArn(arnOf(args))).kafka();
