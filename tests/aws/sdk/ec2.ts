import { AwsError } from "../errors";
import { outputsOf } from "../provider/outputs";
import type { RegionContext } from "../resources/resource";
import { enforceRules } from "../rules";
import { acceptConnection, rejectConnection, endpointState } from "../world/endpoints";
import { routeTablesOf } from "../world/routeTables";
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

function describeRouteTables({ world, region }: RegionContext, query: URLSearchParams): Xml {
    const vpcs = readFilters(query).flatMap(({ name, values }) => (name === "vpc-id" ? values : []));
    const local = { destinationCidrBlock: "10.0.0.0/8", gatewayId: "local", state: "active" };
    const tables = routeTablesOf(world, region).filter(({ vpcId }) => vpcs.includes(vpcId));
    return {
        routeTableSet: tables.map(({ id, vpcId, subnetId, routes }) => {
            const out = routes.map(({ block, target }) => ({ destinationCidrBlock: block, gatewayId: target, state: "active" }));
            const associationSet = [{ main: subnetId === undefined, subnetId }];
            return { routeTableId: id, vpcId, associationSet, routeSet: [local, ...out] };
        }),
    };
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
