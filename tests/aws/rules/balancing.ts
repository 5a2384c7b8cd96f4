import { groupsOf } from "../resources/lb/targetGroup";
import type { Rule } from "./rule";

const PORT_TAKEN: Rule<"listener"> = {
    number: 7,
    name: "a listener's port is taken",
    kind: "listener",
    on: ["create", "update"],
    problem: ({ world, region, inputs, thing }) =>
        world.all("listener", (props, other) => {
            const same = props.loadBalancerArn === inputs.loadBalancerArn && props.port === inputs.port;
            return same && other.region === region && other.id !== thing?.id;
        }).length > 0
            ? `DuplicateListener: A listener already exists on this port for this load balancer '${inputs.loadBalancerArn ?? ""}'`
            : undefined,
};

const IN_USE: Rule<"targetGroup"> = {
    number: 10,
    name: "a group that a listener uses is not deleted",
    kind: "targetGroup",
    on: ["delete"],
    problem: ({ world, thing }) =>
        world.all("listener", props => groupsOf(props).includes(thing?.id ?? "")).length > 0
            ? `ResourceInUse: Target group '${thing?.id ?? ""}' is currently in use by a listener or a rule`
            : undefined,
};

export const BALANCING: readonly Rule[] = [PORT_TAKEN, IN_USE];
