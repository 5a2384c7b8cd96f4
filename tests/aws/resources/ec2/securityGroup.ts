import type { Thing, Things } from "../../world/things";
import { hex, type World } from "../../world/world";
import type { Place, ResourceType } from "../resource";

type Direction = "ingressRule" | "egressRule";
type Inline = NonNullable<Things["securityGroup"]["ingress"]>[number];
type Rule = Things["ingressRule"];

export const securityGroup: ResourceType<"securityGroup"> = {
    token: "aws:ec2/securityGroup:SecurityGroup",
    kind: "securityGroup",
    named: { property: "name", longest: 255 },
    defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    replacedBy: ["name", "namePrefix", "description", "vpcId"],
    computed: ["ingress", "egress", "vpcId"],
    create(place, inputs) {
        const { world, region } = place;
        const id = world.newId("sg");
        inline(place, id, inputs);
        const arn = world.arn("ec2", region, `security-group/${id}`);
        return { id, props: { arn, ownerId: world.account, namePrefix: inputs.namePrefix ?? "", ingress: [], egress: [] } };
    },
    update(place, { id }, inputs) {
        inline(place, id, inputs);
        return { ingress: [], egress: [] };
    },
    live: (world, { id }) => ({ ingress: listed(world, "ingressRule", id), egress: listed(world, "egressRule", id) }),
    remove({ world }, { id }) {
        for (const rule of rulesOf(world, "ingressRule", id)) world.remove(rule);
        for (const rule of rulesOf(world, "egressRule", id)) world.remove(rule);
    },
};

const rulesOf = <D extends Direction>(world: World, direction: D, id: string): Thing<D>[] =>
    world.all(direction, props => (props as Rule).securityGroupId === id);

/** Rules written in the group replace all that it has, whoever made them, as the real provider does. */
function inline({ world, region }: Place, id: string, inputs: Things["securityGroup"]): void {
    for (const [direction, given] of [["ingressRule", inputs.ingress] as const, ["egressRule", inputs.egress] as const]) {
        if (!given) continue;
        for (const rule of rulesOf(world, direction, id)) world.remove(rule);
        for (const rule of given.flatMap(entry => expanded(id, entry))) world.add(direction, region, `sgr-0${hex(8)}`, rule);
    }
}

function expanded(securityGroupId: string, entry: Inline): Rule[] {
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

/** A group's rules as the resource lists them: one entry for each port range. */
function listed(world: World, direction: Direction, id: string): Inline[] {
    const entries = new Map<string, Inline>();
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
