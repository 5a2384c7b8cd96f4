// Values of AWS, Confluent Cloud and Materialize in unit tests whose mocks answer none. The addresses are those that are reserved for documentation.

const ACCOUNT = "123456789012";

/** The parts of AWS's ids and ARNs that AWS generates. */
const GENERATED = { id: "0123456789abcdef0", uuid: "12345678-1234-1234-1234-123456789012" } as const;

const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/mz_example`;
const EXTERNAL_ID = `mz_${GENERATED.uuid}_u1`;

export const EXAMPLE = {
    region: "us-east-1",
    zone: "use1-az1",
    vpcId: `vpc-${GENERATED.id}`,
    subnetId: `subnet-${GENERATED.id}`,
    securityGroupId: `sg-${GENERATED.id}`,
    imageId: `ami-${GENERATED.id}`,
    allocationId: `eipalloc-${GENERATED.id}`,
    publicIp: "192.0.2.1",
    privateIp: "10.0.0.10",
    databaseHost: "database.example.us-east-1.rds.amazonaws.com",
    serviceName: `com.amazonaws.vpce.us-east-1.vpce-svc-${GENERATED.id}`,
    /** The blocks of addresses from which Materialize connects. */
    egressBlocks: ["192.0.2.0/24"],
    publicKeys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample1 materialize",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample2 materialize",
    ],
    principal: PRINCIPAL,
    externalId: EXTERNAL_ID,
    exampleTrustPolicy: {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { AWS: PRINCIPAL },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": EXTERNAL_ID } },
            },
        ],
    },
} as const;

/** Returns the ARN of a resource, whose type is the part before its name: `loadbalancer/net`. */
export const exampleArn = (service: string, type: string, name: string): string =>
    `arn:aws:${service}:${service === "iam" ? "" : EXAMPLE.region}:${ACCOUNT}:${type}/${name}/${GENERATED.uuid}`;

/** Returns the private address of a broker of MSK. */
export const exampleBroker = (id: number): { host: string; ip: string; subnetId: string } => ({
    host: `b-${String(id)}.example.kafka.${EXAMPLE.region}.amazonaws.com`,
    ip: `10.0.${String(Math.trunc(id / 256) % 256)}.${String(id % 256)}`,
    subnetId: EXAMPLE.subnetId,
});
