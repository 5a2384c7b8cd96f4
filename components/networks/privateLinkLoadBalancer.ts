import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Listener } from "@pulumi/aws/lb/listener";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc/securityGroupEgressRule";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import { nameFor, NAMES, PREFIX } from "./names";
import type { NetworkArgs } from "./network";
import { aliasOf, ifKnown, portRanges } from "./securityGroupRules";
import { tagsOf } from "./tags";
import { pick } from "../pick";
import type { PrivateLinkLayout } from "./helperResources";
import type { PrivateLinkTransform } from "./transforms";
import { createResource } from "../transform";

/** A target of the load balancer. */
export interface LoadBalancerTarget {
    /** The key of the target in resource names: `broker-101`. */
    readonly key: string;
    readonly ip: pulumi.Input<string>;
    readonly port: pulumi.Input<number>;
    readonly listenerPort: pulumi.Input<number>;
    readonly securityGroupId: pulumi.Input<string>;
}

/** Creates the load balancer of a PrivateLink network, with a target group and a listener for each target. */
export class PrivateLinkLoadBalancer {
    readonly loadBalancer: LoadBalancer;
    readonly listeners: Listener[];
    readonly rules: pulumi.Resource[];
    /** The target group and the attachment of each target, by its key. */
    readonly targets: Readonly<Record<string, { group: pulumi.Output<string>; attachment: pulumi.Output<string> }>>;
    private readonly region: { region?: pulumi.Input<string> };
    private readonly opts: pulumi.CustomResourceOptions;

    constructor(
        private readonly name: string,
        private readonly args: NetworkArgs & { readonly transform?: PrivateLinkTransform },
        private readonly layout: PrivateLinkLayout,
        loadBalancerTargets: readonly LoadBalancerTarget[],
        parent: pulumi.Resource,
    ) {
        this.region = pick(args, ["region"]);
        this.opts = { parent };
        const group = createResource(
            aws.ec2.SecurityGroup,
            args.transform?.securityGroup,
            name,
            {
                ...this.region,
                ...nameFor(name, NAMES.securityGroup),
                vpcId: layout.vpcId,
                description: "The load balancer between Materialize and its sources",
                tags: tagsOf(args, name),
            },
            // AWS cannot change a description, and another group would replace what uses it.
            { ...this.opts, ignoreChanges: ["description"] },
        );
        this.loadBalancer = this.balancer(group);
        const created = loadBalancerTargets.map(target => ({ ...this.target(target), key: target.key }));
        this.listeners = created.map(({ listener }) => listener);
        this.targets = Object.fromEntries(
            created.map(({ key, targetGroup, attachment }) => [key, { group: targetGroup.arn, attachment: attachment.id }]),
        );
        this.rules = [...this.egress(group, loadBalancerTargets), ...this.ingress(group, loadBalancerTargets)];
    }

    private balancer(group: SecurityGroup): LoadBalancer {
        return createResource(
            aws.lb.LoadBalancer,
            this.args.transform?.loadBalancer,
            this.name,
            {
                ...this.region,
                ...PREFIX,
                loadBalancerType: "network",
                internal: true,
                subnets: this.layout.loadBalancerSubnets,
                // AWS cannot add security groups to a load balancer that was created without one.
                securityGroups: [group.id],
                // The rules would apply to client addresses in the network of Materialize, which are not known.
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
                // Each target group has one target, and traffic may arrive in any zone.
                enableCrossZoneLoadBalancing: true,
                tags: tagsOf(this.args, this.name),
            },
            this.opts,
        );
    }

    /** Creates a target group with one target, and the listener that forwards to it. */
    private target({ key, ip, port, listenerPort }: LoadBalancerTarget) {
        const name = `${this.name}-${key}`;
        const { transform } = this.args;
        const called = (known: number): string => `${name}-${String(known)}`;
        const formerName = typeof port === "number" ? Promise.resolve(name) : ifKnown(pulumi.output(port).apply(called), name);
        const tags = tagsOf(this.args, name);
        const targetGroup = this.targetGroup(name, port);
        const attachment = createResource(
            aws.lb.TargetGroupAttachment,
            transform?.targetGroupAttachment,
            // For another port it is another resource, so that the old listener has a target until it is deleted.
            typeof port === "number" ? called(port) : name,
            { ...this.region, targetGroupArn: targetGroup.arn, targetId: ip, port },
            // While the old address is registered too, the new one gets only half of the connections.
            { ...this.opts, deleteBeforeReplace: true, ...aliasOf(formerName) },
        );
        const listener = createResource(
            aws.lb.Listener,
            transform?.listener,
            name,
            {
                ...this.region,
                loadBalancerArn: this.loadBalancer.arn,
                port: listenerPort,
                protocol: "TCP",
                defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
                tags,
            },
            // Another port is another listener, which is created before the old one is deleted.
            { ...this.opts, replaceOnChanges: ["port"] },
        );
        return { targetGroup, attachment, listener };
    }

    private targetGroup(name: string, port: pulumi.Input<number>): TargetGroup {
        return createResource(
            aws.lb.TargetGroup,
            this.args.transform?.targetGroup,
            name,
            {
                ...this.region,
                ...PREFIX,
                vpcId: this.layout.vpcId,
                targetType: "ip",
                protocol: "TCP",
                port,
                preserveClientIp: "false",
                deregistrationDelay: 30,
                healthCheck: { protocol: "TCP", port: "traffic-port" },
                tags: tagsOf(this.args, name),
            },
            this.opts,
        );
    }

    /**
     * Creates the rules by which the load balancer reaches its targets, also for health checks. Rules are named by addresses, since AWS refuses a second
     * rule for the same address, and a broker with another id may get the address of a removed broker. If an address or a port is an output, a rule
     * admits the security group of the targets on their ports instead, which does not depend on addresses.
     */
    private egress(group: SecurityGroup, loadBalancerTargets: readonly LoadBalancerTarget[]): pulumi.Resource[] {
        const byKey = new Map(loadBalancerTargets.map(target => [addressKey(target), target]));
        const byAddress = [...byKey].flatMap(([key, { ip, port }]) =>
            key === undefined
                ? []
                : this.rule(`${this.name}-${key}`, group, {
                      cidrIpv4: pulumi.interpolate`${ip}/32`,
                      fromPort: port,
                      toPort: port,
                  }),
        );
        const elsewhere = loadBalancerTargets.filter(target => addressKey(target) === undefined);
        const byGroup = this.openings(loadBalancerTargets, elsewhere).map(({ name, opts, securityGroupId, ...ports }) =>
            this.rule(name, group, { referencedSecurityGroupId: securityGroupId, ...ports }, opts),
        );
        return [...byAddress, ...byGroup];
    }

    private rule(
        name: string,
        group: SecurityGroup,
        to: Pick<SecurityGroupEgressRuleArgs, "cidrIpv4" | "referencedSecurityGroupId" | "fromPort" | "toPort">,
        opts = this.opts,
    ): pulumi.Resource {
        const tags = tagsOf(this.args, name);
        return createResource(
            aws.vpc.SecurityGroupEgressRule,
            this.args.transform?.egressRule,
            name,
            { ...this.region, securityGroupId: group.id, ipProtocol: "tcp", ...to, tags },
            opts,
        );
    }

    /** Creates the rules by which the security groups of the targets admit the load balancer on the ports of the targets. */
    private ingress(group: SecurityGroup, loadBalancerTargets: readonly LoadBalancerTarget[]): pulumi.Resource[] {
        return this.openings(loadBalancerTargets).map(({ name, opts, ...opening }) =>
            createResource(
                aws.vpc.SecurityGroupIngressRule,
                this.args.transform?.ingressRule,
                name,
                {
                    ...this.region,
                    ...opening,
                    referencedSecurityGroupId: group.id,
                    ipProtocol: "tcp",
                    description: "Materialize, through its load balancer",
                    tags: tagsOf(this.args, name),
                },
                opts,
            ),
        );
    }

    /**
     * Returns the port ranges of each security group of the targets, or of some of them: one for each port, since AWS refuses a second rule for the same
     * port. The name of a rule does not depend on which targets its security group has.
     */
    private openings(loadBalancerTargets: readonly LoadBalancerTarget[], targets = loadBalancerTargets) {
        const groups = [...new Set(loadBalancerTargets.map(target => target.securityGroupId))];
        return groups.flatMap((securityGroupId, at) => {
            const ports = targets.filter(target => target.securityGroupId === securityGroupId).map(target => target.port);
            const first = loadBalancerTargets.find(target => target.securityGroupId === securityGroupId);
            const called = (key: string): string => `${this.name}-${at === 0 ? "" : `${first?.key ?? ""}-`}${key}`;
            return portRanges(ports).map(({ key, fromPort, toPort, formerKey }) => {
                const opts = { ...this.opts, ...aliasOf(formerKey?.then(called)) };
                return { name: called(key), opts, securityGroupId, fromPort, toPort };
            });
        });
    }
}

/** Returns the address and port of a target, or undefined if one of them is an output: an instance may get the address of another one. */
const addressKey = ({ ip, port }: LoadBalancerTarget): string | undefined =>
    typeof ip === "string" && typeof port === "number" ? `${ip}-${String(port)}` : undefined;
