import { hasUnknown } from "../../provider/values";
import type { EntityProps } from "../../world/entities";
import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

const isNetwork = ({ loadBalancerType }: { readonly loadBalancerType?: string | undefined }): boolean =>
    loadBalancerType === "network";
const count = (list: readonly unknown[] | undefined): number => list?.length ?? 0;

export const loadBalancer: ResourceType<"loadBalancer"> = {
    token: "aws:lb/loadBalancer:LoadBalancer",
    kind: "loadBalancer",
    autoName: { property: "name", maxLength: 32 },
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
    replaceOnChanges: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
    // An unknown value in a preview does not count as a replacement.
    alsoReplaceOn(olds, news) {
        if (!isNetwork(news)) return [];
        const groups =
            !hasUnknown(news.securityGroups) && (count(olds.securityGroups) === 0) !== (count(news.securityGroups) === 0);
        const losesSubnet =
            !hasUnknown(news.subnets) && (olds.subnets ?? []).some(subnet => news.subnets && !news.subnets.includes(subnet));
        return [...(groups ? ["securityGroups"] : []), ...(losesSubnet ? ["subnets"] : [])];
    },
    computed: [
        ...["subnets", "subnetMappings", "securityGroups", "internal", "ipAddressType", "enablePrefixForIpv6SourceNat"],
        ...["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "secondaryIpsAutoAssignedPerSubnet"],
    ],
    waitsFor: "loadBalancer",
    create({ world, region }, inputs) {
        const type = isNetwork(inputs) ? "net" : "app";
        const name = inputs.name ?? `${inputs.namePrefix ?? "tf-lb-"}${randomHex(8)}`.slice(0, 32);
        const arnSuffix = `${type}/${name}/${randomHex(8)}`;
        const arn = world.arn("elasticloadbalancing", region, `loadbalancer/${arnSuffix}`);
        const subnets = inputs.subnets ?? (inputs.subnetMappings ?? []).map(({ subnetId }) => subnetId ?? "");
        const groups = inputs.securityGroups ?? [];
        const host = `${inputs.internal === true ? "internal-" : ""}${name}-${randomHex(8)}`;
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
    derive: (_, { props }) => ({
        subnetMappings: (props.subnets ?? []).map(subnetId => ({ subnetId, outpostId: "", ...findMapping(props, subnetId) })),
    }),
    onDelete({ world }, { id }) {
        for (const listener of world.all("listener", props => props.loadBalancerArn === id)) world.remove(listener);
    },
};

const findMapping = ({ subnetMappings = [] }: EntityProps["loadBalancer"], id: string) =>
    subnetMappings.find(mapping => mapping.subnetId === id);
