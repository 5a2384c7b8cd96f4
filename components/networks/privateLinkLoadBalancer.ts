import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Listener } from "@pulumi/aws/lb/listener";
import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc/securityGroupEgressRule";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import type { NetworkArgs } from "./network";
import { inPlaceOf, pick, portRanges, tagsOf } from "./parts";
import type { PrivateLinkLayout } from "./steps";
import type { PrivateLinkTransform } from "./transforms";
import { transformed } from "../transform";

/** What a listener forwards to. */
export interface Forwarded {
    /** What it is for: `broker-101`. */
    readonly key: string;
    readonly ip: pulumi.Input<string>;
    readonly port: pulumi.Input<number>;
    readonly listenerPort: number;
    readonly securityGroupId: pulumi.Input<string>;
}

/** AWS takes names of 32 characters here, which a name of the program and a random suffix do not fit into. */
const PREFIX = { namePrefix: "mz-" };

/** The load balancer of a PrivateLink network, with a listener for each broker. */
export class Balancer {
    readonly loadBalancer: LoadBalancer;
    readonly listeners: Listener[];
    readonly rules: pulumi.Resource[];
    /** What is behind each listener, by what it is for. */
    readonly targets: Readonly<Record<string, { group: pulumi.Output<string>; attachment: pulumi.Output<string> }>>;
    private readonly place: { region?: pulumi.Input<string> };
    private readonly opts: pulumi.CustomResourceOptions;

    constructor(
        private readonly name: string,
        private readonly args: NetworkArgs & { readonly transform?: PrivateLinkTransform },
        private readonly layout: PrivateLinkLayout,
        forwarded: readonly Forwarded[],
        parent: pulumi.Resource,
    ) {
        this.place = pick(args, ["region"]);
        this.opts = { parent };
        const group = new aws.ec2.SecurityGroup(
            ...transformed(
                args.transform?.securityGroup,
                name,
                {
                    ...this.place,
                    vpcId: layout.vpcId,
                    description: "The load balancer between Materialize and its brokers",
                    tags: tagsOf(args, name),
                },
                this.opts,
            ),
        );
        this.loadBalancer = this.balancer(group);
        const made = forwarded.map(target => ({ ...this.target(target), key: target.key }));
        this.listeners = made.map(({ listener }) => listener);
        this.targets = Object.fromEntries(
            made.map(({ key, targetGroup, attachment }) => [key, { group: targetGroup.arn, attachment: attachment.id }]),
        );
        this.rules = [...this.egress(group, forwarded), ...this.ingress(group, forwarded)];
    }

    private balancer(group: SecurityGroup): LoadBalancer {
        return new aws.lb.LoadBalancer(
            ...transformed(
                this.args.transform?.loadBalancer,
                this.name,
                {
                    ...this.place,
                    ...PREFIX,
                    loadBalancerType: "network",
                    internal: true,
                    subnets: this.layout.loadBalancerSubnets,
                    // A load balancer that is made without one can never have one.
                    securityGroups: [group.id],
                    // Through PrivateLink they would be asked about an address in Materialize's network, which nobody knows here.
                    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
                    // Each group has one target, and traffic may come in through any zone.
                    enableCrossZoneLoadBalancing: true,
                    tags: tagsOf(this.args, this.name),
                },
                this.opts,
            ),
        );
    }

    /** A target group with one target, and the listener that forwards to it. */
    private target({ key, ip, port, listenerPort }: Forwarded) {
        const name = `${this.name}-${key}`;
        const { transform } = this.args;
        const tags = tagsOf(this.args, name);
        const targetGroup = new aws.lb.TargetGroup(
            ...transformed(
                transform?.targetGroup,
                name,
                {
                    ...this.place,
                    ...PREFIX,
                    vpcId: this.layout.vpcId,
                    targetType: "ip",
                    protocol: "TCP",
                    port,
                    preserveClientIp: "false",
                    deregistrationDelay: 30,
                    healthCheck: { protocol: "TCP", port: "traffic-port" },
                    tags,
                },
                this.opts,
            ),
        );
        const attachment = new aws.lb.TargetGroupAttachment(
            ...transformed(
                transform?.targetGroupAttachment,
                name,
                { ...this.place, targetGroupArn: targetGroup.arn, targetId: ip, port },
                // Beside an address that is there no more, or is another broker's now, a new one would get only half of the traffic.
                { ...this.opts, deleteBeforeReplace: true },
            ),
        );
        const listener = new aws.lb.Listener(
            ...transformed(
                transform?.listener,
                name,
                {
                    ...this.place,
                    loadBalancerArn: this.loadBalancer.arn,
                    port: listenerPort,
                    protocol: "TCP",
                    defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
                    tags,
                },
                this.opts,
            ),
        );
        return { targetGroup, attachment, listener };
    }

    /**
     * The load balancer may reach each target, and nothing else; its health checks go by the same rules. They are keyed by addresses, since AWS refuses
     * one that is there already: a broker with another id may have the address of the one before it. Where the program itself does not know an address or
     * a port, it may reach the targets' group on its ports instead, which stays as it is whichever broker has which address.
     */
    private egress(group: SecurityGroup, forwarded: readonly Forwarded[]): pulumi.Resource[] {
        const places = new Map(forwarded.map(target => [placeOf(target), target]));
        const byAddress = [...places].flatMap(([place, { ip, port }]) =>
            place === undefined
                ? []
                : this.rule(`${this.name}-${place}`, group, {
                      cidrIpv4: pulumi.interpolate`${ip}/32`,
                      fromPort: port,
                      toPort: port,
                  }),
        );
        const elsewhere = forwarded.filter(target => placeOf(target) === undefined);
        const byGroup = this.openings(forwarded, elsewhere).map(({ name, opts, securityGroupId, ...ports }) =>
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
        return new aws.vpc.SecurityGroupEgressRule(
            ...transformed(
                this.args.transform?.egressRule,
                name,
                { ...this.place, securityGroupId: group.id, ipProtocol: "tcp", ...to, tags },
                opts,
            ),
        );
    }

    /** Each group of the targets admits the load balancer on their ports. */
    private ingress(group: SecurityGroup, forwarded: readonly Forwarded[]): pulumi.Resource[] {
        return this.openings(forwarded).map(
            ({ name, opts, ...opening }) =>
                new aws.vpc.SecurityGroupIngressRule(
                    ...transformed(
                        this.args.transform?.ingressRule,
                        name,
                        {
                            ...this.place,
                            ...opening,
                            referencedSecurityGroupId: group.id,
                            ipProtocol: "tcp",
                            description: "Materialize, through its load balancer",
                            tags: tagsOf(this.args, name),
                        },
                        opts,
                    ),
                ),
        );
    }

    /**
     * The ports of each group of the targets, or of some of them: one rule for each, since AWS refuses one that is there already. A group
     * is called the same whichever of its targets there are.
     */
    private openings(forwarded: readonly Forwarded[], targets = forwarded) {
        const groups = [...new Set(forwarded.map(target => target.securityGroupId))];
        return groups.flatMap((securityGroupId, at) => {
            const ports = targets.filter(target => target.securityGroupId === securityGroupId).map(target => target.port);
            const called = (key: string): string => `${this.name}-${at === 0 ? "" : "registry-"}${key}`;
            return portRanges(ports).map(({ key, fromPort, toPort, formerKey }) => {
                const opts = { ...this.opts, ...inPlaceOf(formerKey?.then(called)) };
                return { name: called(key), opts, securityGroupId, fromPort, toPort };
            });
        });
    }
}

/** Where a target is, where that is known while the program runs: an instance may get the address of the one before it. */
const placeOf = ({ ip, port }: Forwarded): string | undefined =>
    typeof ip === "string" && typeof port === "number" ? `${ip}-${String(port)}` : undefined;
