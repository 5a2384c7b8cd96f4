import { addMskBroker, addMskCluster } from "./msk";
import type { KafkaEntry, InRegion, RuleEntry, SecurityGroupEntry, WorldFile } from "./worldFile";
import { randomHex, type World } from "./world";

/** Adds everything that a file describes to an empty world. */
export function loadWorldFile(world: World, file: WorldFile): void {
    const regionOf = (entry: { readonly region?: string }): string => entry.region ?? world.region;
    for (const vpc of file.vpcs ?? []) {
        world.add("vpc", regionOf(vpc), vpc.id, {
            cidrBlock: vpc.cidr,
            arn: world.arn("ec2", regionOf(vpc), `vpc/${vpc.id}`),
            region: regionOf(vpc),
        });
    }
    for (const { id, vpcId, ...entry } of file.internetGateways ?? [])
        world.add("internetGateway", regionOf(entry), id, { vpcId });
    for (const { id, vpcId, cidr, zone, zoneId, isPublic = false, ...entry } of file.subnets ?? []) {
        world.add("subnet", regionOf(entry), id, {
            ...{ vpcId, cidrBlock: cidr, availabilityZone: zone, availabilityZoneId: zoneId, region: regionOf(entry) },
            ...{ mapPublicIpOnLaunch: isPublic, arn: world.arn("ec2", regionOf(entry), `subnet/${id}`), ownerId: world.account },
        });
    }
    for (const group of file.securityGroups ?? []) addSecurityGroup(world, regionOf(group), group);
    for (const { id, subnetId, privateIp, publicIp, securityGroups, ...entry } of file.instances ?? []) {
        const availabilityZone = world.find("subnet", subnetId)?.props.availabilityZone;
        const vpcSecurityGroupIds = [...securityGroups];
        const props = { subnetId, privateIp, publicIp, vpcSecurityGroupIds, availabilityZone, instanceState: "running" };
        world.add("instance", regionOf(entry), id, { ...props, arn: world.arn("ec2", regionOf(entry), `instance/${id}`) });
    }
    for (const cluster of file.mskClusters ?? []) {
        const { arn } = addMskCluster(world, regionOf(cluster), cluster);
        for (const broker of cluster.brokers) addMskBroker(world, regionOf(cluster), arn, broker);
    }
    for (const kafka of file.kafkas ?? []) addKafka(world, regionOf(kafka), kafka);
    addServers(world, file, regionOf);
    for (const { name, schemas, ...entry } of file.glueRegistries ?? [])
        world.add("glueRegistry", regionOf(entry), world.arn("glue", regionOf(entry), `registry/${name}`), { name, schemas });
    for (const [name, value] of Object.entries(file.parameters ?? {})) {
        world.add("parameter", world.region, name, { name, value });
    }
}

function addServers(
    world: World,
    { servers = [], databases = [] }: WorldFile,
    regionOf: (entry: { region?: string }) => string,
): void {
    for (const server of servers) world.add("server", regionOf(server), server.url, server);
    for (const database of databases)
        world.add(
            "database",
            regionOf(database),
            `${database.isCluster === true ? "cluster" : "db"}:${database.identifier}`,
            database,
        );
}

function addSecurityGroup(world: World, region: string, group: InRegion<SecurityGroupEntry>): void {
    const { id, vpcId, name = id, ingress = [], egress = [{ protocol: "-1", cidr: "0.0.0.0/0" }] } = group;
    const arn = world.arn("ec2", region, `security-group/${id}`);
    world.add("securityGroup", region, id, { vpcId, name, arn, ownerId: world.account, description: name, region });
    for (const rule of ingress) world.add("ingressRule", region, `sgr-0${randomHex(8)}`, ruleProps(id, rule));
    for (const rule of egress) world.add("egressRule", region, `sgr-0${randomHex(8)}`, ruleProps(id, rule));
}

function ruleProps(
    securityGroupId: string,
    { protocol = "tcp", fromPort, toPort = fromPort, cidr, securityGroupId: other }: RuleEntry,
) {
    const ports = { fromPort, toPort };
    return { securityGroupId, ipProtocol: protocol, ...ports, cidrIpv4: cidr, referencedSecurityGroupId: other };
}

function addKafka(world: World, region: string, { name, brokers, protocol, users = [], topics = {} }: KafkaEntry): void {
    for (const { id, host, port, ip, subnetId, securityGroups, publicIp } of brokers) {
        const listener = { address: `${host}:${String(port)}`, port, protocol, users, isPublic: publicIp !== undefined };
        const props = { kafka: name, brokerId: id, ip, subnetId, securityGroups, publicIp, listeners: [listener] };
        world.add("broker", region, `${name}/${String(id)}`, props);
    }
    for (const [topic, { partitions = 1, messages = [] }] of Object.entries(topics)) {
        world.add("messages", region, `${name}/${topic}`, { kafka: name, topic, partitions, messages });
    }
}
