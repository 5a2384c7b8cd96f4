import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { ArgumentShape } from "../../components/argumentShape";
import {
    ALLOW_MATERIALIZE_IPS_TRANSFORM,
    PRIVATE_LINK_TRANSFORM,
    SSH_BASTION_TRANSFORM,
} from "../../components/networks/transforms";
import { CONFLUENT_CLOUD_TRANSFORM } from "../../components/targets/confluentCloudTransform";
import { DATABASE_TRANSFORM } from "../../components/targets/databases/transforms";
import {
    MANAGED_INGESTION_TRANSFORM,
    MSK_INGESTION_TRANSFORM,
    MSK_PUBLIC_CLUSTER_TRANSFORM,
    SELF_HOSTED_TRANSFORM,
} from "../../components/targets/transforms";
import { createResource, type Transform } from "../../components/transform";
import { helpers } from "../../provider/helpers";
import { useLocalMaterialize } from "./localMaterialize";
import { run } from "./networks/support";
import { asked, type Case, COMPONENTS, inputsOf, type Request } from "./support";

/** The entries of each component's `transform`. */
const SHAPES: Readonly<Record<string, ArgumentShape>> = {
    PrivateLinkNetwork: PRIVATE_LINK_TRANSFORM,
    SshBastionNetwork: SSH_BASTION_TRANSFORM,
    AllowMaterializeIps: ALLOW_MATERIALIZE_IPS_TRANSFORM,
    MskIngestion: MSK_INGESTION_TRANSFORM,
    MskPublicCluster: MSK_PUBLIC_CLUSTER_TRANSFORM,
    SelfHostedKafkaIngestion: SELF_HOSTED_TRANSFORM,
    ConfluentCloudIngestion: CONFLUENT_CLOUD_TRANSFORM,
    WarpStreamIngestion: MANAGED_INGESTION_TRANSFORM,
    PostgresIngestion: DATABASE_TRANSFORM,
    MySqlIngestion: DATABASE_TRANSFORM,
    SqlServerIngestion: DATABASE_TRANSFORM,
};

const group = { brokerSecurityGroupId: "sg-kafka" };
const target = { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" };
const url = "http://registry.internal:8081";
const json = { topic: "events", format: { json: {} } };
const events = { ...json, materializedViews: { kinds: { query: "SELECT 1" } }, indexes: { by_data: { columns: ["data"] } } };
const sources = { events, orders: { topic: "orders", tables: { orders_v1: { format: { json: {} } } } } };
const sinks = { written: { from: "events", topic: "written", format: { json: {} }, envelope: { debezium: {} } } };
const common = { sources, sinks, schemaRegistry: { url, user: "u", password: "p" } };
const ssh = { host: "bastion", user: "materialize" };
const cidrs = ["203.0.113.64/30"];
const password = pulumi.secret("hunter2");

const linked = { ip: "10.0.1.50", subnetIds: ["subnet-a"], securityGroupId: "sg-db" };
const tables = {
    orders: {
        reference: ["public", "orders"],
        ...{ materializedViews: { kinds: { query: "SELECT 1" } }, indexes: { by_id: { columns: ["id"] } } },
    },
};

/** The arguments with which each component creates its children, besides those of `COMPONENTS`: one program for each network. */
const PROGRAMS: Readonly<Record<string, readonly object[]>> = {
    PrivateLinkNetwork: [{}],
    SshBastionNetwork: [{}],
    AllowMaterializeIps: [{}],
    MskIngestion: [
        { ...common, network: { privateLink: {} } },
        { ...common, auth: { scram: { username: "u", password } }, network: { sshBastion: { subnetId: "subnet-a" } } },
        { ...common, network: { sshTunnel: ssh } },
        { ...common, schemaRegistry: { glue: { registry: "shop" } }, network: { allowMaterializeIps: { cidrs } } },
    ],
    MskPublicCluster: [{}],
    SelfHostedKafkaIngestion: [
        { ...common, schemaRegistry: { ...common.schemaRegistry, target }, network: { privateLink: group } },
        { ...common, network: { sshBastion: { ...group, subnetId: "subnet-a" } } },
        { ...common, network: { sshTunnel: ssh } },
        { ...common, network: { allowMaterializeIps: { ...group, cidrs } } },
    ],
    ConfluentCloudIngestion: [
        {
            ...{ sources, sinks },
            schemaRegistry: { url, apiKey: { key: "k", secret: "s" } },
            network: { privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" } },
        },
    ],
    WarpStreamIngestion: [common],
    ...Object.fromEntries(
        ["PostgresIngestion", "MySqlIngestion", "SqlServerIngestion"].map(name => [
            name,
            [
                { network: { privateLink: linked }, tables },
                { network: { sshBastion: { subnetId: "subnet-a", securityGroupId: "sg-db" } }, tables },
                { network: { sshTunnel: ssh }, tables },
                { network: { allowMaterializeIps: { securityGroupId: "sg-db", cidrs } }, tables },
            ],
        ]),
    ),
};

/** The paths of the entries of a `transform`: `sshBastion.instance`. */
const pathsOf = ({ nested = {}, check }: ArgumentShape): string[] =>
    check === undefined
        ? Object.entries(nested).flatMap(([key, inner]) =>
              inner.check === undefined ? pathsOf(inner).map(path => `${key}.${path}`) : [key],
          )
        : [];

/** A `transform` with one value at a path. */
const at = (path: string, value: unknown): object =>
    path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

/** A `transform` with a value at each path. */
const merged = (paths: readonly string[], value: unknown): object =>
    paths.reduce<Record<string, unknown>>((all, path) => {
        const [key = "", ...rest] = path.split(".");
        const inner = rest.length === 0 ? value : { ...(all[key] as object), ...merged([rest.join(".")], value) };
        return { ...all, [key]: inner };
    }, {});

/** The class of a resource: `LoadBalancer`. */
const classOf = (request: Request): string => request.getType().split(":").at(-1) ?? "";

/** True if a resource is neither a component nor a helper resource. */
const isAdjustable = (request: Request): boolean =>
    request.getCustom() && !(request.getType().startsWith("pulumi-nodejs:dynamic/materialize:") && helpers.has(classOf(request)));

/** The class of resource that each entry adjusts, and an argument of it: by the name of the entry, or by its path where that differs. */
const CHANGES: Readonly<Record<string, readonly [type: string, args: object]>> = {
    secret: ["Secret", { comment: "by a transform" }],
    connection: ["KafkaConnection", { comment: "by a transform" }],
    schemaRegistry: ["ConfluentSchemaRegistryConnection", { comment: "by a transform" }],
    source: ["KafkaSource", { comment: "by a transform" }],
    table: ["SourceTable", { comment: "by a transform" }],
    materializedView: ["MaterializedView", { comment: "by a transform" }],
    sink: ["KafkaSink", { comment: "by a transform" }],
    index: ["Index", { comment: "by a transform" }],
    glueSchemaRegistry: ["AwsGlueSchemaRegistryConnection", { comment: "by a transform" }],
    awsConnection: ["AwsConnection", { comment: "by a transform" }],
    sshTunnel: ["SshTunnelConnection", { comment: "by a transform" }],
    "PostgresIngestion connection": ["PostgresConnection", { comment: "by a transform" }],
    "PostgresIngestion source": ["PostgresSource", { comment: "by a transform" }],
    "MySqlIngestion connection": ["MySqlConnection", { comment: "by a transform" }],
    "MySqlIngestion source": ["MySqlSource", { comment: "by a transform" }],
    "SqlServerIngestion connection": ["SqlServerConnection", { comment: "by a transform" }],
    "SqlServerIngestion source": ["SqlServerSource", { comment: "by a transform" }],
    "PrivateLinkNetwork connection": ["AwsPrivatelinkConnection", { comment: "by a transform" }],
    "privateLink.connection": ["AwsPrivatelinkConnection", { comment: "by a transform" }],
    "SshBastionNetwork connection": ["SshTunnelConnection", { comment: "by a transform" }],
    "sshBastion.connection": ["SshTunnelConnection", { comment: "by a transform" }],
    securityGroup: ["SecurityGroup", { revokeRulesOnDelete: true }],
    egressRule: ["SecurityGroupEgressRule", { description: "by a transform" }],
    ingressRule: ["SecurityGroupIngressRule", { description: "by a transform" }],
    loadBalancer: ["LoadBalancer", { enableDeletionProtection: true }],
    targetGroup: ["TargetGroup", { slowStart: 60 }],
    targetGroupAttachment: ["TargetGroupAttachment", { availabilityZone: "all" }],
    listener: ["Listener", { tcpIdleTimeoutSeconds: 600 }],
    endpointService: ["VpcEndpointService", { privateDnsName: "kafka.example.com" }],
    elasticIp: ["Eip", { publicIpv4Pool: "ipv4pool-ec2-1" }],
    elasticIpAssociation: ["EipAssociation", { allowReassociation: true }],
    instance: ["Instance", { disableApiTermination: true }],
    topic: ["Topic", { partitionCount: 12 }],
    role: ["Role", { permissionsBoundary: "arn:aws:iam::1:policy/limits" }],
    rolePolicy: ["RolePolicy", { namePrefix: "reads-" }],
    configuration: ["Configuration", { kafkaVersions: ["3.6.0"] }],
    cluster: ["Cluster", { enhancedMonitoring: "PER_BROKER" }],
    key: ["Key", { multiRegion: true }],
    "MskPublicCluster secret": ["Secret", { recoveryWindowInDays: 30 }],
    secretVersion: ["SecretVersion", { versionStages: ["AWSCURRENT"] }],
    secretPolicy: ["SecretPolicy", { blockPublicPolicy: true }],
    secretAssociation: ["SingleScramSecretAssociation", { region: "us-west-2" }],
    serviceAccount: ["ServiceAccount", { description: "by a transform" }],
    apiKey: ["ApiKey", { description: "by a transform" }],
    roleBinding: ["RoleBinding", { disableWaitForReady: true }],
    acl: ["KafkaAcl", { host: "10.0.0.1" }],
    "ConfluentCloudIngestion topic": ["KafkaTopic", { partitionsCount: 12 }],
};

function changeOf(component: string, path: string): readonly [type: string, args: object] {
    const change = CHANGES[`${component} ${path}`] ?? CHANGES[path] ?? CHANGES[path.split(".").at(-1) ?? ""];
    if (change === undefined) throw new Error(`there is no row for ${path} of ${component}`);
    return change;
}

function caseOf(component: string): Case {
    const found = COMPONENTS[component];
    if (found === undefined) throw new Error(`there is no case for ${component}`);
    return found;
}

describe("transform", () => {
    useLocalMaterialize();

    for (const [component, shape] of Object.entries(SHAPES)) {
        const { make } = caseOf(component);
        const programs = PROGRAMS[component] ?? [];
        const created = async (transform: object): Promise<Request[]> => {
            const found: Request[] = [];
            for (const args of programs)
                found.push(...(await asked({ make }, ["orders"], { more: { ...args, transform } })).made);
            return found;
        };

        for (const path of pathsOf(shape)) {
            it(`transform of ${component} changes an argument of ${path}`, async () => {
                const [type, args] = changeOf(component, path);
                const [[argument, value]] = Object.entries(args) as [[string, unknown]];
                const has = (request: Request): boolean => isDeepStrictEqual(inputsOf(request)[argument], value);
                const types = (await created(at(path, args))).filter(has).map(classOf);
                expect([...new Set(types)]).to.deep.equal([type]);
            });
        }

        it(`transform of ${component} has an entry for each resource that the component creates`, async () => {
            const protect = (_: object, opts: pulumi.CustomResourceOptions): void => {
                opts.protect = true;
            };
            const found = await created(merged(pathsOf(shape), protect));
            const missed = found.filter(request => isAdjustable(request) !== request.getProtect());
            expect(missed.map(request => `${classOf(request)} ${request.getName()}`)).to.deep.equal([]);
        });

        it(`transform of ${component} reports an unknown entry, and one that is neither an object nor a function`, async () => {
            const [path = ""] = pathsOf(shape);
            const refusals = async (transform: object): Promise<string[]> =>
                (await run(() => make("orders", {}, { ...programs[0], transform }))).refused;
            expect(await refusals(at(`${path}s`, {}))).to.match(/^transform\..*s is not an argument; did you mean /u);
            expect(await refusals(at(path, "x"))).to.deep.equal([
                `transform.${path} takes an object of arguments, or a function that changes them, not a string`,
            ]);
        });
    }

    it("createResource changes or replaces arguments and options, and keeps those of other resources", () => {
        type Args = Readonly<Record<string, unknown>>;
        class Recorder {
            constructor(
                readonly name: string,
                readonly args: { port?: number; tags?: object },
                readonly opts?: pulumi.CustomResourceOptions,
            ) {}
        }
        const [args, opts] = [{ port: 1, tags: { team: "x" } }, { protect: false }];
        const changed = createResource(
            Recorder,
            (given, options, of) => {
                given.port = of.length;
                options.protect = true;
            },
            "orders",
            args,
            opts,
        );
        expect(changed).to.include({ name: "orders" });
        expect(changed.args).to.deep.equal({ port: 6, tags: { team: "x" } });
        expect(changed.opts).to.deep.equal({ protect: true });
        expect([args, opts]).to.deep.equal([{ port: 1, tags: { team: "x" } }, { protect: false }]);
        const argsOf = (transform?: Transform<Args>): Args =>
            createResource(Recorder, transform as Transform<Recorder["args"]>, "orders", args, opts).args;
        expect(argsOf(() => ({ port: 3 }))).to.deep.equal({ port: 3 });
        expect(argsOf({ port: 3 })).to.deep.equal({ ...args, port: 3 });
        expect(argsOf()).to.deep.equal(args);
    });

    it("createResource creates resources without the stack traces of Pulumi's promises, and keeps those of errors", () => {
        const limits: number[] = [];
        class Failing {
            readonly limit = limits.push(Error.stackTraceLimit);

            constructor(_: string, args: { fails: boolean }) {
                if (args.fails) throw new Error("refused");
            }
        }
        const limit = Error.stackTraceLimit;
        createResource(Failing, undefined, "one", { fails: false }, {});
        try {
            createResource(Failing, undefined, "two", { fails: true }, {});
            expect.fail("nothing was thrown");
        } catch (error) {
            expect((error as Error).stack).to.contain("transform.test.ts");
        }
        expect([...limits, Error.stackTraceLimit]).to.deep.equal([0, 0, limit]);
    });
});
