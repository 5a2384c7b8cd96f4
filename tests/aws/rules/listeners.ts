import { groupsOf } from "../resources/lb/targetGroup";
import { same } from "../provider/values";
import type { Thing } from "../world/things";
import type { Attempt } from "./rule";
import { CHANGES, type Rule, rule } from "./rule";

const MOST = 50;

const siblings = ({ world, region, inputs, thing }: Attempt<"listener">): Thing<"listener">[] =>
    world.all("listener", (props, other) => {
        return props.loadBalancerArn === inputs.loadBalancerArn && other.region === region && other.id !== thing?.id;
    });

/** The listener that a create like this one has already made: AWS answers with its ARN. */
export function twinOf(attempt: Attempt<"listener">): Thing<"listener"> | undefined {
    const { port, protocol } = attempt.inputs;
    return siblings(attempt).find(
        ({ props }) => props.port === port && props.protocol === protocol && same(groupsOf(props), groupsOf(attempt.inputs)),
    );
}

const groupsIn = ({ world, region, inputs }: Attempt<"listener">): Thing<"targetGroup">[] =>
    groupsOf(inputs).flatMap(arn => world.find("targetGroup", arn, region) ?? []);

export const LISTENERS: readonly Rule[] = [
    rule(
        [4, "target groups of the same VPC", "listener", CHANGES],
        attempt => {
            const balancer = attempt.world.find("loadBalancer", attempt.inputs.loadBalancerArn, attempt.region);
            const strange = groupsIn(attempt).find(({ props }) => props.vpcId !== balancer?.props.vpcId);
            return strange && `InvalidConfigurationRequest: The target group '${strange.id}' is not in the load balancer's VPC`;
        },
        "unverified",
    ),
    rule(
        [6, "a TCP listener forwards to TCP groups", "listener", CHANGES],
        attempt => {
            const strange = groupsIn(attempt).find(({ props }) => props.protocol !== attempt.inputs.protocol);
            return (
                strange &&
                `InvalidConfigurationRequest: Listener protocol '${attempt.inputs.protocol ?? ""}' and target group protocol '${strange.props.protocol ?? ""}' are incompatible protocols`
            );
        },
        "unverified",
    ),
    rule([7, "a listener's port is its own", "listener", CHANGES], attempt => {
        const { port, loadBalancerArn = "" } = attempt.inputs;
        const isTaken = siblings(attempt).some(({ props }) => props.port === port) && !twinOf(attempt);
        return isTaken
            ? `DuplicateListener: A listener already exists on this port for this load balancer '${loadBalancerArn}'`
            : undefined;
    }),
    rule(
        [8, "no more than 50 listeners", "listener", ["create"]],
        attempt =>
            siblings(attempt).length >= MOST
                ? `TooManyListeners: The maximum number of listeners has been reached on load balancer '${attempt.inputs.loadBalancerArn ?? ""}'`
                : undefined,
        "unverified",
    ),
    rule([9, "a target group belongs to one load balancer", "listener", CHANGES], ({ world, inputs }) => {
        const shared = groupsOf(inputs).find(
            arn =>
                world.all(
                    "listener",
                    props => groupsOf(props).includes(arn) && props.loadBalancerArn !== inputs.loadBalancerArn,
                )[0],
        );
        return (
            shared &&
            `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${shared}`
        );
    }),
];
