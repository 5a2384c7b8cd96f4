import type { EntityProps } from "../../world/entities";
import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

const DEFAULT_HEALTH_CHECK = {
    enabled: true,
    healthyThreshold: 3,
    unhealthyThreshold: 3,
    interval: 30,
    port: "traffic-port",
    protocol: "HTTP",
};

/** Adds AWS's defaults to a health check. */
function completeHealthCheck({
    healthCheck = {},
    protocol = "",
}: EntityProps["targetGroup"]): NonNullable<EntityProps["targetGroup"]["healthCheck"]> {
    const http = (healthCheck.protocol ?? DEFAULT_HEALTH_CHECK.protocol).startsWith("HTTP");
    const timeout = http && protocol !== "TCP" ? 5 : http ? 6 : 10;
    return { ...DEFAULT_HEALTH_CHECK, timeout, matcher: http ? "200-399" : "", path: http ? "/" : "", ...healthCheck };
}

export const targetGroup: ResourceType<"targetGroup"> = {
    token: "aws:lb/targetGroup:TargetGroup",
    kind: "targetGroup",
    autoName: { property: "name", maxLength: 32 },
    defaults: {
        ...{ targetType: "instance", deregistrationDelay: 300, proxyProtocolV2: false, slowStart: 0 },
        lambdaMultiValueHeadersEnabled: false,
    },
    replaceOnChanges: [
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
        const name = inputs.name ?? `${inputs.namePrefix ?? "tf-"}${randomHex(8)}`.slice(0, 32);
        const arnSuffix = `targetgroup/${name}/${randomHex(8)}`;
        const arn = world.arn("elasticloadbalancing", region, arnSuffix);
        return {
            id: arn,
            props: {
                ...{ arn, arnSuffix, name, namePrefix: inputs.namePrefix ?? "", healthCheck: completeHealthCheck(inputs) },
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
    update: (_, __, inputs) => ({ healthCheck: completeHealthCheck(inputs) }),
    derive(world, { id, region }) {
        const listeners = world.all(
            "listener",
            (props, listener) => listener.region === region && targetGroupsOf(props).includes(id),
        );
        return { loadBalancerArns: [...new Set(listeners.map(({ props }) => props.loadBalancerArn ?? ""))] };
    },
    onDelete({ world }, { id }) {
        for (const attachment of world.all("attachment", props => props.targetGroupArn === id)) world.remove(attachment);
    },
};

/** Returns the target groups to which a listener forwards. */
export function targetGroupsOf({ defaultActions = [] }: EntityProps["listener"]): string[] {
    return defaultActions.flatMap(action => [
        ...(action.targetGroupArn === undefined ? [] : [action.targetGroupArn]),
        ...(action.forward?.targetGroups ?? []).map(group => group.arn ?? ""),
    ]);
}

export const attachment: ResourceType<"attachment"> = {
    token: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    kind: "attachment",
    replaceOnChanges: ["*"],
    create({ world, region }, { targetGroupArn = "", port }) {
        const group = world.find("targetGroup", targetGroupArn, region);
        return { id: `${targetGroupArn}-${randomHex(13)}`, props: { port: port ?? group?.props.port } };
    },
};
