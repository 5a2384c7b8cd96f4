import type { Entity, EntityProps } from "../../world/entities";
import { randomHex, type World } from "../../world/world";
import type { RegionContext, ResourceType } from "../resource";

type Direction = "ingressRule" | "egressRule";
type InlineRule = NonNullable<EntityProps["securityGroup"]["ingress"]>[number];
type Rule = EntityProps["ingressRule"];

export const securityGroup: ResourceType<"securityGroup"> = {
    token: "aws:ec2/securityGroup:SecurityGroup",
    kind: "securityGroup",
    autoName: { property: "name", maxLength: 255 },
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    replaceOnChanges: ["name", "namePrefix", "description", "vpcId"],
    computed: ["ingress", "egress", "vpcId"],
    create(context, inputs) {
        const { world, region } = context;
        const id = world.newId("sg");
        replaceRules(context, id, inputs);
        const arn = world.arn("ec2", region, `security-group/${id}`);
        return { id, props: { arn, ownerId: world.account, namePrefix: inputs.namePrefix ?? "", ingress: [], egress: [] } };
    },
    update(context, { id }, inputs) {
        replaceRules(context, id, inputs);
        return { ingress: [], egress: [] };
    },
    derive: (world, { id }) => ({ ingress: listRules(world, "ingressRule", id), egress: listRules(world, "egressRule", id) }),
    onDelete({ world }, { id }) {
        for (const rule of rulesOf(world, "ingressRule", id)) world.remove(rule);
        for (const rule of rulesOf(world, "egressRule", id)) world.remove(rule);
    },
};

const rulesOf = <D extends Direction>(world: World, direction: D, id: string): Entity<D>[] =>
    world.all(direction, props => (props as Rule).securityGroupId === id);

/** Replaces all rules of a group by its inline rules, also those of other resources, as the real provider does. */
function replaceRules({ world, region }: RegionContext, id: string, inputs: EntityProps["securityGroup"]): void {
    for (const [direction, given] of [["ingressRule", inputs.ingress] as const, ["egressRule", inputs.egress] as const]) {
        if (!given) continue;
        for (const rule of rulesOf(world, direction, id)) world.remove(rule);
        for (const rule of given.flatMap(entry => expandRule(id, entry)))
            world.add(direction, region, `sgr-0${randomHex(8)}`, rule);
    }
}

function expandRule(securityGroupId: string, entry: InlineRule): Rule[] {
    const { protocol, fromPort, toPort, description } = entry;
    const common = { securityGroupId, ipProtocol: protocol, fromPort, toPort, description };
    return [
        ...(entry.cidrBlocks ?? []).map(cidrIpv4 => ({ ...common, cidrIpv4 })),
        ...(entry.ipv6CidrBlocks ?? []).map(cidrIpv6 => ({ ...common, cidrIpv6 })),
        ...(entry.prefixListIds ?? []).map(prefixListId => ({ ...common, prefixListId })),
        ...(entry.securityGroups ?? []).map(referencedSecurityGroupId => ({ ...common, referencedSecurityGroupId })),
        ...(entry.self === true ? [{ ...common, referencedSecurityGroupId: securityGroupId }] : []),
    ];
}

/** Returns the rules of a group as inline rules, one for each port range. */
function listRules(world: World, direction: Direction, id: string): InlineRule[] {
    const entries = new Map<string, InlineRule>();
    for (const { props } of rulesOf(world, direction, id) as { readonly props: Rule }[]) {
        const {
            ipProtocol: protocol = "-1",
            fromPort = 0,
            toPort = 0,
            description = "",
            referencedSecurityGroupId: group,
        } = props;
        const key = [protocol, fromPort, toPort, description].join();
        const {
            cidrBlocks = [],
            ipv6CidrBlocks = [],
            prefixListIds = [],
            securityGroups = [],
            self = false,
        } = entries.get(key) ?? {};
        entries.set(key, {
            ...{ protocol, fromPort, toPort, description, self: self || group === id },
            cidrBlocks: [...cidrBlocks, ...(props.cidrIpv4 === undefined ? [] : [props.cidrIpv4])],
            ipv6CidrBlocks: [...ipv6CidrBlocks, ...(props.cidrIpv6 === undefined ? [] : [props.cidrIpv6])],
            prefixListIds: [...prefixListIds, ...(props.prefixListId === undefined ? [] : [props.prefixListId])],
            securityGroups: [...securityGroups, ...(group === undefined || group === id ? [] : [group])],
        });
    }
    return [...entries.values()];
}
