import { privateIpIn, nextPublicIp } from "../../world/addresses";
import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

/** AWS's defaults. */
const DEFAULT_METADATA_OPTIONS = {
    ...{ httpEndpoint: "enabled", httpProtocolIpv6: "disabled", httpPutResponseHopLimit: 1, httpTokens: "optional" },
    instanceMetadataTags: "disabled",
};
const DEFAULT_ROOT_DEVICE = {
    deleteOnTermination: true,
    deviceName: "/dev/xvda",
    encrypted: false,
    iops: 3000,
    throughput: 125,
    volumeSize: 8,
    volumeType: "gp3",
};
const DEFAULT_OUTPUTS = {
    instanceState: "running",
    instanceLifecycle: "",
    publicDns: "",
    outpostArn: "",
    ipv6Addresses: [],
    tenancy: "default",
};

export const instance: ResourceType<"instance"> = {
    token: "aws:ec2/instance:Instance",
    kind: "instance",
    defaults: { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false, forceDestroy: false },
    replaceOnChanges: [
        ...[
            "ami",
            "availabilityZone",
            "subnetId",
            "keyName",
            "privateIp",
            "associatePublicIpAddress",
            "securityGroups",
            "placementGroup",
        ],
        ...["hibernation", "enclaveOptions", "rootBlockDevice.encrypted", "rootBlockDevice.kmsKeyId", "userDataBase64"],
    ],
    alsoReplaceOn: (_, { userDataReplaceOnChange }) => (userDataReplaceOnChange === true ? ["userData"] : []),
    computed: [
        ...[
            "ami",
            "availabilityZone",
            "subnetId",
            "privateIp",
            "associatePublicIpAddress",
            "securityGroups",
            "vpcSecurityGroupIds",
        ],
        ...[
            "metadataOptions",
            "rootBlockDevice",
            "keyName",
            "iamInstanceProfile",
            "monitoring",
            "ebsOptimized",
            "tenancy",
            "instanceType",
        ],
    ],
    waitsFor: "instance",
    create({ world, region }, inputs) {
        const id = world.newId("i");
        const subnet = world.find("subnet", inputs.subnetId, region);
        const privateIp = inputs.privateIp ?? (subnet ? privateIpIn(subnet, id) : "10.0.0.10");
        const isPublic = inputs.associatePublicIpAddress ?? subnet?.props.mapPublicIpOnLaunch ?? false;
        const addresses = {
            arn: world.arn("ec2", region, `instance/${id}`),
            privateIp,
            publicIp: isPublic ? nextPublicIp(world) : "",
        };
        const { keyName = "", monitoring = false, ebsOptimized = false, vpcSecurityGroupIds = [] } = inputs;
        return {
            id,
            props: {
                ...{
                    ...DEFAULT_OUTPUTS,
                    ...addresses,
                    keyName,
                    monitoring,
                    ebsOptimized,
                    vpcSecurityGroupIds,
                    associatePublicIpAddress: isPublic,
                },
                ...{ availabilityZone: subnet?.props.availabilityZone, primaryNetworkInterfaceId: `eni-0${randomHex(8)}` },
                privateDns: `ip-${privateIp.replaceAll(".", "-")}.ec2.internal`,
                metadataOptions: { ...DEFAULT_METADATA_OPTIONS, ...inputs.metadataOptions },
                rootBlockDevice: {
                    ...DEFAULT_ROOT_DEVICE,
                    volumeId: world.newId("vol"),
                    kmsKeyId: "",
                    tagsAll: {},
                    ...inputs.rootBlockDevice,
                },
            },
        };
    },
    update: (_, { props }, inputs) => ({
        metadataOptions: { ...DEFAULT_METADATA_OPTIONS, ...inputs.metadataOptions },
        ...(props.rootBlockDevice && { rootBlockDevice: { ...props.rootBlockDevice, ...inputs.rootBlockDevice } }),
    }),
    derive(world, { id, props }) {
        const elastic = world.all("association", candidate => candidate.instanceId === id)[0];
        return elastic ? { publicIp: elastic.props.publicIp } : { publicIp: props.publicIp };
    },
    onDelete({ world }, { id }) {
        for (const elastic of world.all("association", candidate => candidate.instanceId === id)) world.remove(elastic);
    },
};
