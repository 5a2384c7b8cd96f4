import { kafkaSteps } from "../kafka";
import type { Step } from "./step";
import { allowedBlocks } from "../aws/steps/allowedBlocks";
import { allowedPrincipal } from "../aws/steps/allowedPrincipal";
import { awsRoleUsable } from "../aws/steps/awsRoleUsable";
import { bastionAnswering } from "../aws/steps/bastionAnswering";
import { bastionLayout } from "../aws/steps/bastionLayout";
import { endpointAvailable } from "../aws/steps/endpointAvailable";
import { endpointConnectionsDrained } from "../aws/steps/endpointConnectionsDrained";
import { mskBrokers } from "../aws/steps/mskBrokers";
import { mskClusterReady } from "../aws/steps/mskClusterReady";
import { mskPublicAccess } from "../aws/steps/mskPublicAccess";
import { privateLinkLayout } from "../aws/steps/privateLinkLayout";
import { sourceCaughtUp } from "./sourceCaughtUp";
import { awsTrustPolicy, privateLinkPrincipal, sshPublicKeys } from "../aws/steps/readers";

const ALL: readonly Step[] = [
    privateLinkLayout,
    endpointConnectionsDrained,
    privateLinkPrincipal,
    allowedPrincipal,
    endpointAvailable,
    bastionLayout,
    sshPublicKeys,
    bastionAnswering,
    allowedBlocks,
    sourceCaughtUp,
    mskBrokers,
    mskPublicAccess,
    mskClusterReady,
    awsTrustPolicy,
    awsRoleUsable,
    ...kafkaSteps,
];

/** Every step, by the name of its resource class. */
export const steps: ReadonlyMap<string, Step> = new Map(ALL.map(step => [step.name, step]));
