import { address, association } from "./ec2/address";
import { allowedPrincipal, endpointService } from "./ec2/endpointService";
import { instance } from "./ec2/instance";
import { securityGroup } from "./ec2/securityGroup";
import { egressRule, ingressRule } from "./ec2/securityGroupRule";
import { role, rolePolicy } from "./iam/role";
import { cluster } from "./msk/cluster";
import { configuration } from "./msk/configuration";
import { scramAssociation } from "./msk/scram";
import { topic } from "./msk/topic";
import { key, secret, secretPolicy, secretVersion } from "./secrets/secret";
import { internetGateway, keyPair, subnet, vpc } from "./ec2/vpc";
import { listener } from "./lb/listener";
import { loadBalancer } from "./lb/loadBalancer";
import { attachment, targetGroup } from "./lb/targetGroup";
import type { ResourceType } from "./resource";

/** All resource types of the local AWS. */
export const RESOURCES: readonly ResourceType[] = [
    securityGroup,
    ingressRule,
    egressRule,
    loadBalancer,
    targetGroup,
    attachment,
    listener,
    endpointService,
    allowedPrincipal,
    address,
    association,
    instance,
    role,
    rolePolicy,
    vpc,
    subnet,
    internetGateway,
    keyPair,
    key,
    secret,
    secretVersion,
    secretPolicy,
    configuration,
    cluster,
    scramAssociation,
    topic,
];
