import { targetGroupsOf } from "../resources/lb/targetGroup";
import { isEqual } from "../provider/values";
import type { Entity } from "../world/entities";
import type { Attempt } from "./rule";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";

const MAX_LISTENERS = 50;

const otherListeners = ({ world, region, inputs, entity }: Attempt<"listener">): Entity<"listener">[] =>
    world.all("listener", (props, other) => {
        return props.loadBalancerArn === inputs.loadBalancerArn && other.region === region && other.id !== entity?.id;
    });

/** Finds a listener with the same port, protocol and target groups. AWS returns its ARN instead of creating another one. */
export function findIdenticalListener(attempt: Attempt<"listener">): Entity<"listener"> | undefined {
    const { port, protocol } = attempt.inputs;
    return otherListeners(attempt).find(
        ({ props }) =>
            props.port === port && props.protocol === protocol && isEqual(targetGroupsOf(props), targetGroupsOf(attempt.inputs)),
    );
}

const findTargetGroups = ({ world, region, inputs }: Attempt<"listener">): Entity<"targetGroup">[] =>
    targetGroupsOf(inputs).flatMap(arn => world.find("targetGroup", arn, region) ?? []);

export const LISTENERS: readonly Rule[] = [
    rule(
        [4, "The target groups of a listener are in the VPC of the load balancer", "listener", CREATE_OR_UPDATE],
        attempt => {
            const balancer = attempt.world.find("loadBalancer", attempt.inputs.loadBalancerArn, attempt.region);
            const otherGroup = findTargetGroups(attempt).find(({ props }) => props.vpcId !== balancer?.props.vpcId);
            return (
                otherGroup && `InvalidConfigurationRequest: The target group '${otherGroup.id}' is not in the load balancer's VPC`
            );
        },
        "unverified",
    ),
    rule(
        [6, "A listener and its target groups have the same protocol", "listener", CREATE_OR_UPDATE],
        attempt => {
            const otherGroup = findTargetGroups(attempt).find(({ props }) => props.protocol !== attempt.inputs.protocol);
            return (
                otherGroup &&
                `InvalidConfigurationRequest: Listener protocol '${attempt.inputs.protocol ?? ""}' and target group protocol '${otherGroup.props.protocol ?? ""}' are incompatible protocols`
            );
        },
        "unverified",
    ),
    rule([7, "The port of a listener is unique on its load balancer", "listener", CREATE_OR_UPDATE], attempt => {
        const { port, loadBalancerArn = "" } = attempt.inputs;
        const isTaken = otherListeners(attempt).some(({ props }) => props.port === port) && !findIdenticalListener(attempt);
        return isTaken
            ? `DuplicateListener: A listener already exists on this port for this load balancer '${loadBalancerArn}'`
            : undefined;
    }),
    rule(
        [8, "A load balancer has at most 50 listeners", "listener", ["create"]],
        attempt =>
            otherListeners(attempt).length >= MAX_LISTENERS
                ? `TooManyListeners: The maximum number of listeners has been reached on load balancer '${attempt.inputs.loadBalancerArn ?? ""}'`
                : undefined,
        "unverified",
    ),
    rule([9, "A target group belongs to one load balancer", "listener", CREATE_OR_UPDATE], ({ world, inputs }) => {
        const shared = targetGroupsOf(inputs).find(
            arn =>
                world.all(
                    "listener",
                    props => targetGroupsOf(props).includes(arn) && props.loadBalancerArn !== inputs.loadBalancerArn,
                )[0],
        );
        return (
            shared &&
            `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${shared}`
        );
    }),
];
