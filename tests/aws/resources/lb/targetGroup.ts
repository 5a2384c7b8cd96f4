import type { Things } from "../../world/things";
import { hex } from "../../world/world";
import type { ResourceType } from "../resource";

const HEALTH = {
    enabled: true,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    interval: 30,
    port: "traffic-port",
    protocol: "HTTP",
};

/** A health check as AWS completes it. */
function completed({
    healthCheck = {},
    protocol = "",
}: Things["targetGroup"]): NonNullable<Things["targetGroup"]["healthCheck"]> {
    const http = (healthCheck.protocol ?? HEALTH.protocol).startsWith("HTTP");
    const timeout = http && protocol !== "TCP" ? 5 : http ? 6 : 10;
    return { ...HEALTH, timeout, matcher: http ? "200-399" : "", path: http ? "/" : "", ...healthCheck };
}

export const targetGroup: ResourceType<"targetGroup"> = {
    token: "aws:lb/targetGroup:TargetGroup",
    kind: "targetGroup",
    named: { property: "name", longest: 32 },
    defaults: {
        ...{ targetType: "instance", deregistrationDelay: 300, proxyProtocolV2: false, slowStart: 0 },
        lambdaMultiValueHeadersEnabled: false,
    },
    replacedBy: [
        ...[
            "name",
            "namePrefix",
            "port",
            "protocol",
            "protocolVersion",
            "targetType",
            "vpcId",
            "ipAddressType",
            "targetControlPort",
        ],
        "healthCheck.protocol",
    ],
    computed: [
        ...["healthCheck", "preserveClientIp", "connectionTermination", "ipAddressType", "protocolVersion", "stickiness"],
        ...["targetFailovers", "targetGroupHealth", "targetHealthStates", "loadBalancingAlgorithmType"],
        ...["loadBalancingAnomalyMitigation", "loadBalancingCrossZoneEnabled"],
    ],
    create({ world, region }, inputs) {
        const name = inputs.name ?? `${inputs.namePrefix ?? "tf-"}${hex(8)}`.slice(0, 32);
        const arnSuffix = `targetgroup/${name}/${hex(8)}`;
        const arn = world.arn("elasticloadbalancing", region, arnSuffix);
        return {
            id: arn,
            props: {
                ...{ arn, arnSuffix, name, namePrefix: inputs.namePrefix ?? "", healthCheck: completed(inputs) },
                ...{
                    ipAddressType: "ipv4",
                    protocolVersion: "",
                    loadBalancingAlgorithmType: "",
                    loadBalancingAnomalyMitigation: "",
                },
                ...{ loadBalancingCrossZoneEnabled: "use_load_balancer_configuration", connectionTermination: false },
                preserveClientIp: inputs.preserveClientIp ?? String(inputs.targetType === "instance"),
                stickiness: { enabled: false, type: "source_ip", cookieDuration: 0, cookieName: "", ...inputs.stickiness },
            },
        };
    },
    update: (_, __, inputs) => ({ healthCheck: completed(inputs) }),
    live(world, { id, region }) {
        const listeners = world.all("listener", (props, listener) => listener.region === region && groupsOf(props).includes(id));
        return { loadBalancerArns: [...new Set(listeners.map(({ props }) => props.loadBalancerArn ?? ""))] };
    },
    remove({ world }, { id }) {
        for (const attachment of world.all("attachment", props => props.targetGroupArn === id)) world.remove(attachment);
    },
};

/** The target groups that a listener forwards to. */
export function groupsOf({ defaultActions = [] }: Things["listener"]): string[] {
    return defaultActions.flatMap(action => [
        ...(action.targetGroupArn === undefined ? [] : [action.targetGroupArn]),
        ...(action.forward?.targetGroups ?? []).map(group => group.arn ?? ""),
    ]);
}

export const attachment: ResourceType<"attachment"> = {
    token: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    kind: "attachment",
    replacedBy: ["*"],
    create({ world, region }, { targetGroupArn = "", port }) {
        const group = world.find("targetGroup", targetGroupArn, region);
        return { id: `${targetGroupArn}-${hex(13)}`, props: { port: port ?? group?.props.port } };
    },
};
