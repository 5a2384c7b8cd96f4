import { mskBroker, mskCluster } from "./msk";
import type { KafkaEntry, Placed, RuleEntry, SecurityGroupEntry, WorldFile } from "./file";
import { hex, type World } from "./world";

/** Puts everything that a file describes into an empty world. */
export function furnish(world: World, file: WorldFile): void {
    const home = (entry: { readonly region?: string }): string => entry.region ?? world.region;
    for (const vpc of file.vpcs ?? []) {
        world.add("vpc", home(vpc), vpc.id, {
            cidrBlock: vpc.cidr,
            arn: world.arn("ec2", home(vpc), `vpc/${vpc.id}`),
            region: home(vpc),
        });
    }
    for (const { id, vpcId, ...entry } of file.internetGateways ?? []) world.add("internetGateway", home(entry), id, { vpcId });
    for (const { id, vpcId, cidr, zone, zoneId, isPublic = false, ...entry } of file.subnets ?? []) {
        world.add("subnet", home(entry), id, {
            ...{ vpcId, cidrBlock: cidr, availabilityZone: zone, availabilityZoneId: zoneId, region: home(entry) },
            ...{ mapPublicIpOnLaunch: isPublic, arn: world.arn("ec2", home(entry), `subnet/${id}`), ownerId: world.account },
        });
    }
    for (const group of file.securityGroups ?? []) furnishGroup(world, home(group), group);
    for (const { id, subnetId, privateIp, publicIp, securityGroups, ...entry } of file.instances ?? []) {
        const availabilityZone = world.find("subnet", subnetId)?.props.availabilityZone;
        const vpcSecurityGroupIds = [...securityGroups];
        const made = { subnetId, privateIp, publicIp, vpcSecurityGroupIds, availabilityZone, instanceState: "running" };
        world.add("instance", home(entry), id, { ...made, arn: world.arn("ec2", home(entry), `instance/${id}`) });
    }
    for (const cluster of file.mskClusters ?? []) {
        const { arn } = mskCluster(world, home(cluster), cluster);
        for (const broker of cluster.brokers) mskBroker(world, home(cluster), arn, broker);
    }
    for (const kafka of file.kafkas ?? []) furnishKafka(world, home(kafka), kafka);
    for (const server of file.servers ?? []) world.add("server", home(server), server.url, server);
    for (const [name, value] of Object.entries(file.parameters ?? {})) {
        world.add("parameter", world.region, name, { name, value });
    }
}

function furnishGroup(world: World, region: string, group: Placed<SecurityGroupEntry>): void {
    const { id, vpcId, name = id, ingress = [], egress = [{ protocol: "-1", cidr: "0.0.0.0/0" }] } = group;
    const arn = world.arn("ec2", region, `security-group/${id}`);
    world.add("securityGroup", region, id, { vpcId, name, arn, ownerId: world.account, description: name, region });
    for (const rule of ingress) world.add("ingressRule", region, `sgr-0${hex(8)}`, ruleProps(id, rule));
    for (const rule of egress) world.add("egressRule", region, `sgr-0${hex(8)}`, ruleProps(id, rule));
}

function ruleProps(
    securityGroupId: string,
    { protocol = "tcp", fromPort, toPort = fromPort, cidr, securityGroupId: other }: RuleEntry,
) {
    const ports = { fromPort, toPort };
    return { securityGroupId, ipProtocol: protocol, ...ports, cidrIpv4: cidr, referencedSecurityGroupId: other };
}

function furnishKafka(world: World, region: string, { name, brokers, protocol, users = [], topics = {} }: KafkaEntry): void {
    for (const { id, host, port, ip, subnetId, securityGroups, publicIp } of brokers) {
        const listener = { address: `${host}:${String(port)}`, port, protocol, users, isPublic: publicIp !== undefined };
        const props = { kafka: name, brokerId: id, ip, subnetId, securityGroups, publicIp, listeners: [listener] };
        world.add("broker", region, `${name}/${String(id)}`, props);
    }
    for (const [topic, { partitions = 1, messages = [] }] of Object.entries(topics)) {
        world.add("messages", region, `${name}/${topic}`, { kafka: name, topic, partitions, messages });
    }
}
