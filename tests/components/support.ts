import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
    AllowMaterializeIps,
    ConfluentCloudIngestion,
    MskIngestion,
    MskPublicCluster,
    MySqlIngestion,
    PostgresIngestion,
    PrivateLinkNetwork,
    Reader,
    type SchemaAccessArgs,
    SelfHostedKafkaIngestion,
    SqlServerIngestion,
    SshBastionNetwork,
    WarpStreamIngestion,
    Writer,
} from "../../components";
import { MSK_ARN, run } from "./networks/support";

const password = pulumi.secret("hunter2");
const tags = { team: "x" };
const cidrs = ["203.0.113.64/30"];
const scram = { username: "materialize", password };
const broker = { id: 1, host: "kafka-1", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" };
const login = { username: "materialize", password };
const DATABASE = ["connection", "secrets", "source", "tables"];
const orders = { reference: ["public", "orders"], indexes: { by_id: { columns: ["id"] } } };
const TARGET = ["connection", "kafkaCommands", "secrets", "sources"];

const access = (more: object | undefined): SchemaAccessArgs => ({
    schemas: [
        { name: "raw", database: "shop" },
        { name: "mart", database: "shop" },
    ],
    members: ["ann@example.com"],
    clusters: ["serving"],
    futureObjectsOf: ["dbt"],
    ...more,
});

/** A component with the arguments by which it creates as many kinds of children as it can. */
export interface Case {
    /** Creates the component, with more arguments. */
    readonly make: (name: string, opts: pulumi.ComponentResourceOptions, more?: object) => unknown;
    /** Its documented outputs. */
    readonly outputs: readonly string[];
}

/** Each component, with all that it can make. */
export const COMPONENTS: Readonly<Record<string, Case>> = {
    PrivateLinkNetwork: {
        make: (name, opts, more) =>
            new PrivateLinkNetwork(name, { brokers: [broker], brokerSecurityGroupId: "sg-kafka", tags, ...more }, opts),
        outputs: ["brokers", "connection", "endpointService", "loadBalancer"],
    },
    SshBastionNetwork: {
        make: (name, opts, more) => {
            const args = { subnetId: "subnet-a", brokerSecurityGroupId: "sg-kafka", ports: [9096], cidrs, tags };
            return new SshBastionNetwork(name, { ...args, adminCidrs: ["198.51.100.7/32"], ...more }, opts);
        },
        outputs: ["instance", "publicIp", "sshTunnel"],
    },
    AllowMaterializeIps: {
        make: (name, opts, more) =>
            new AllowMaterializeIps(name, { securityGroupId: `sg-${name}`, ports: [9096], cidrs, tags, ...more }, opts),
        outputs: ["rules"],
    },
    MskIngestion: {
        make: (name, opts, more) => {
            const args = { mskClusterArn: MSK_ARN, brokerCount: 3, auth: { iam: {} }, schema: name, tags };
            const topics = [{ name: `${name}-events`, partitions: 1 }];
            const sources = { events: { topic: "events", format: { json: {} } } };
            return new MskIngestion(name, { ...args, network: { privateLink: {} }, topics, sources, ...more }, opts);
        },
        outputs: [...TARGET, "aws", "privateLink"],
    },
    MskPublicCluster: {
        make: (name, opts, more) => {
            const args = { vpcId: "vpc-main", subnetIds: ["subnet-a", "subnet-b"], kafkaVersion: "3.6.0", tags };
            const topic = `${name}-events`;
            const acls = [{ user: "materialize", topic, operations: ["READ"] as "READ"[] }];
            const access = { users: { materialize: password }, acls, adminCidrs: ["198.51.100.7/32"] };
            const topics = [{ name: topic, partitions: 1 }];
            return new MskPublicCluster(name, { ...args, ...access, topics, instanceType: "kafka.m5.large", ...more }, opts);
        },
        outputs: ["arn", "brokerCount", "kafkaCommands", "securityGroupId"],
    },
    SelfHostedKafkaIngestion: {
        make: (name, opts, more) => {
            const network = { sshBastion: { subnetId: "subnet-a", brokerSecurityGroupId: "sg-kafka" } };
            const target = { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" };
            const schemaRegistry = { url: "http://registry.internal:8081", user: "u", password, target };
            const events = {
                ...{ topic: "events", format: { json: {} } },
                materializedViews: { kinds: { query: "SELECT 1" } },
                indexes: { by_data: { columns: ["data"] } },
            };
            const args = { brokers: [broker], auth: { scram }, network, schemaRegistry, tags, validation: "data" as const };
            return new SelfHostedKafkaIngestion(name, { ...args, schema: name, sources: { events }, ...more }, opts);
        },
        outputs: [...TARGET, "bastion", "schemaRegistry", "sshTunnel"],
    },
    PostgresIngestion: {
        make: (name, opts, more) => {
            const database = { rds: { instance: "shop", name: "shop" } };
            const publication = { create: { admin: { username: "postgres", password } } };
            const args = { database, auth: login, network: { privateLink: {} }, publication, tables: { orders } };
            return new PostgresIngestion(name, { ...args, schema: name, tags, ...more }, opts);
        },
        outputs: [...DATABASE, "privateLink", "upstreamStatements"],
    },
    MySqlIngestion: {
        make: (name, opts, more) => {
            const database = { host: { host: "mysql.internal" } };
            const network = { sshBastion: { subnetId: "subnet-a", securityGroupId: "sg-db" } };
            const args = { database, auth: login, network, tables: { orders: { reference: ["shop", "orders"] } } };
            return new MySqlIngestion(name, { ...args, schema: name, tags, ...more }, opts);
        },
        outputs: [...DATABASE, "bastion", "sshTunnel"],
    },
    SqlServerIngestion: {
        make: (name, opts, more) => {
            const database = { host: { host: "sql.internal", name: "shop" } };
            const network = { allowMaterializeIps: { securityGroupId: `sg-${name}`, cidrs } };
            const args = { database, auth: login, network, tables: { orders: { reference: ["dbo", "orders"] } } };
            return new SqlServerIngestion(name, { ...args, schema: name, tags, ...more }, opts);
        },
        outputs: DATABASE,
    },
    ConfluentCloudIngestion: {
        make: (name, opts, more) => {
            const auth = { provision: { environmentId: "env-1", kafkaClusterId: "lkc-1" } };
            const sources = { events: { topic: "events", format: { json: {} } } };
            return new ConfluentCloudIngestion(
                name,
                {
                    bootstrapServer: "b:9092",
                    auth,
                    schema: name,
                    sources,
                    topics: [{ name: "events", partitions: 1 }],
                    tags,
                    ...more,
                },
                opts,
            );
        },
        outputs: TARGET,
    },
    WarpStreamIngestion: {
        make: (name, opts, more) => {
            const network = { privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" } };
            const topics = [{ name: "events", partitions: 1 }];
            return new WarpStreamIngestion(
                name,
                { bootstrapServer: "b:9092", auth: { plain: scram }, network, topics, tags, ...more },
                opts,
            );
        },
        outputs: [...TARGET, "privateLink"],
    },
    Reader: { make: (name, opts, more) => new Reader(name, access(more), opts), outputs: ["role"] },
    Writer: { make: (name, opts, more) => new Writer(name, access(more), opts), outputs: ["role"] },
};

/** A request of Pulumi's SDK to the engine. */
export interface Request {
    getParent(): string;
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getProtect(): boolean;
    getProvider(): string;
    getDependenciesList(): string[];
    getIgnorechangesList(): string[];
    getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface Outputs {
    getUrn(): string;
    getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface Monitor {
    registerResource(request: Request, done: unknown): unknown;
    registerResourceOutputs(outputs: Outputs, done: unknown): unknown;
}

class Explicit extends pulumi.ProviderResource {
    constructor(name: string) {
        super(name, "explicit");
    }
}

/** Runs a program that creates a component under some names, and returns the requests that it sends to the engine. */
export async function asked({ make }: Pick<Case, "make">, names: readonly string[], { isProtected = false, more = {} } = {}) {
    const requests: Request[] = [];
    const outputs = new Map<string, string[]>();
    const { refused, looked } = await run(() => {
        const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
        const register = monitor.registerResource.bind(monitor);
        const complete = monitor.registerResourceOutputs.bind(monitor);
        monitor.registerResource = (request, done) => {
            requests.push(request);
            return register(request, done);
        };
        monitor.registerResourceOutputs = (given, done) => {
            outputs.set(given.getUrn(), Object.keys(given.getOutputs()?.toJavaScript() ?? {}).sort());
            return complete(given, done);
        };
        const providers = [new Explicit("aws"), new Explicit("confluentcloud")];
        for (const name of names) make(name, { providers, protect: isProtected }, more);
    });
    expect(refused).to.deep.equal([]);
    const made = requests.filter(request => !request.getType().startsWith("pulumi:providers:"));
    const urns = made.map(one => `${one.getParent()}$${one.getType()}::${one.getName()}`);
    return { made, urns, outputs, looked };
}

export const inputsOf = (request: Request): Record<string, unknown> => request.getObject()?.toJavaScript() ?? {};
