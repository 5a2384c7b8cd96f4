import { hasUnknown } from "../../provider/values";
import type { Things } from "../../world/things";
import { hex } from "../../world/world";
import type { ResourceType } from "../resource";

const isNetwork = ({ loadBalancerType }: { readonly loadBalancerType?: string | undefined }): boolean =>
    loadBalancerType === "network";
const count = (list: readonly unknown[] | undefined): number => list?.length ?? 0;

export const loadBalancer: ResourceType<"loadBalancer"> = {
    token: "aws:lb/loadBalancer:LoadBalancer",
    kind: "loadBalancer",
    named: { property: "name", longest: 32 },
    defaults: {
        ...{ loadBalancerType: "application", enableDeletionProtection: false, idleTimeout: 60, clientKeepAlive: 3600 },
        ...{ enableHttp2: true, enableCrossZoneLoadBalancing: false, enableWafFailOpen: false, enableXffClientPort: false },
        ...{
            desyncMitigationMode: "defensive",
            dnsRecordClientRoutingPolicy: "any_availability_zone",
            preserveHostHeader: false,
        },
        ...{ dropInvalidHeaderFields: false, enableTlsVersionAndCipherSuiteHeaders: false, xffHeaderProcessingMode: "append" },
        enableZonalShift: false,
    },
    replacedBy: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
    // What a preview does not know replaces nothing.
    replacedIf(olds, news) {
        if (!isNetwork(news)) return [];
        const groups =
            !hasUnknown(news.securityGroups) && (count(olds.securityGroups) === 0) !== (count(news.securityGroups) === 0);
        const left =
            !hasUnknown(news.subnets) && (olds.subnets ?? []).some(subnet => news.subnets && !news.subnets.includes(subnet));
        return [...(groups ? ["securityGroups"] : []), ...(left ? ["subnets"] : [])];
    },
    computed: [
        ...["subnets", "subnetMappings", "securityGroups", "internal", "ipAddressType", "enablePrefixForIpv6SourceNat"],
        ...["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "secondaryIpsAutoAssignedPerSubnet"],
    ],
    settles: "loadBalancer",
    create({ world, region }, inputs) {
        const type = isNetwork(inputs) ? "net" : "app";
        const name = inputs.name ?? `${inputs.namePrefix ?? "tf-lb-"}${hex(8)}`.slice(0, 32);
        const arnSuffix = `${type}/${name}/${hex(8)}`;
        const arn = world.arn("elasticloadbalancing", region, `loadbalancer/${arnSuffix}`);
        const subnets = inputs.subnets ?? (inputs.subnetMappings ?? []).map(({ subnetId }) => subnetId ?? "");
        const groups = inputs.securityGroups ?? [];
        const host = `${inputs.internal === true ? "internal-" : ""}${name}-${hex(8)}`;
        return {
            id: arn,
            props: {
                ...{ arn, arnSuffix, name, subnets, securityGroups: groups, internal: inputs.internal ?? false },
                ...{
                    dnsName: `${host}.elb.${region}.amazonaws.com`,
                    zoneId: "Z26RNL4JYFTOTI",
                    namePrefix: inputs.namePrefix ?? "",
                },
                ...{ ipAddressType: inputs.ipAddressType ?? "ipv4", enablePrefixForIpv6SourceNat: "off" },
                vpcId: world.find("subnet", subnets[0], region)?.props.vpcId,
                enforceSecurityGroupInboundRulesOnPrivateLinkTraffic:
                    inputs.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic ?? (groups.length > 0 ? "on" : ""),
            },
        };
    },
    live: (_, { props }) => ({
        subnetMappings: (props.subnets ?? []).map(subnetId => ({ subnetId, outpostId: "", ...mappingOf(props, subnetId) })),
    }),
    remove({ world }, { id }) {
        for (const listener of world.all("listener", props => props.loadBalancerArn === id)) world.remove(listener);
    },
};

const mappingOf = ({ subnetMappings = [] }: Things["loadBalancer"], id: string) =>
    subnetMappings.find(mapping => mapping.subnetId === id);
