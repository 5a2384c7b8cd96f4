import type { ResourceValidationPolicy } from "@pulumi/policy";

const EVERYBODY = ["0.0.0.0/0", "::/0"];

/** A bastion is for Materialize, which says from where it connects, and for an administrator. */
export const noOpenBastion: ResourceValidationPolicy = {
    name: "no-open-bastion",
    description: "The rules that let somebody in to a bastion, or to brokers, name the blocks that need it.",
    validateResource: ({ type, urn, name, props }, report) => {
        if (type !== "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" || !OURS.test(urn)) return;
        const open = [props.cidrIpv4, props.cidrIpv6].filter(block => EVERYBODY.includes(String(block)));
        if (open.length > 0)
            report(`${name}: it lets ${open.join(", ")} in, which is everybody: name the blocks in cidrs and adminCidrs`);
    },
};

/** Of a component of pulumi-materialize. */
const OURS = /(?:::|\$)materialize:index:\w+\$/u;
