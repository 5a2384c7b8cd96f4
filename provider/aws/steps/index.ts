import { kafkaSteps } from "../../kafka";
import type { Step } from "../step";
import { allowedBlocks } from "./allowedBlocks";
import { allowedPrincipal } from "./allowedPrincipal";
import { awsRoleUsable } from "./awsRoleUsable";
import { bastionAnswering } from "./bastionAnswering";
import { bastionLayout } from "./bastionLayout";
import { endpointAvailable } from "./endpointAvailable";
import { endpointConnectionsDrained } from "./endpointConnectionsDrained";
import { mskBrokers } from "./mskBrokers";
import { mskClusterReady } from "./mskClusterReady";
import { mskPublicAccess } from "./mskPublicAccess";
import { privateLinkLayout } from "./privateLinkLayout";
import { sourceCaughtUp } from "./sourceCaughtUp";
import { awsTrustPolicy, privateLinkPrincipal, sshPublicKeys } from "./readers";

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
