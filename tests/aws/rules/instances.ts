import { type Rule, rule } from "./rule";

const MAX_USER_DATA_BYTES = 16_384;
const MAX_ADDRESSES = 5;

export const INSTANCES: readonly Rule[] = [
    rule(
        [18, "An Elastic IP address needs an internet gateway in the VPC", "association", ["create"]],
        ({ world, region, inputs }) => {
            const subnet = world.find("subnet", world.find("instance", inputs.instanceId, region)?.props.subnetId, region);
            const vpc = subnet?.props.vpcId;
            return world.all("internetGateway", props => props.vpcId === vpc).length > 0
                ? undefined
                : `Gateway.NotAttached: Network ${vpc ?? ""} is not attached to any internet gateway`;
        },
    ),
    rule([18, "A region has at most five Elastic IP addresses", "address", ["create"]], ({ world, region }) =>
        world.all("address", (_, other) => other.region === region).length >= MAX_ADDRESSES
            ? "AddressLimitExceeded: The maximum number of addresses has been reached."
            : undefined,
    ),
    rule([27, "The name of a key pair is unique", "keyPair", ["create"]], ({ world, region, inputs: { keyName = "" } }) =>
        world.find("keyPair", keyName, region) ? `InvalidKeyPair.Duplicate: The keypair already exists: ${keyName}` : undefined,
    ),
    rule(
        [27, "User data has at most 16384 bytes", "instance", ["create", "update"]],
        ({ inputs: { userData = "" } }) =>
            Buffer.byteLength(userData) > MAX_USER_DATA_BYTES
                ? "InvalidParameterValue: User data is limited to 16384 bytes"
                : undefined,
        "unverified",
    ),
];
