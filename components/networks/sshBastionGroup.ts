import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import type { EgressBlocks } from "./egressBlocks";
import { nameFor, NAMES } from "./names";
import type { NetworkArgs } from "./network";
import type { BastionTargets } from "./sshBastion";
import type { SshBastionTransform } from "./transforms";
import { createResource } from "../transform";
import { fromBlock, aliasOf, type PortRange, portRanges } from "./securityGroupRules";
import { tagsOf } from "./tags";
import { pick } from "../pick";

interface Args extends NetworkArgs, BastionTargets {
    readonly adminCidrs?: readonly string[];
    readonly transform?: SshBastionTransform;
}

/** The VPC of the security group, and the addresses of Materialize. */
interface GroupContext {
    readonly vpcId: pulumi.Input<string>;
    /** The blocks of addresses from which Materialize connects. */
    readonly blocks: Promise<EgressBlocks>;
}

/** A rule, and the prefix of its key that distinguishes it from other rules for the same ports. */
interface Rule {
    readonly prefix: string;
    readonly range: PortRange;
}

const SSH = { fromPort: 22, toPort: 22 };

/** Creates the security group of the bastion and its rules: egress to the brokers, ingress from an administrator. `AllowMaterializeIps` adds the others. */
export class BastionSecurityGroup {
    readonly group: SecurityGroup;
    /** The rules of the administrator depend on the lookup of Materialize's blocks. */
    readonly rules: Promise<pulumi.Resource[]>;
    private readonly opts: pulumi.CustomResourceOptions;

    constructor(
        private readonly name: string,
        private readonly args: Args,
        { vpcId, blocks }: GroupContext,
        opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
    ) {
        this.opts = { parent: opts.parent };
        const description = "The bastion between Materialize and its brokers";
        this.group = createResource(
            aws.ec2.SecurityGroup,
            args.transform?.securityGroup,
            name,
            { ...pick(args, ["region"]), ...nameFor(name, NAMES.securityGroup), vpcId, description, tags: tagsOf(args, name) },
            // AWS cannot change a description, and another group would replace what uses it.
            { ...opts, ignoreChanges: ["description"] },
        );
        const forwarding = this.forwarding();
        this.rules = blocks.then(({ cidrs }) => [...forwarding, ...this.admin(cidrs)]);
    }

    /** Creates the rules of the administrator, except for blocks of Materialize: AWS refuses a second rule for the same block. */
    private admin(cidrs: readonly string[]): pulumi.Resource[] {
        const own = (this.args.adminCidrs ?? []).filter(cidr => !cidrs.includes(cidr));
        return [...new Set(own)].map(cidr =>
            this.ingress({ prefix: "admin-", range: { ...SSH, key: cidr } }, this.group.id, fromBlock(cidr)),
        );
    }

    /** Creates the rules for the ports of each destination: egress from the group of the bastion, and ingress into the group of the destination. */
    private forwarding(): pulumi.Resource[] {
        const { brokerSecurityGroupId, ports, schemaRegistry: registry } = this.args;
        const registryGroup = registry?.securityGroupId ?? brokerSecurityGroupId;
        const all = [
            ...ports.map(port => ({ port, securityGroupId: brokerSecurityGroupId })),
            ...(registry === undefined ? [] : [{ port: registry.port, securityGroupId: registryGroup }]),
        ];
        const groups = [...new Set(all.map(({ securityGroupId }) => securityGroupId))];
        return groups.flatMap((securityGroupId, at) => {
            const own = all.filter(one => one.securityGroupId === securityGroupId).map(({ port }) => port);
            return portRanges(own).flatMap(range => {
                const rule = { prefix: at === 0 ? "" : "registry-", range };
                return [
                    this.egress(rule, securityGroupId),
                    this.ingress(rule, securityGroupId, { referencedSecurityGroupId: this.group.id }),
                ];
            });
        });
    }

    private egress(rule: Rule, referencedSecurityGroupId: pulumi.Input<string>): pulumi.Resource {
        const { name, args, opts } = this.ruleOf(rule);
        return createResource(
            aws.vpc.SecurityGroupEgressRule,
            this.args.transform?.egressRule,
            name,
            { ...args, securityGroupId: this.group.id, referencedSecurityGroupId },
            opts,
        );
    }

    private ingress(
        rule: Rule,
        securityGroupId: pulumi.Input<string>,
        from: ReturnType<typeof fromBlock> | { referencedSecurityGroupId: pulumi.Input<string> },
    ): pulumi.Resource {
        const { name, args, opts } = this.ruleOf(rule);
        return createResource(
            aws.vpc.SecurityGroupIngressRule,
            this.args.transform?.ingressRule,
            name,
            { ...args, securityGroupId, ...from },
            opts,
        );
    }

    private ruleOf({ prefix, range }: Rule) {
        const called = (key: string): string => `${this.name}-${prefix}${key}`;
        const { key, fromPort, toPort, formerKey } = range;
        const name = called(key);
        const tags = tagsOf(this.args, name);
        return {
            name,
            args: { ...pick(this.args, ["region"]), ipProtocol: "tcp", fromPort, toPort, tags },
            opts: { ...this.opts, ...aliasOf(formerKey?.then(called)) },
        };
    }
}
