import type { EipArgs } from "@pulumi/aws/ec2/eip";
import type { EipAssociationArgs } from "@pulumi/aws/ec2/eipAssociation";
import type { InstanceArgs } from "@pulumi/aws/ec2/instance";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { VpcEndpointServiceArgs } from "@pulumi/aws/ec2/vpcEndpointService";
import type { ListenerArgs } from "@pulumi/aws/lb/listener";
import type { LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroupArgs } from "@pulumi/aws/lb/targetGroup";
import type { TargetGroupAttachmentArgs } from "@pulumi/aws/lb/targetGroupAttachment";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc/securityGroupEgressRule";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { AwsPrivatelinkConnectionArgs, SshTunnelConnectionArgs } from "../../sdk";
import { RESOURCE, type Transform, transformShape } from "../transform";

/** Adjusts the resources that a network over an existing endpoint service creates. */
export interface PrivateLinkServiceTransform {
    /** The PrivateLink connection in Materialize, for example its comment. See https://materialize.com/docs/sql/create-connection/aws-privatelink/. */
    connection?: Transform<AwsPrivatelinkConnectionArgs>;
}

/** Adjusts the resources that a {@link PrivateLinkNetwork} creates. */
export interface PrivateLinkTransform extends PrivateLinkServiceTransform {
    /** The load balancer's security group, for example its tags. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/. */
    securityGroup?: Transform<SecurityGroupArgs>;
    /** The network load balancer, for example deletion protection, access logs or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/lb/loadbalancer/. */
    loadBalancer?: Transform<LoadBalancerArgs>;
    /** The target group of each broker and of the schema registry, for example health checks, the deregistration delay or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/lb/targetgroup/. */
    targetGroup?: Transform<TargetGroupArgs>;
    /** The registration of each broker and of the schema registry as a target. See https://www.pulumi.com/registry/packages/aws/api-docs/lb/targetgroupattachment/. */
    targetGroupAttachment?: Transform<TargetGroupAttachmentArgs>;
    /** The listener of each broker and of the schema registry, for example its tags or TCP idle timeout. See https://www.pulumi.com/registry/packages/aws/api-docs/lb/listener/. */
    listener?: Transform<ListenerArgs>;
    /** The rules by which the load balancer reaches its targets, for example their tags. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupegressrule/. */
    egressRule?: Transform<SecurityGroupEgressRuleArgs>;
    /** The rules by which the targets' security groups admit the load balancer, for example their tags. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/. */
    ingressRule?: Transform<SecurityGroupIngressRuleArgs>;
    /** The endpoint service, for example its tags. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpcendpointservice/. */
    endpointService?: Transform<VpcEndpointServiceArgs>;
}

/** Adjusts the resources that an {@link AllowMaterializeIps} creates. */
export interface AllowMaterializeIpsTransform {
    /** The rule of each block and port, for example its tags or description. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/. */
    ingressRule?: Transform<SecurityGroupIngressRuleArgs>;
}

/** Adjusts the resources that an {@link SshBastionNetwork} creates. */
export interface SshBastionTransform {
    /** The Elastic IP address, for example its tags or address pool. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/eip/. */
    elasticIp?: Transform<EipArgs>;
    /** The association of the address with the bastion. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/eipassociation/. */
    elasticIpAssociation?: Transform<EipAssociationArgs>;
    /** The bastion's security group, for example its tags. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/. */
    securityGroup?: Transform<SecurityGroupArgs>;
    /** The rules by which the bastion reaches the brokers and the schema registry, for example their tags. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupegressrule/. */
    egressRule?: Transform<SecurityGroupEgressRuleArgs>;
    /** The rules by which the brokers' security groups admit the bastion, and those of `adminCidrs`, for example their tags. See https://www.pulumi.com/registry/packages/aws/api-docs/vpc/securitygroupingressrule/. */
    ingressRule?: Transform<SecurityGroupIngressRuleArgs>;
    /** The bastion, for example API termination protection, detailed monitoring, an instance profile or tags. See https://www.pulumi.com/registry/packages/aws/api-docs/ec2/instance/. */
    instance?: Transform<InstanceArgs>;
    /** The SSH tunnel connection in Materialize, for example its comment. See https://materialize.com/docs/sql/create-connection/ssh-tunnel/. */
    connection?: Transform<SshTunnelConnectionArgs>;
    /** The rules that admit Materialize's addresses on port 22. */
    allowMaterializeIps?: AllowMaterializeIpsTransform;
}

/**
 * The entries of {@link PrivateLinkServiceTransform}.
 *
 * @internal
 */
export const PRIVATE_LINK_SERVICE_TRANSFORM = transformShape<PrivateLinkServiceTransform>({
    connection: RESOURCE,
});

/**
 * The entries of {@link PrivateLinkTransform}.
 *
 * @internal
 */
export const PRIVATE_LINK_TRANSFORM = transformShape<PrivateLinkTransform>({
    connection: RESOURCE,
    securityGroup: RESOURCE,
    loadBalancer: RESOURCE,
    targetGroup: RESOURCE,
    targetGroupAttachment: RESOURCE,
    listener: RESOURCE,
    egressRule: RESOURCE,
    ingressRule: RESOURCE,
    endpointService: RESOURCE,
});

/**
 * The entries of {@link AllowMaterializeIpsTransform}.
 *
 * @internal
 */
export const ALLOW_MATERIALIZE_IPS_TRANSFORM = transformShape<AllowMaterializeIpsTransform>({
    ingressRule: RESOURCE,
});

/**
 * The entries of {@link SshBastionTransform}.
 *
 * @internal
 */
export const SSH_BASTION_TRANSFORM = transformShape<SshBastionTransform>({
    elasticIp: RESOURCE,
    elasticIpAssociation: RESOURCE,
    securityGroup: RESOURCE,
    egressRule: RESOURCE,
    ingressRule: RESOURCE,
    instance: RESOURCE,
    connection: RESOURCE,
    allowMaterializeIps: ALLOW_MATERIALIZE_IPS_TRANSFORM,
});
