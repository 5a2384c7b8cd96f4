import { AwsError } from "../errors";
import { outputsOf } from "../provider/outputs";
import type { RegionContext } from "../resources/resource";
import { enforceRules } from "../rules";
import { acceptConnection, rejectConnection, endpointState } from "../world/endpoints";
import { isPublicSubnet } from "../world/network";
import type { Entity } from "../world/entities";
import { readFilters, listMembers, type Xml } from "./xml";

type Operation = (context: RegionContext, query: URLSearchParams) => Xml;

function describeServices({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const wanted = listMembers(query, "ServiceId");
    const missing = wanted.find(id => !world.find("endpointService", id, region));
    if (missing !== undefined) throw serviceNotFound(missing);
    const found = world.all(
        "endpointService",
        (_, { id, ...at }) => at.region === region && (wanted.length === 0 || wanted.includes(id)),
    );
    return {
        serviceConfigurationSet: found.map(service => {
            const { props } = service;
            const { state = "", availabilityZones = [] } = outputsOf(world, service) as {
                state?: string;
                availabilityZones?: string[];
            };
            return {
                ...{
                    serviceId: service.id,
                    serviceName: props.serviceName,
                    serviceState: state,
                    acceptanceRequired: props.acceptanceRequired,
                },
                ...{ serviceType: [{ serviceType: "Interface" }], availabilityZoneSet: availabilityZones },
                networkLoadBalancerArnSet: props.networkLoadBalancerArns,
                supportedRegionSet: (props.supportedRegions ?? []).map(name => ({ region: name, serviceState: state })),
            };
        }),
    };
}

function serviceNotFound(id: string): AwsError {
    return new AwsError("InvalidVpcEndpointServiceId.NotFound", `The VpcEndpointService Id '${id}' does not exist`);
}

function describePermissions({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const id = query.get("ServiceId") ?? "";
    const service = world.find("endpointService", id, region);
    if (!service) throw serviceNotFound(id);
    const { allowedPrincipals = [] } = outputsOf(world, service) as { allowedPrincipals?: string[] };
    return { allowedPrincipals: allowedPrincipals.map(principal => ({ principal, principalType: "Role", serviceId: id })) };
}

/** Adds and removes allowed principals. */
function modifyPermissions({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const vpcEndpointServiceId = query.get("ServiceId") ?? "";
    if (!world.find("endpointService", vpcEndpointServiceId, region)) throw serviceNotFound(vpcEndpointServiceId);
    const principalsOf = (principalArn: string): Entity<"principal">[] =>
        world.all(
            "principal",
            props => props.vpcEndpointServiceId === vpcEndpointServiceId && props.principalArn === principalArn,
        );
    for (const principal of listMembers(query, "RemoveAllowedPrincipals").flatMap(principalsOf)) world.remove(principal);
    const added = listMembers(query, "AddAllowedPrincipals").filter(principalArn => principalsOf(principalArn).length === 0);
    for (const principalArn of added) {
        const inputs = { vpcEndpointServiceId, principalArn };
        enforceRules("principal", "create", { world, region, inputs });
        world.add("principal", region, world.newId("vpce-svc-perm"), inputs);
    }
    return { addedPrincipalSet: added.map(principal => ({ principal })), return: true };
}

/** Lists the endpoint connections of the services of a region. */
function describeConnections({ world, region: serviceRegion }: RegionContext, query: URLSearchParams): Xml {
    const wanted = readFilters(query);
    const connections = world
        .all("endpointConnection", props => props.state !== "wanted")
        .flatMap(connection => {
            const { ownerId, since, region, serviceName } = connection.props;
            const serviceId = serviceName.split(".").at(-1) ?? "";
            if (!world.find("endpointService", serviceId, serviceRegion)) return [];
            const state = endpointState(world, connection);
            const fields: Readonly<Record<string, string>> = {
                ...{ "service-id": serviceId, "vpc-endpoint-id": connection.id },
                ...{ "vpc-endpoint-state": state, "vpc-endpoint-owner": ownerId },
            };
            if (!wanted.every(({ name, values }) => values.includes(fields[name] ?? ""))) return [];
            const details = { creationTimestamp: new Date(since).toISOString(), vpcEndpointRegion: region };
            return [{ serviceId, vpcEndpointId: connection.id, vpcEndpointOwner: ownerId, vpcEndpointState: state, ...details }];
        });
    return { vpcEndpointConnectionSet: connections };
}

function updateConnections(change: (context: RegionContext, connection: Entity<"endpointConnection">) => void): Operation {
    return (context, query) => {
        const id = query.get("ServiceId") ?? "";
        if (!context.world.find("endpointService", id, context.region)) throw serviceNotFound(id);
        const unsuccessful = listMembers(query, "VpcEndpointId").flatMap(endpoint => {
            const connection = context.world.find("endpointConnection", endpoint);
            if (connection?.props.serviceName.endsWith(id) === true && connection.props.state !== "wanted") {
                change(context, connection);
                return [];
            }
            const message = `The vpcEndpoint ID '${endpoint}' does not exist`;
            return [{ resourceId: endpoint, error: { code: "InvalidVpcEndpointId.NotFound", message } }];
        });
        return { unsuccessful };
    };
}

function describeSubnets({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const found = listMembers(query, "SubnetId").map(id => {
        const subnet = world.find("subnet", id, region);
        if (!subnet) throw new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
        return { subnetId: id, vpcId: subnet.props.vpcId };
    });
    return { subnetSet: found };
}

/** Lists the main route table of a VPC, and one with a route to the internet for its public subnets. */
function describeRouteTables({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const vpcs = readFilters(query).flatMap(({ name, values }) => (name === "vpc-id" ? values : []));
    const local = { destinationCidrBlock: "10.0.0.0/8", gatewayId: "local", state: "active" };
    const tables = vpcs.flatMap((vpcId, at) => {
        const publicSubnets = world.all("subnet", ({ vpcId: own }, { id, ...context }) => {
            return own === vpcId && context.region === region && isPublicSubnet(world, id);
        });
        const [gateway] = world.all("internetGateway", props => props.vpcId === vpcId);
        const out = { destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway?.id, state: "active" };
        const table = (kind: string, associationSet: Xml, routeSet: Xml): Xml => {
            return { ...{ routeTableId: `rtb-${kind}${String(at)}`, vpcId }, associationSet, routeSet };
        };
        return [
            table("main", [{ main: true }], [local]),
            ...(publicSubnets.length > 0
                ? [
                      table(
                          "out",
                          publicSubnets.map(({ id }) => ({ main: false, subnetId: id })),
                          [local, out],
                      ),
                  ]
                : []),
        ];
    });
    return { routeTableSet: tables };
}

export const EC2_OPERATIONS: Readonly<Record<string, Operation>> = {
    DescribeVpcEndpointServiceConfigurations: describeServices,
    DescribeVpcEndpointServicePermissions: describePermissions,
    ModifyVpcEndpointServicePermissions: modifyPermissions,
    DescribeVpcEndpointConnections: describeConnections,
    DescribeSubnets: describeSubnets,
    DescribeRouteTables: describeRouteTables,
    AcceptVpcEndpointConnections: updateConnections(({ world }, connection) => {
        acceptConnection(world, connection);
    }),
    RejectVpcEndpointConnections: updateConnections(({ world }, connection) => {
        rejectConnection(world, connection);
    }),
};
