import { kafkaHelpers } from "./kafka";
import type { HelperKind } from "./helperKind";
import { allowedBlocks } from "./aws/resources/allowedBlocks";
import { allowedPrincipal } from "./aws/resources/allowedPrincipal";
import { awsRoleUsable } from "./aws/resources/awsRoleUsable";
import { bastionAnswering } from "./aws/resources/bastionAnswering";
import { bastionLayout } from "./aws/resources/bastionLayout";
import { endpointAvailable } from "./aws/resources/endpointAvailable";
import { endpointConnectionsDrained } from "./aws/resources/endpointConnectionsDrained";
import { mskBrokers } from "./aws/resources/mskBrokers";
import { mskClusterReady } from "./aws/resources/mskClusterReady";
import { mskPublicAccess } from "./aws/resources/mskPublicAccess";
import { privateLinkLayout } from "./aws/resources/privateLinkLayout";
import { rdsEndpoint } from "./aws/resources/rdsEndpoint";
import { postgresHelpers } from "./postgres";
import { sourceCaughtUp } from "./sourceCaughtUp";
import { awsTrustPolicy, privateLinkPrincipal, sshPublicKeys } from "./aws/resources/readers";

const ALL: readonly HelperKind[] = [
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
    rdsEndpoint,
    ...kafkaHelpers,
    ...postgresHelpers,
];

/** All kinds of helper resources, by class name. */
export const helpers: ReadonlyMap<string, HelperKind> = new Map(ALL.map(kind => [kind.name, kind]));
