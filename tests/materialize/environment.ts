/** The facts of the environment that this server stands for. */
export const REGION = "us-east-1";
export const ENVIRONMENT = "aws-us-east-1-8e2a1f4b-3c5d-4e6f-8a7b-9c0d1e2f3a4b-0";
export const ORGANISATION = "8e2a1f4b-3c5d-4e6f-8a7b-9c0d1e2f3a4b";
export const AWS_ACCOUNT = "123456789012";
export const AWS_PRINCIPAL = `arn:aws:iam::${AWS_ACCOUNT}:role/MaterializeConnection`;
export const AVAILABILITY_ZONES: readonly string[] = ["use1-az1", "use1-az2", "use1-az4"];
export const EGRESS_IPS: readonly (readonly [ip: string, prefix: number])[] = [
    ["203.0.113.10", 32],
    ["203.0.113.11", 32],
    ["203.0.113.64", 30],
];
