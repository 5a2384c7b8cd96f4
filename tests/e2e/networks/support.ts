import type { LocalAws, LocalAwsOptions, WorldFile } from "../../aws";
import { loadWorldFile } from "../../aws/world/loadWorldFile";
import type { AnyEntity } from "../../aws/world/entities";
import type { LocalServer, LocalServerOptions } from "../../server";
import { startJoinedPair, type JoinedPair, useAws } from "../support/aws";
import { queryAt } from "../support/server";
import { type Run, Stack, type StateResource } from "../support/stack";

export { ok } from "../support/stack";

type Kafka = NonNullable<WorldFile["kafkas"]>[number];

/** A broker of the Kafka cluster in the world, and the same broker as an argument of a network. */
export const broker = (
    id: number,
    zone: "a" | "b" | "c" | "d",
    ip = `10.0.${String("abcd".indexOf(zone) + 1)}.${String(id + 30)}`,
) => ({
    id,
    host: `kafka-${String(id)}.internal`,
    port: 9096,
    ip,
    subnetId: `subnet-${zone}`,
});

type Broker = ReturnType<typeof broker>;

export const kafka = (brokers: readonly Broker[], securityGroup = "sg-kafka", name = "own"): Kafka => ({
    name,
    protocol: "SASL_SSL",
    users: [{ mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" }],
    brokers: brokers.map(one => ({ ...one, securityGroups: [securityGroup] })),
    topics: { events: { messages: [{ value: '{"kind": "opened"}' }] } },
});

/** Replaces the brokers of the Kafka cluster in the world. */
export function setBrokers({ world: awsWorld }: LocalAws, brokers: readonly Broker[]): void {
    for (const entity of awsWorld.all("broker")) awsWorld.remove(entity);
    loadWorldFile(awsWorld, { kafkas: [kafka(brokers)] });
}

const ZONES = [
    ["a", "use1-az1"],
    ["b", "use1-az2"],
    ["c", "use1-az4"],
    // Materialize does not serve this zone.
    ["d", "use1-az6"],
] as const;

/** A VPC with Kafka on instances in four zones, security groups with existing rules, and a VPC in another region. */
export const world = (brokers: readonly Broker[], more: Partial<WorldFile> = {}): WorldFile => ({
    vpcs: [
        { id: "vpc-main", cidr: "10.0.0.0/16" },
        { id: "vpc-west", cidr: "10.8.0.0/16", region: "us-west-2" },
    ],
    internetGateways: [{ id: "igw-main", vpcId: "vpc-main" }],
    subnets: [
        ...ZONES.flatMap(([zone, zoneId], at) => [
            { id: `subnet-${zone}`, vpcId: "vpc-main", cidr: `10.0.${String(at + 1)}.0/24`, zone: `us-east-1${zone}`, zoneId },
            {
                id: `subnet-public-${zone}`,
                vpcId: "vpc-main",
                cidr: `10.0.${String(at + 101)}.0/24`,
                zone: `us-east-1${zone}`,
                zoneId,
                isPublic: true,
            },
        ]),
        ...["a", "b"].map((zone, at) => ({
            ...{ id: `subnet-west-${zone}`, vpcId: "vpc-west", cidr: `10.8.${String(at + 1)}.0/24`, region: "us-west-2" },
            ...{ zone: `us-west-2${zone}`, zoneId: `usw2-az${String(at + 1)}` },
        })),
    ],
    securityGroups: [
        { id: "sg-kafka", vpcId: "vpc-main", name: "kafka", ingress: [{ securityGroupId: "sg-app", fromPort: 9096 }] },
        { id: "sg-app", vpcId: "vpc-main", name: "app" },
        { id: "sg-west", vpcId: "vpc-west", name: "kafka", region: "us-west-2" },
    ],
    kafkas: [kafka(brokers)],
    parameters: { "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64": "ami-0x8664local00000" },
    ...more,
});

/** A local AWS and a local Materialize that are joined, and a stack whose program uses both. */
export class JoinedStack {
    readonly aws: LocalAws;
    readonly materialize: LocalServer;

    private constructor(
        private readonly pair: JoinedPair,
        readonly stack: Stack,
    ) {
        ({ aws: this.aws, materialize: this.materialize } = pair);
    }

    static async start(
        name: string,
        program: string,
        options: LocalAwsOptions,
        server: LocalServerOptions = {},
    ): Promise<JoinedStack> {
        const pair = await startJoinedPair(options, server);
        const joined = new JoinedStack(pair, useAws(new Stack(name).program(program), pair.aws));
        await joined.stack.configure(pair.settings).catch(async (error: unknown) => {
            await joined.close();
            throw error;
        });
        return joined;
    }

    async close(): Promise<void> {
        this.stack.remove();
        await this.pair.close();
    }

    /** Sets the arguments of the program. */
    async setArguments(args: Readonly<Record<string, unknown>>): Promise<void> {
        const config = Object.entries(args).map(([key, value]) => [`${this.stack.name}:${key}`, JSON.stringify(value)]);
        await this.stack.configure(Object.fromEntries(config) as Record<string, string>);
    }

    query(query: string): Promise<Record<string, unknown>[]> {
        return queryAt(this.materialize.url, query);
    }

    /** Returns the statements with changes or validations that the provider has sent since a time. */
    changeStatements(since: number): { sql: string; end: number }[] {
        return this.materialize.log.entries
            .filter(
                ({ applicationName, start, sql }) =>
                    applicationName.startsWith("pulumi-") && start >= since && !sql.startsWith("SELECT"),
            )
            .map(({ sql, start, end = start }) => ({ sql: sql.replaceAll(/\s+/gu, " "), end }));
    }

    /** Returns the changes in AWS since a time, for example `create aws:lb/listener:Listener`. */
    changeCalls(since: number, ...of: string[]): { call: string; start: number }[] {
        const done = this.aws.log.entries.filter(({ call, start }) => start >= since && /^(?:create|update|delete) /u.test(call));
        return done.filter(({ call }) => of.length === 0 || of.some(word => call.startsWith(word)));
    }

    /** Returns the entities of the given kinds that the description of the world does not have. */
    createdEntities(kinds: readonly AnyEntity["kind"][]): AnyEntity[] {
        return this.aws.world.snapshot.filter(
            ({ kind, id }) => kinds.includes(kind) && !/^(?:sg|subnet|vpc|igw)-[a-z]+$/u.test(id),
        );
    }
}

export const expectFailure = (result: Run): string => {
    if (result.code === 0) throw new Error(`it did not fail:\n${result.output}`);
    return result.output;
};

/** Returns the number of resources that a run created, updated and so on: `{ created: 3, updated: 1 }`. */
export function changeCounts({ output }: Run): Record<string, number> {
    const resources = output.slice(output.lastIndexOf("Resources:"));
    const lines = [...resources.matchAll(/(?<count>\d+) (?:to )?(?<verb>created?|updated?|replaced?|deleted?)\b/gu)];
    return Object.fromEntries(lines.map(({ groups }) => [String(groups?.verb).replace(/d$/u, ""), Number(groups?.count)]));
}

/** Returns the resources on which a resource depends, directly or indirectly. */
export function dependenciesOf(state: readonly StateResource[], urn: string): Set<string> {
    const seen = new Set<string>();
    const visit = (one: string): void => {
        for (const other of state.find(resource => resource.urn === one)?.dependencies ?? []) {
            if (!seen.has(other)) visit(other);
            seen.add(other);
        }
    };
    visit(urn);
    return seen;
}

/** Returns the length of the longest chain of dependencies in a network. */
export function dependencyDepth(state: readonly StateResource[], network: string): number {
    const resources = state.filter(({ urn }) => urn.includes(`${network}$`));
    const depth = ({ dependencies = [] }: StateResource): number =>
        1 + Math.max(0, ...resources.filter(({ urn }) => dependencies.includes(urn)).map(depth));
    return Math.max(...resources.map(depth));
}
