import { randomHex } from "../../world/world";
import { findIdenticalListener } from "../../rules/listeners";
import type { ResourceType } from "../resource";

export const listener: ResourceType<"listener"> = {
    token: "aws:lb/listener:Listener",
    kind: "listener",
    replaceOnChanges: ["loadBalancerArn"],
    computed: ["protocol", "sslPolicy", "mutualAuthentication", "tcpIdleTimeoutSeconds"],
    create({ world, region }, inputs) {
        const { loadBalancerArn = "", defaultActions = [], protocol, tcpIdleTimeoutSeconds } = inputs;
        const balancer = world.find("loadBalancer", loadBalancerArn, region);
        const newArn = world.arn("elasticloadbalancing", region, `listener/${balancer?.props.arnSuffix ?? ""}/${randomHex(8)}`);
        const arn = findIdenticalListener({ world, region, inputs })?.id ?? newArn;
        const actions = defaultActions.map((action, index) => ({ order: index + 1, ...action }));
        return {
            id: arn,
            props: {
                ...{ arn, defaultActions: actions, protocol: protocol ?? "HTTP", sslPolicy: "" },
                tcpIdleTimeoutSeconds: tcpIdleTimeoutSeconds ?? 350,
            },
        };
    },
    update: (_, __, { defaultActions }) =>
        defaultActions ? { defaultActions: defaultActions.map((action, index) => ({ order: index + 1, ...action })) } : {},
};
