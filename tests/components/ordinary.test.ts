import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
    AllowMaterializeIps,
    ConfluentCloudIngestion,
    MskIngestion,
    MskPublicCluster,
    PrivateLinkNetwork,
    SelfHostedKafkaIngestion,
    SshBastionNetwork,
    WarpStreamIngestion,
} from "../../components";
import { argumentsOf } from "../aws/provider/schema";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { MSK_ARN, run } from "./networks/support";

const password = pulumi.secret("hunter2");
const tags = { team: "x" };
const cidrs = ["203.0.113.64/30"];
const scram = { username: "materialize", password };
const broker = { id: 1, host: "kafka-1", port: 9096, ip: "10.0.1.10", subnetId: "subnet-a" };
const TARGET = ["connection", "kafkaCommands", "secrets", "sources"];

interface Case {
    readonly make: (name: string, opts: pulumi.ComponentResourceOptions) => unknown;
    /** Its documented outputs. */
    readonly outputs: readonly string[];
}

/** Each component, with all that it can make. */
const COMPONENTS: Readonly<Record<string, Case>> = {
    PrivateLinkNetwork: {
        make: (name, opts) => new PrivateLinkNetwork(name, { brokers: [broker], brokerSecurityGroupId: "sg-kafka", tags }, opts),
        outputs: ["brokers", "connection", "endpointService", "loadBalancer"],
    },
    SshBastionNetwork: {
        make: (name, opts) => {
            const args = { subnetId: "subnet-a", brokerSecurityGroupId: "sg-kafka", ports: [9096], cidrs, tags };
            return new SshBastionNetwork(name, { ...args, adminCidrs: ["198.51.100.7/32"] }, opts);
        },
        outputs: ["instance", "publicIp", "sshTunnel"],
    },
    AllowMaterializeIps: {
        make: (name, opts) => new AllowMaterializeIps(name, { securityGroupId: `sg-${name}`, ports: [9096], cidrs, tags }, opts),
        outputs: ["rules"],
    },
    MskIngestion: {
        make: (name, opts) => {
            const args = { mskClusterArn: MSK_ARN, brokerCount: 3, auth: { iam: {} }, schema: name, tags };
            const topics = [{ name: `${name}-events`, partitions: 1 }];
            const sources = { events: { topic: "events", format: { json: {} } } };
            return new MskIngestion(name, { ...args, network: { privateLink: {} }, topics, sources }, opts);
        },
        outputs: [...TARGET, "aws", "privateLink"],
    },
    MskPublicCluster: {
        make: (name, opts) => {
            const args = { vpcId: "vpc-main", subnetIds: ["subnet-a", "subnet-b"], kafkaVersion: "3.6.0", tags };
            const topic = `${name}-events`;
            const acls = [{ user: "materialize", topic, operations: ["READ"] as "READ"[] }];
            const access = { users: { materialize: password }, acls, adminCidrs: ["198.51.100.7/32"] };
            const topics = [{ name: topic, partitions: 1 }];
            return new MskPublicCluster(name, { ...args, ...access, topics, instanceType: "kafka.m5.large" }, opts);
        },
        outputs: ["arn", "brokerCount", "kafkaCommands", "securityGroupId"],
    },
    SelfHostedKafkaIngestion: {
        make: (name, opts) => {
            const network = { sshBastion: { subnetId: "subnet-a", brokerSecurityGroupId: "sg-kafka" } };
            const target = { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" };
            const schemaRegistry = { url: "http://registry.internal:8081", user: "u", password, target };
            const events = {
                ...{ topic: "events", format: { json: {} } },
                materializedViews: { kinds: { query: "SELECT 1" } },
                indexes: { by_data: { columns: ["data"] } },
            };
            const args = { brokers: [broker], auth: { scram }, network, schemaRegistry, tags, validation: "data" as const };
            return new SelfHostedKafkaIngestion(name, { ...args, schema: name, sources: { events } }, opts);
        },
        outputs: [...TARGET, "bastion", "schemaRegistry", "sshTunnel"],
    },
    ConfluentCloudIngestion: {
        make: (name, opts) => {
            const auth = { provision: { environmentId: "env-1", kafkaClusterId: "lkc-1" } };
            const sources = { events: { topic: "events", format: { json: {} } } };
            return new ConfluentCloudIngestion(name, { bootstrapServer: "b:9092", auth, schema: name, sources, tags }, opts);
        },
        outputs: TARGET,
    },
    WarpStreamIngestion: {
        make: (name, opts) => {
            const network = { privateLink: { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" } };
            const topics = [{ name: "events", partitions: 1 }];
            return new WarpStreamIngestion(
                name,
                { bootstrapServer: "b:9092", auth: { plain: scram }, network, topics, tags },
                opts,
            );
        },
        outputs: [...TARGET, "privateLink"],
    },
};

/** What Pulumi's SDK asks the engine for. */
interface Request {
    getParent(): string;
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getProtect(): boolean;
    getProvider(): string;
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

/** Runs a program that makes components under some names, and gives what it asked for. */
async function asked({ make }: Case, names: readonly string[], isProtected = false) {
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
        for (const name of names) make(name, { providers, protect: isProtected });
    });
    expect(refused).to.deep.equal([]);
    const made = requests.filter(request => !request.getType().startsWith("pulumi:providers:"));
    const urns = made.map(one => `${one.getParent()}$${one.getType()}::${one.getName()}`);
    return { made, urns, outputs, looked };
}

const inputsOf = (request: Request): Record<string, unknown> => request.getObject()?.toJavaScript() ?? {};

/** What AWS changes in place, and at no cost; and what the program itself says. */
const IS_CHEAP: Readonly<Record<string, string>> = { Key: "description", Secret: "description", Topic: "name" };

/** The arguments of an AWS resource that another name of its component would change, besides tags. */
function calledBy(name: string, request: Request): string[] {
    const type = request.getType().split(":").at(-1) ?? "";
    const kept = [IS_CHEAP[type], ...request.getIgnorechangesList()];
    const given = Object.entries(inputsOf(request)).filter(([key]) => /^(?:name|namePrefix|description)$/u.test(key));
    return given.flatMap(([key, value]) => (String(value).includes(name) && !kept.includes(key) ? [`${type}.${key}`] : []));
}

describe("ordinary components", () => {
    let materialize: LocalMaterialize;
    before(async () => {
        materialize = await startMaterialize();
        process.env.MATERIALIZE_URL = materialize.url;
    });
    after(async () => {
        delete process.env.MATERIALIZE_URL;
        await materialize.close();
    });

    for (const [type, component] of Object.entries(COMPONENTS)) {
        describe(type, () => {
            it("makes children of its own, called by its name, and protects them", async () => {
                const [own, ...children] = (await asked(component, ["orders"], true)).made;
                expect(own?.getType()).to.equal(`materialize:index:${type}`);
                expect(children).not.to.be.empty;
                for (const child of children) {
                    const name = child.getName();
                    // That of a component of this package, the outermost of which is the first.
                    expect(child.getParent(), name).to.contain("::materialize:index:");
                    expect(name).to.match(/^orders(?:$|[-_])/u);
                    expect(child.getProtect(), name).to.equal(true);
                }
            });

            it("gives the program's providers and tags to whatever takes them", async () => {
                const { made, looked } = await asked(component, ["orders"]);
                const cloud = made.filter(one => /^(?:aws|confluentcloud):/u.test(one.getType()));
                for (const one of cloud) expect(one.getProvider(), one.getName()).to.contain("::explicit");
                for (const { provider, token } of looked) expect(provider, String(token)).to.contain("::explicit");
                const tagged = cloud.filter(one => one.getType().startsWith("aws:") && argumentsOf(one.getType()).has("tags"));
                for (const one of tagged)
                    expect(inputsOf(one).tags, one.getType()).to.include({ team: "x" }).and.have.keys("Name", "team");
            });

            it("says in the state what its outputs are", async () => {
                const { outputs } = await asked(component, ["orders"]);
                const [own] = [...outputs].filter(([urn]) => urn.includes(`::materialize:index:${type}::`));
                expect(own?.[1]).to.deep.equal([...component.outputs].sort());
            });

            it("replaces and restarts nothing in AWS where it is called otherwise", async () => {
                const { made } = await asked(component, ["a-new-name"]);
                const cloud = made.filter(one => one.getType().startsWith("aws:"));
                expect(cloud.flatMap(one => calledBy("a-new-name", one))).to.deep.equal([]);
            });

            it("can be there twice, with nothing of the same name", async () => {
                const { made, urns } = await asked(component, ["orders", "orders-2"]);
                expect(new Set(urns).size).to.equal(urns.length);
                const named = made.flatMap(one => {
                    const { name, displayName, qualifiedName } = inputsOf(one);
                    const own =
                        one.getType().startsWith("aws:") || one.getType().startsWith("confluentcloud:") ? name : qualifiedName;
                    return [own, displayName].flatMap(text => (typeof text === "string" ? [`${one.getType()} ${text}`] : []));
                });
                expect(new Set(named).size).to.equal(named.length);
            });
        });
    }
});
