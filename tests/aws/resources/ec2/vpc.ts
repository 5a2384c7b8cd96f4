import type { ResourceType } from "../resource";

export const vpc: ResourceType<"vpc"> = {
    token: "aws:ec2/vpc:Vpc",
    kind: "vpc",
    defaults: { enableDnsSupport: true, instanceTenancy: "default" },
    replaceOnChanges: ["cidrBlock", "ipv4IpamPoolId"],
    computed: ["cidrBlock", "enableDnsHostnames", "enableNetworkAddressUsageMetrics"],
    create({ world, region }, { cidrBlock = "10.0.0.0/16" }) {
        const id = world.newId("vpc");
        return { id, props: { arn: world.arn("ec2", region, `vpc/${id}`), ownerId: world.account, cidrBlock } };
    },
};

/** The zone is that of another subnet with the same zone name or id, or the first one of the region. */
export const subnet: ResourceType<"subnet"> = {
    token: "aws:ec2/subnet:Subnet",
    kind: "subnet",
    defaults: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false },
    replaceOnChanges: ["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId"],
    computed: ["availabilityZone", "availabilityZoneId", "cidrBlock"],
    create({ world, region }, inputs) {
        const id = world.newId("subnet");
        const zones = world.all("subnet", (_, other) => other.region === region).map(({ props }) => props);
        const known = zones.find(
            ({ availabilityZone, availabilityZoneId }) =>
                availabilityZone === inputs.availabilityZone || availabilityZoneId === inputs.availabilityZoneId,
        );
        const { availabilityZone, availabilityZoneId } = known ?? {
            availabilityZone: `${region}a`,
            availabilityZoneId: `${region}-az1`,
        };
        const zone = { availabilityZone, availabilityZoneId, ownerId: world.account };
        return { id, props: { ...zone, arn: world.arn("ec2", region, `subnet/${id}`) } };
    },
};

export const internetGateway: ResourceType<"internetGateway"> = {
    token: "aws:ec2/internetGateway:InternetGateway",
    kind: "internetGateway",
    replaceOnChanges: [],
    create({ world, region }) {
        const id = world.newId("igw");
        return { id, props: { arn: world.arn("ec2", region, `internet-gateway/${id}`), ownerId: world.account } };
    },
};

export const keyPair: ResourceType<"keyPair"> = {
    token: "aws:ec2/keyPair:KeyPair",
    kind: "keyPair",
    autoName: { property: "keyName", maxLength: 255 },
    replaceOnChanges: ["keyName", "keyNamePrefix", "publicKey"],
    create({ world, region }, { keyName = "" }) {
        const arn = world.arn("ec2", region, `key-pair/${keyName}`);
        return { id: keyName, props: { arn, keyPairId: world.newId("key"), keyType: "ed25519", fingerprint: "" } };
    },
};
