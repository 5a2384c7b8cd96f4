import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

export const endpointService: ResourceType<"endpointService"> = {
    token: "aws:ec2/vpcEndpointService:VpcEndpointService",
    kind: "endpointService",
    replaceOnChanges: [],
    computed: ["allowedPrincipals", "supportedIpAddressTypes", "supportedRegions", "privateDnsName"],
    waitsFor: "endpointService",
    create({ world, region }, { supportedRegions = [] }) {
        const id = world.newId("vpce-svc");
        const serviceName = `com.amazonaws.vpce.${region}.${id}`;
        return {
            id,
            props: {
                ...{ serviceName, serviceType: "Interface", managesVpcEndpoints: false, supportedIpAddressTypes: ["ipv4"] },
                ...{
                    arn: world.arn("ec2", region, `vpc-endpoint-service/${id}`),
                    privateDnsName: "",
                    privateDnsNameConfigurations: [],
                },
                baseEndpointDnsNames: [`${id}.${region}.vpce.amazonaws.com`],
                supportedRegions: [...new Set([...supportedRegions, region])].sort(),
            },
        };
    },
    update: (_, { region }, { supportedRegions }) =>
        supportedRegions ? { supportedRegions: [...new Set([...supportedRegions, region])].sort() } : {},
    derive(world, service) {
        const { id, region, props } = service;
        const balancers = (props.networkLoadBalancerArns ?? []).flatMap(arn => world.find("loadBalancer", arn, region) ?? []);
        const subnets = balancers.flatMap(({ props: { subnets = [] } }) =>
            subnets.flatMap(subnet => world.find("subnet", subnet) ?? []),
        );
        const allowed = world.all("principal", principal => principal.vpcEndpointServiceId === id);
        return {
            state: world.isReady(service, "endpointService") ? "Available" : "Pending",
            availabilityZones: [...new Set(subnets.map(subnet => subnet.props.availabilityZone ?? ""))].sort(),
            allowedPrincipals: [
                ...new Set([...(props.allowedPrincipals ?? []), ...allowed.map(principal => principal.props.principalArn ?? "")]),
            ],
        };
    },
    onDelete({ world }, { id, region }) {
        for (const principal of world.all("principal", props => props.vpcEndpointServiceId === id)) world.remove(principal);
        for (const connection of world.all("endpointConnection")) {
            if (connection.props.serviceName.endsWith(id) && connection.region === region && connection.props.state !== "wanted")
                world.change(connection, { state: "wanted", since: Date.now() });
        }
    },
};

export const allowedPrincipal: ResourceType<"principal"> = {
    token: "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
    kind: "principal",
    replaceOnChanges: ["*"],
    create: () => ({ id: `vpce-svc-perm-0${randomHex(8)}`, props: {} }),
};
