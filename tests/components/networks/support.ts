import * as pulumi from "@pulumi/pulumi";
import { helpers } from "../../../provider/helpers";
import { checkArguments } from "../../../provider/helpers/helperHandler";
import { checkResource } from "../../../provider/lifecycle/check";
import type { CheckResult } from "../../../provider/lifecycle/handler";
import { Run } from "../../../provider/run/run";
import type { Fields } from "../../../provider/values/value";
import { settings } from "../../provider/support";

/** A resource that a program made. */
export interface Made {
    /** The resource class. */
    readonly type: string;
    readonly name: string;
    readonly inputs: Fields;
    readonly provider: string;
}

/** The subnets that AWS knows, by their ids: zone, VPC and region. */
const SUBNETS: Readonly<Record<string, readonly [zone: string, vpcId: string, region: string]>> = {
    "subnet-a": ["use1-az1", "vpc-main", "us-east-1"],
    "subnet-b": ["use1-az2", "vpc-main", "us-east-1"],
    "subnet-c": ["use1-az4", "vpc-main", "us-east-1"],
    "subnet-west-a": ["usw2-az1", "vpc-west", "us-west-2"],
    "subnet-west-b": ["usw2-az2", "vpc-west", "us-west-2"],
};

/** The result of a program, the resources that it created, the functions that it invoked, and the error messages of components and provider. */
interface ProgramRun<T> {
    /** Throws the error of a component that refused its arguments. */
    readonly result: T;
    readonly made: Made[];
    readonly looked: Fields[];
    readonly refused: string[];
}

interface RunOptions {
    readonly isPreview?: boolean;
    /** Answers lookups of AWS in place of the usual answer. */
    readonly answer?: (token: string, inputs: Fields) => Fields | undefined;
}

/** Runs a program without an engine; the provider itself checks helper resources, so that their outputs are those of the engine. */
export async function run<T>(program: () => T, { isPreview = false, answer }: RunOptions = {}): Promise<ProgramRun<T>> {
    const made: Made[] = [];
    const looked: Fields[] = [];
    const refused: string[] = [];
    const providerRun = new Run();
    const mocks: pulumi.runtime.Mocks = {
        newResource: ({ type, name, inputs: given, provider = "" }) => {
            const inputs = inClear(given) as Fields;
            const helper = helpers.get(String(inputs.__kind));
            const checked =
                helper === undefined
                    ? checkObject(providerRun, inputs)
                    : checkArguments(helper, providerRun, { olds: {}, news: inputs }, settings);
            refused.push(...checked.failures.map(({ reason }) => reason));
            made.push({ type: type.split(/[:/]/u).at(-1) ?? type, name, inputs: checked.inputs, provider });
            return { id: `${name}-id`, state: { ...checked.inputs, ...outputsOf(type, name, checked.inputs) } };
        },
        call: ({ token, inputs, provider }) => {
            looked.push({ token, provider, ...(inputs as Fields) });
            return answer?.(token, inputs as Fields) ?? lookedUp(token, inputs as Fields);
        },
    };
    await pulumi.runtime.setMocks(mocks, "project", "stack", isPreview);
    const { outcome, later } = await reporting(() => attempt(program));
    refused.push(...later);
    if ("result" in outcome) return { result: outcome.result, made, looked, refused };
    const { error } = outcome;
    return {
        get result(): T {
            throw error;
        },
        ...{ made, looked, refused: [...error.message.split("\n"), ...refused] },
    };
}

/**
 * Runs a program to its end, and returns the errors that components report after their constructors: promises whose errors Pulumi prints. Another error
 * that nothing handles fails the test.
 */
async function reporting<T>(program: () => T): Promise<{ outcome: T; later: string[] }> {
    const errors = new Set<unknown>();
    const collect = (error: unknown): void => {
        errors.add(error);
    };
    process.on("unhandledRejection", collect);
    try {
        const outcome = program();
        await pulumi.runtime.disconnect();
        await new Promise(setImmediate);
        return { outcome, later: [...errors].flatMap(messagesOf) };
    } finally {
        process.removeListener("unhandledRejection", collect);
    }
}

/** Returns the messages of an error of a component. */
function messagesOf(error: unknown): string[] {
    if (!(error instanceof pulumi.ResourceError)) throw error;
    if (error.hideStack !== true || !(error.resource instanceof pulumi.ComponentResource)) throw error;
    return error.message.split("\n");
}

/** Returns the result of a program, or the error of a component: it is reported on the component, without a stack trace. */
function attempt<T>(program: () => T): { result: T } | { error: pulumi.ResourceError } {
    try {
        return { result: program() };
    } catch (error) {
        messagesOf(error);
        return { error: error as pulumi.ResourceError };
    }
}

/** The provider gets secrets in clear. */
function inClear(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(inClear);
    if (pulumi.runtime.isRpcSecret(value)) return inClear(pulumi.runtime.unwrapRpcSecret(value));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inClear(part)]));
}

/** Objects are checked by the provider too, which removes `__preview` before; AWS's resources are not. */
const checkObject = (providerRun: Run, inputs: Fields): CheckResult =>
    inputs.__kind === undefined
        ? { inputs, failures: [] }
        : checkResource(providerRun, {}, { ...inputs, __preview: undefined }, settings);

/** Returns the outputs that AWS, Confluent and Materialize would give a resource. */
function outputsOf(type: string, name: string, inputs: Fields): Fields {
    const arn = type.endsWith(":Cluster") ? MSK_ARN : `arn:aws:fake:us-east-1:210987654321:${name}`;
    return {
        arn,
        serviceName: `com.amazonaws.vpce.us-east-1.${name}`,
        publicIp: "198.51.100.7",
        allocationId: `eipalloc-${name}`,
        ...(type.endsWith("PrivateLinkPrincipal") ? { principal: "arn:aws:iam::664411391173:role/mz_1_u1" } : {}),
        ...(type.endsWith("SshPublicKeys")
            ? { publicKeys: ["ssh-ed25519 AAAA1 materialize", "ssh-ed25519 AAAA2 materialize"] }
            : {}),
        ...(type.endsWith(":Configuration") ? { latestRevision: 1 } : {}),
        ...(type.endsWith("ApiKey") ? { secret: `secret of ${name}` } : {}),
        ...(type.endsWith(":Cluster") ? { currentVersion: inputs.clusterName ?? "K1" } : {}),
        ...(type.endsWith("MskPublicAccess") ? { versions: { former: ["K1"], current: "K2" } } : {}),
        ...(type.endsWith("RdsEndpoint") ? { ip: "10.0.1.50" } : {}),
        ...(type.endsWith("MskBrokers") ? mskOutputs(inputs) : {}),
        ...(type.endsWith("AwsTrustPolicy") ? { exampleTrustPolicy: { Statement: [] } } : {}),
        ...(type.endsWith("Connection") ? { qualifiedName: `"materialize"."public"."${name}"` } : {}),
    };
}

/** A cluster that a program names, or makes. */
export const MSK_ARN = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/1-2";

/** Describes the brokers as AWS would. */
function mskOutputs({ brokerIds, brokerCount = 0, auth, isPublic }: Fields): Fields {
    const counted = Array.from({ length: Number(brokerCount) }, (_, at) => at + 1);
    const brokers = ((brokerIds ?? counted) as number[]).map((id, at): [string, Fields] => [
        `broker-${String(id)}`,
        { host: `b-${String(id)}.orders`, ip: `10.0.1.${String(id)}`, subnetId: `subnet-${"abc".charAt(at % 3)}` },
    ]);
    const bootstrapServers = auth === "iam" && isPublic === true ? ["b-1-public.orders.x.amazonaws.com:9198"] : ["b-1.orders:1"];
    return { zones: 3, securityGroupId: "sg-msk", bootstrapServers, ...Object.fromEntries(brokers) };
}

/** The engines of databases that are not of PostgreSQL, by the last part of their identifiers. */
const ENGINES: Readonly<Record<string, Fields>> = {
    mysql: { engine: "mysql", port: 3306 },
    sqlserver: { engine: "sqlserver-se", port: 1433 },
    oracle: { engine: "oracle-ee" },
    member: { dbClusterIdentifier: "shop-cluster" },
};

/** A database of Amazon RDS. */
const RDS: Readonly<Record<string, Fields>> = {
    getInstance: {
        ...{ address: "shop.x.us-east-1.rds.amazonaws.com", port: 5432, engine: "postgres", dbClusterIdentifier: "" },
        ...{ dbSubnetGroup: "private", vpcSecurityGroups: ["sg-z", "sg-db"] },
    },
    getCluster: {
        ...{ endpoint: "shop.cluster-x.us-east-1.rds.amazonaws.com", port: 5432, engine: "aurora-postgresql" },
        ...{ dbSubnetGroupName: "private", vpcSecurityGroupIds: ["sg-db"] },
    },
    getSubnetGroup: { subnetIds: ["subnet-a", "subnet-b"], vpcId: "vpc-main" },
};

function lookedUp(token: string, inputs: Fields): Fields {
    if (token.startsWith("aws:rds/")) {
        const product = String(inputs.dbInstanceIdentifier ?? inputs.clusterIdentifier).split("-")[1] ?? "";
        return { ...RDS[token.split(":").at(-1) ?? ""], ...ENGINES[product] };
    }
    if (token.endsWith("getParameter")) return { value: "ami-1" };
    if (token.endsWith("getKafkaCluster"))
        return { restEndpoint: `https://${String(inputs.id)}`, rbacCrn: `crn://${String(inputs.id)}` };
    if (token.endsWith("getRouteTables")) return { ids: ["rtb-public"] };
    if (token.endsWith("getRouteTable")) return { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-main" }] };
    if (token.endsWith("getInstance")) return { privateIp: "10.0.9.9" };
    const id = String(inputs.id);
    const [availabilityZoneId, vpcId, region] = SUBNETS[id] ?? [];
    return { id, availabilityZoneId, vpcId, arn: `arn:aws:ec2:${String(region)}:210987654321:subnet/${id}` };
}

/** Those of one class. */
export const of = (made: readonly Made[], type: string): Made[] => made.filter(one => one.type === type);

/** The one of a class. */
export function only(made: readonly Made[], type: string): Fields {
    const [first, ...others] = of(made, type);
    if (first === undefined || others.length > 0) throw new Error(`there are ${String(of(made, type).length)} ${type}`);
    return first.inputs;
}

/** The value of an output. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise(resolve => {
        output.apply(resolve);
    });
