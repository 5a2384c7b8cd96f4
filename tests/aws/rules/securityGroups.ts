import { isCidrBlock } from "../world/addresses";
import { PEER_PROPERTIES } from "../resources/ec2/securityGroupRule";
import type { EntityProps } from "../world/entities";
import type { World } from "../world/world";
import { type Attempt, CREATE_OR_UPDATE, type Rule, rule } from "./rule";

type Direction = "ingressRule" | "egressRule";
const DIRECTIONS: readonly Direction[] = ["ingressRule", "egressRule"];
const MAX_RULES = 60;

/** Returns the other rules of a security group in one direction, without the one that is being changed. */
const otherRules = <K extends Direction>(kind: K, { world, inputs, entity }: Attempt<K>): EntityProps["ingressRule"][] =>
    world
        .all(
            kind,
            (props, other) =>
                (props as EntityProps["ingressRule"]).securityGroupId === inputs.securityGroupId && other.id !== entity?.id,
        )
        .map(({ props }) => props);

const peerOf = (props: EntityProps["ingressRule"]): string =>
    PEER_PROPERTIES.map(source => props[source]).find(value => value !== undefined) ?? "";

function duplicateProblem<K extends Direction>(kind: K, attempt: Attempt<K>): string | undefined {
    const { inputs } = attempt as Attempt<Direction>;
    const key = (props: EntityProps["ingressRule"]): string =>
        [peerOf(props), props.ipProtocol, props.fromPort, props.toPort].join();
    if (!otherRules(kind, attempt).some(other => key(other) === key(inputs))) return undefined;
    const ports = `from port: ${String(inputs.fromPort)}, to port: ${String(inputs.toPort)}`;
    const description = `peer: ${peerOf(inputs)}, ${(inputs.ipProtocol ?? "").toUpperCase()}, ${ports}, ALLOW`;
    return `InvalidPermission.Duplicate: the specified rule "${description}" already exists`;
}

function directionRules(kind: Direction): Rule[] {
    const direction = kind === "ingressRule" ? "ingress" : "egress";
    return [
        rule([16, `A security group has an ${direction} rule only once`, kind, CREATE_OR_UPDATE], attempt =>
            duplicateProblem(kind, attempt),
        ),
        rule([16, `An ${direction} rule has one peer`, kind, ["check"]], ({ inputs }) => {
            const given = PEER_PROPERTIES.filter(source => (inputs as EntityProps["ingressRule"])[source] !== undefined);
            if (given.length === 1) return undefined;
            const names = "[cidr_ipv4,cidr_ipv6,prefix_list_id,referenced_security_group_id]";
            return given.length === 0
                ? `No attribute specified when one (and only one) of ${names} is required`
                : `${String(given.length)} attributes specified when one (and only one) of ${names} is required`;
        }),
        rule([16, `The CIDR block of an ${direction} rule begins with its network address`, kind, ["check"]], ({ inputs }) => {
            const { cidrIpv4 } = inputs as EntityProps["ingressRule"];
            return cidrIpv4 === undefined || isCidrBlock(cidrIpv4)
                ? undefined
                : `Attribute cidr_ipv4 value must be a valid IPv4 CIDR that represents a network address, got: ${cidrIpv4}`;
        }),
        rule(
            [16, `A security group has at most 60 ${direction} rules`, kind, ["create"]],
            attempt =>
                otherRules(kind, attempt).length >= MAX_RULES
                    ? "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached."
                    : undefined,
            "unverified",
        ),
    ];
}

/** Returns whether the network interface of a load balancer, instance, broker or server has a security group. */
function isAttached(world: World, id: string): boolean {
    return [
        ...world.all("loadBalancer").map(({ props }) => props.securityGroups),
        ...world.all("instance").map(({ props }) => props.vpcSecurityGroupIds),
        ...world.all("broker").map(({ props }) => props.securityGroups),
        ...world.all("server").map(({ props }) => props.securityGroups),
    ].some(groups => groups?.includes(id) === true);
}

function isReferenced(world: World, id: string): boolean {
    return DIRECTIONS.some(
        direction =>
            world.all(direction, props => {
                const { referencedSecurityGroupId, securityGroupId } = props as EntityProps["ingressRule"];
                return referencedSecurityGroupId === id && securityGroupId !== id;
            }).length > 0,
    );
}

export const SECURITY_GROUPS: readonly Rule[] = [
    rule([15, "The name of a security group does not begin with sg-", "securityGroup", ["check"]], ({ inputs: { name = "" } }) =>
        name.startsWith("sg-") ? "invalid value for name (cannot begin with sg-)" : undefined,
    ),
    rule(
        [15, "The name of a security group has only some characters of ASCII", "securityGroup", ["create"]],
        ({ inputs: { name = "" } }) =>
            /^[\w .:/()#,@[\]+=&;{}!$*-]*$/u.test(name)
                ? undefined
                : `InvalidParameterValue: Value (${name}) for parameter GroupName is invalid. Character sets beyond ASCII are not supported.`,
        "unverified",
    ),
    ...directionRules("ingressRule"),
    ...directionRules("egressRule"),
    rule([17, "A security group in use cannot be deleted", "securityGroup", ["delete"]], ({ world, entity }) => {
        const id = entity?.id ?? "";
        return isAttached(world, id) || isReferenced(world, id)
            ? `DependencyViolation: resource ${id} has a dependent object`
            : undefined;
    }),
];
