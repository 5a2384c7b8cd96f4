import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

/** The properties that name the peer of a rule; exactly one is set. */
export const PEER_PROPERTIES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

type Direction = "ingressRule" | "egressRule";

function ruleType<K extends Direction>(kind: K, token: string): ResourceType<K> {
    return {
        token,
        kind,
        replaceOnChanges: ["securityGroupId"],
        alsoReplaceOn: (olds, news) =>
            PEER_PROPERTIES.filter(source => (olds[source] === undefined) !== (news[source] === undefined)),
        create({ world, region }) {
            const id = `sgr-0${randomHex(8)}`;
            return { id, props: { securityGroupRuleId: id, arn: world.arn("ec2", region, `security-group-rule/${id}`) } };
        },
    };
}

export const ingressRule = ruleType("ingressRule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
export const egressRule = ruleType("egressRule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
