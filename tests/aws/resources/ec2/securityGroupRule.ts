import { hex } from "../../world/world";
import type { ResourceType } from "../resource";

/** Where a rule's traffic comes from, or goes to: exactly one. */
export const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

type Direction = "ingressRule" | "egressRule";

function rule<K extends Direction>(kind: K, token: string): ResourceType<K> {
    return {
        token,
        kind,
        replacedBy: ["securityGroupId"],
        replacedIf: (olds, news) => SOURCES.filter(source => (olds[source] === undefined) !== (news[source] === undefined)),
        create({ world, region }) {
            const id = `sgr-0${hex(8)}`;
            return { id, props: { securityGroupRuleId: id, arn: world.arn("ec2", region, `security-group-rule/${id}`) } };
        },
    };
}

export const ingressRule = rule("ingressRule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
export const egressRule = rule("egressRule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
