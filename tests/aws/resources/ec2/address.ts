import { nextPublicIp } from "../../world/addresses";
import type { ResourceType } from "../resource";

export const address: ResourceType<"address"> = {
    token: "aws:ec2/eip:Eip",
    kind: "address",
    replaceOnChanges: ["domain", "networkBorderGroup", "publicIpv4Pool", "ipamPoolId", "address", "customerOwnedIpv4Pool"],
    computed: ["domain", "instance", "networkInterface", "networkBorderGroup", "publicIpv4Pool"],
    create({ world, region }) {
        const id = world.newId("eipalloc");
        const publicIp = nextPublicIp(world);
        const publicDns = `ec2-${publicIp.replaceAll(".", "-")}.compute-1.amazonaws.com`;
        return {
            id,
            props: {
                ...{ allocationId: id, publicIp, publicDns, domain: "vpc", arn: world.arn("ec2", region, `elastic-ip/${id}`) },
                ...{ networkBorderGroup: region, publicIpv4Pool: "amazon", carrierIp: "", customerOwnedIp: "", ptrRecord: "" },
            },
        };
    },
    derive(world, { id }) {
        const association = world.all("association", props => props.allocationId === id)[0];
        const { instanceId, networkInterfaceId, privateIpAddress } = association?.props ?? {};
        return {
            ...{ associationId: association?.id ?? "", instance: instanceId ?? "", networkInterface: networkInterfaceId ?? "" },
            privateIp: privateIpAddress ?? "",
        };
    },
};

export const association: ResourceType<"association"> = {
    token: "aws:ec2/eipAssociation:EipAssociation",
    kind: "association",
    replaceOnChanges: ["*"],
    computed: ["instanceId", "allocationId", "networkInterfaceId", "privateIpAddress", "publicIp"],
    create({ world, region }, { allocationId, instanceId, publicIp }) {
        const eip = world.all("address", (props, { id }) => id === allocationId || props.publicIp === publicIp)[0];
        for (const old of world.all("association", props => props.allocationId === eip?.id || props.instanceId === instanceId)) {
            world.remove(old);
        }
        const instance = world.find("instance", instanceId, region);
        const { primaryNetworkInterfaceId: networkInterfaceId, privateIp: privateIpAddress } = instance?.props ?? {};
        const props = { allocationId: eip?.id, publicIp: eip?.props.publicIp, instanceId };
        return { id: world.newId("eipassoc"), props: { ...props, networkInterfaceId, privateIpAddress } };
    },
};
