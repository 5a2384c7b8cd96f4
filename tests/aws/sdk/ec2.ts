import { AwsError } from "../errors";
import { outputsOf } from "../provider/outputs";
import type { Place } from "../resources/resource";
import { refuse } from "../rules";
import { accept, reject, stateOf } from "../world/endpoints";
import { isPublic } from "../world/network";
import type { Thing } from "../world/things";
import { filters, members, type Xml } from "./xml";

type Operation = (place: Place, query: URLSearchParams) => Xml;

function services({ world, region }: Place, query: URLSearchParams): Xml {
    const wanted = members(query, "ServiceId");
    const missing = wanted.find(id => !world.find("endpointService", id, region));
    if (missing !== undefined) throw noService(missing);
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

function noService(id: string): AwsError {
    return new AwsError("InvalidVpcEndpointServiceId.NotFound", `The VpcEndpointService Id '${id}' does not exist`);
}

function permissions({ world, region }: Place, query: URLSearchParams): Xml {
    const id = query.get("ServiceId") ?? "";
    const service = world.find("endpointService", id, region);
    if (!service) throw noService(id);
    const { allowedPrincipals = [] } = outputsOf(world, service) as { allowedPrincipals?: string[] };
    return { allowedPrincipals: allowedPrincipals.map(principal => ({ principal, principalType: "Role", serviceId: id })) };
}

/** Allows principals, and allows others no more. */
function modifyPermissions({ world, region }: Place, query: URLSearchParams): Xml {
    const vpcEndpointServiceId = query.get("ServiceId") ?? "";
    if (!world.find("endpointService", vpcEndpointServiceId, region)) throw noService(vpcEndpointServiceId);
    const there = (principalArn: string): Thing<"principal">[] =>
        world.all(
            "principal",
            props => props.vpcEndpointServiceId === vpcEndpointServiceId && props.principalArn === principalArn,
        );
    for (const principal of members(query, "RemoveAllowedPrincipals").flatMap(there)) world.remove(principal);
    const added = members(query, "AddAllowedPrincipals").filter(principalArn => there(principalArn).length === 0);
    for (const principalArn of added) {
        const inputs = { vpcEndpointServiceId, principalArn };
        refuse("principal", "create", { world, region, inputs });
        world.add("principal", region, world.newId("vpce-svc-perm"), inputs);
    }
    return { addedPrincipalSet: added.map(principal => ({ principal })), return: true };
}

/** An endpoint connection is shown where its service is. */
function connections({ world, region: home }: Place, query: URLSearchParams): Xml {
    const wanted = filters(query);
    const shown = world
        .all("endpointConnection", props => props.state !== "wanted")
        .flatMap(connection => {
            const { ownerId, since, region, serviceName } = connection.props;
            const serviceId = serviceName.split(".").at(-1) ?? "";
            if (!world.find("endpointService", serviceId, home)) return [];
            const state = stateOf(world, connection);
            const fields: Readonly<Record<string, string>> = {
                ...{ "service-id": serviceId, "vpc-endpoint-id": connection.id },
                ...{ "vpc-endpoint-state": state, "vpc-endpoint-owner": ownerId },
            };
            if (!wanted.every(({ name, values }) => values.includes(fields[name] ?? ""))) return [];
            const made = { creationTimestamp: new Date(since).toISOString(), vpcEndpointRegion: region };
            return [{ serviceId, vpcEndpointId: connection.id, vpcEndpointOwner: ownerId, vpcEndpointState: state, ...made }];
        });
    return { vpcEndpointConnectionSet: shown };
}

function settle(change: (place: Place, connection: Thing<"endpointConnection">) => void): Operation {
    return (place, query) => {
        const id = query.get("ServiceId") ?? "";
        if (!place.world.find("endpointService", id, place.region)) throw noService(id);
        const unsuccessful = members(query, "VpcEndpointId").flatMap(endpoint => {
            const connection = place.world.find("endpointConnection", endpoint);
            if (connection?.props.serviceName.endsWith(id) === true && connection.props.state !== "wanted") {
                change(place, connection);
                return [];
            }
            const message = `The vpcEndpoint ID '${endpoint}' does not exist`;
            return [{ resourceId: endpoint, error: { code: "InvalidVpcEndpointId.NotFound", message } }];
        });
        return { unsuccessful };
    };
}

function subnets({ world, region }: Place, query: URLSearchParams): Xml {
    const found = members(query, "SubnetId").map(id => {
        const subnet = world.find("subnet", id, region);
        if (!subnet) throw new AwsError("InvalidSubnetID.NotFound", `The subnet ID '${id}' does not exist`);
        return { subnetId: id, vpcId: subnet.props.vpcId };
    });
    return { subnetSet: found };
}

/** A VPC's main table, and one with a route to the internet for its public subnets. */
function routeTables({ world, region }: Place, query: URLSearchParams): Xml {
    const vpcs = filters(query).flatMap(({ name, values }) => (name === "vpc-id" ? values : []));
    const local = { destinationCidrBlock: "10.0.0.0/8", gatewayId: "local", state: "active" };
    const tables = vpcs.flatMap((vpcId, at) => {
        const open = world.all("subnet", ({ vpcId: own }, { id, ...place }) => {
            return own === vpcId && place.region === region && isPublic(world, id);
        });
        const [gateway] = world.all("internetGateway", props => props.vpcId === vpcId);
        const out = { destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway?.id, state: "active" };
        const table = (kind: string, associationSet: Xml, routeSet: Xml): Xml => {
            return { ...{ routeTableId: `rtb-${kind}${String(at)}`, vpcId }, associationSet, routeSet };
        };
        return [
            table("main", [{ main: true }], [local]),
            ...(open.length > 0
                ? [
                      table(
                          "out",
                          open.map(({ id }) => ({ main: false, subnetId: id })),
                          [local, out],
                      ),
                  ]
                : []),
        ];
    });
    return { routeTableSet: tables };
}

export const EC2_OPERATIONS: Readonly<Record<string, Operation>> = {
    DescribeVpcEndpointServiceConfigurations: services,
    DescribeVpcEndpointServicePermissions: permissions,
    ModifyVpcEndpointServicePermissions: modifyPermissions,
    DescribeVpcEndpointConnections: connections,
    DescribeSubnets: subnets,
    DescribeRouteTables: routeTables,
    AcceptVpcEndpointConnections: settle(({ world }, connection) => {
        accept(world, connection);
    }),
    RejectVpcEndpointConnections: settle(({ world }, connection) => {
        reject(world, connection);
    }),
};
