import type { ResourceValidationPolicy } from "@pulumi/policy";

const ALL_ADDRESSES = ["0.0.0.0/0", "::/0"];

/** Only Materialize, with its egress addresses, and administrators need access to a bastion. */
export const noOpenBastion: ResourceValidationPolicy = {
    name: "no-open-bastion",
    description: "Security group rules for bastions and brokers allow only the addresses that need access.",
    validateResource: ({ type, urn, name, props }, report) => {
        if (type !== "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" || !COMPONENT_CHILD.test(urn)) return;
        const open = [props.cidrIpv4, props.cidrIpv6].filter(block => ALL_ADDRESSES.includes(String(block)));
        if (open.length > 0)
            report(
                `${name}: the rule allows ${open.join(", ")}, which is every address: list the addresses in cidrs and adminCidrs`,
            );
    },
};

/** Matches the URN of a child of a component of pulumi-materialize. */
const COMPONENT_CHILD = /(?:::|\$)materialize:index:\w+\$/u;
