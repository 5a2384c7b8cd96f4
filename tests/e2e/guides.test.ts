import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import type { World } from "../aws";
import { type AwsResource, Terraform } from "../aws/terraform";
import { addMskBroker } from "../aws/world/msk";
import { startPublicMsk } from "../kafka/msk";
import { DEFAULT_WORLD } from "../materialize";
import { startLocal, timeLimit } from "../server";
import { World as MaterializeWorld, type WorldFile } from "../materialize/world/world";
import { startJoinedPair, useAws } from "./support/aws";
import { configFor, queryAt } from "./support/server";
import { type Config, type Run, Stack, type StateResource } from "./support/stack";
import { kafka, requireLocal, settings, getTestServer } from "./support/testServer";

const examples = resolve(__dirname, "../../examples");

interface Guide {
    readonly folder: string;
    readonly config: Config;
    /** True if the guide creates resources in AWS; its Materialize is then joined with its own local AWS. */
    readonly isInAws?: boolean;
    /** The world of its Materialize, if it differs from the default one. */
    readonly world?: Partial<WorldFile>;
    /** Changes AWS before the change of the program. */
    readonly before?: (world: World) => void;
    /** A text of the program and its replacement. */
    readonly change: readonly [string, string];
    /** The summary that the engine prints for the change. */
    readonly counted: RegExp;
    /** The outputs and patterns for their values. */
    readonly outputs: Readonly<Record<string, RegExp>>;
}

/** The world of Confluent Cloud: a cluster with its own key. */
const CONFLUENT: Partial<WorldFile> = {
    listeners: [
        {
            address: "pkc-local.confluent.local:9092",
            protocol: "SASL_SSL",
            users: [{ mechanisms: ["PLAIN"], user: "KEY", password: "key-secret" }],
        },
    ],
    topics: {
        orders_json: { messages: [{ value: '{"id": 1}' }] },
        orders_avro: { messages: [{ key: { id: 1 }, value: { before: null, after: { id: 1, item: null }, op: "c" } }] },
    },
};

/** A cluster of the local AWS's default world. */
const ORDERS = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

const GUIDES: readonly Guide[] = [
    {
        folder: "warpstream",
        config: {
            "warpstream:bootstrapServer": "warpstream.local:9092",
            "warpstream:username": { secret: "ccun_local" },
            "warpstream:password": { secret: "ccp_local" },
        },
        change: ["count(*) AS clicks", "count(*) AS n"],
        counted: /1 replaced/u,
        outputs: { view: /^"materialize"\."public"\."page_activity"$/u },
    },
    {
        folder: "resources",
        config: {
            "kafka:password": { secret: kafka.password },
            "kafka:username": kafka.username,
            "kafka:broker": kafka.broker,
            "kafka:saslBroker": kafka.saslBroker,
            "kafka:bastionHost": "bastion.local",
            "kafka:bastionUser": "materialize",
            "kafka:bastionPort": "22",
            "kafka:validate": "false",
        },
        change: ['comment: "the orders cluster"', 'comment: "the clicks cluster"'],
        counted: /1 updated/u,
        outputs: { source: /"json_source"$/u, publicKeys: /ssh-ed25519 .*ssh-ed25519 /u, egressIps: /"cidr":/u },
    },
    {
        folder: "confluent-cloud",
        world: CONFLUENT,
        config: {
            "confluent:bootstrapServer": "pkc-local.confluent.local:9092",
            "confluent:apiKey": { secret: "KEY" },
            "confluent:apiSecret": { secret: "key-secret" },
            "confluent:schemaRegistryUrl": "http://127.0.0.1:8081",
            "confluent:registryKey": { secret: "REGISTRY" },
            "confluent:registrySecret": { secret: "registry-secret" },
        },
        change: ["sources: {", 'sources: {\n        text_orders: { topic: "orders_json", format: { text: {} } },'],
        counted: /\+ 1 created\n\s+\d+ unchanged/u,
        outputs: { connection: /"confluent_kafka"$/u },
    },
    {
        folder: "self-hosted",
        isInAws: true,
        config: {
            "kafka:password": { secret: "hunter2" },
            "kafka:vpcId": "vpc-main",
            "kafka:publicSubnetId": "subnet-public-a",
        },
        change: ['host: "bastion.example.com"', 'host: "bastion-2.example.com"'],
        counted: /~ 1 updated\n\s+\d+ unchanged/u,
        outputs: {
            bastionIp: /^[\d.]+$/u,
            authorizedKeys: /ssh-ed25519 .*ssh-ed25519 /u,
            principal: /^arn:aws:iam::/u,
            open: /"public_kafka"$/u,
        },
    },
    {
        folder: "msk",
        isInAws: true,
        config: {
            "msk:password": { secret: "hunter2" },
            "msk:clusterArn": ORDERS,
            "msk:remoteClusterArn": "arn:aws:kafka:us-west-2:210987654321:cluster/remote/2c3d4e5f-6071-8293-a4b5-c6d7e8f90a1b-4",
            "msk:publicSubnetId": "subnet-public-a",
            "msk:vpcId": "vpc-main",
            "msk:publicSubnetIds": '["subnet-public-a", "subnet-public-b"]',
            "msk:adminCidr": "203.0.113.200/32",
        },
        before: world => {
            for (const [at, zone] of ["a", "b", "c"].entries()) {
                const ip = `10.0.${String(at + 1)}.12`;
                addMskBroker(world, "us-east-1", ORDERS, { id: at + 4, subnetId: `subnet-${zone}`, ip });
            }
        },
        change: ["brokerCount: 3", "brokerCount: 6"],
        // A group, an attachment and a listener for each broker; the brokers, their layout, their endpoint and the connection.
        counted: /\+ 9 created\n\s+~ 4 updated\n\s+13 changes\. \d+ unchanged/u,
        outputs: { serviceNames: /us-east-1.*us-west-2/u, bastionIp: /^[\d.]+$/u, publicConnection: /"clicks_kafka"$/u },
    },
];

const ok = (result: Run): Run => {
    if (result.code !== 0) throw new Error(result.output);
    return result;
};

/** Selects the objects that the environment did not have at its start. */
const MADE =
    "SELECT name FROM mz_objects WHERE id LIKE 'u%' AND schema_id IN (SELECT id FROM mz_schemas WHERE id LIKE 'u%') UNION ALL SELECT name FROM mz_clusters WHERE id LIKE 'u%' AND name <> 'quickstart'";

/** The servers of a guide. */
interface GuideServers {
    readonly settings: Config;
    readonly url: string;
    /** Counts the resources in AWS that were not there before. */
    readonly leftInAws: () => number;
    /** Changes AWS outside of the program. */
    readonly change: (what: (world: World) => void) => void;
    readonly close: () => Promise<void>;
}

async function startInAws(stack: Stack): Promise<GuideServers> {
    const pair = await startJoinedPair();
    // ACLs are created over the internet.
    const msk = await startPublicMsk();
    let before = pair.aws.world.snapshot.length;
    useAws(stack, pair.aws, { main: "index.ts" });
    stack.env = { ...stack.env, ...msk.env };
    return {
        ...{ settings: pair.settings, url: pair.materialize.url },
        close: async () => {
            await msk.close();
            await pair.close();
        },
        // The ACLs of the cluster are gone with it.
        leftInAws: () => pair.aws.world.snapshot.length - before,
        change: what => {
            const sizeBefore = pair.aws.world.snapshot.length;
            what(pair.aws.world);
            before += pair.aws.world.snapshot.length - sizeBefore;
        },
    };
}

async function startAlone(stack: Stack, { folder, world }: Guide): Promise<GuideServers> {
    stack.write("Pulumi.yaml", `name: ${folder}\nruntime: nodejs\nmain: index.ts\n`);
    return {
        ...(await (world === undefined ? useTestServer() : startWithWorld(world))),
        leftInAws: () => 0,
        change: () => undefined,
    };
}

type Server = Pick<GuideServers, "settings" | "url" | "close">;

async function useTestServer(): Promise<Server> {
    const { local, url } = await getTestServer();
    await local?.reset();
    return { settings: await settings(), url, close: async () => local?.reset() };
}

/** Starts a server for one guide, whose world other tests do not share. */
async function startWithWorld(world: Partial<WorldFile>): Promise<Server> {
    const server = await startLocal({ world: { ...MaterializeWorld.read(DEFAULT_WORLD), ...world } });
    return { settings: configFor(server), url: server.url, close: () => server.close() };
}

/** Returns the AWS resources of a state, with inputs that are known. */
const awsResourcesOf = (state: readonly StateResource[]): AwsResource[] =>
    state
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ urn, type, inputs }) => ({ type, name: urn.slice(urn.lastIndexOf("::") + 2), inputs }));

const catalog = (url: string): Promise<unknown[]> => queryAt(url, MADE);

describe("the guides", function () {
    this.timeout(timeLimit("5m"));

    for (const guide of GUIDES) {
        const { folder, config, change, counted, outputs } = guide;
        describe(folder, () => {
            const program = readFileSync(join(examples, folder, "index.ts"), "utf8");
            const stack = new Stack(folder);
            let place: GuideServers;
            /** Set after the servers have started. */
            let close: (() => Promise<void>) | undefined;
            before(async function () {
                await requireLocal(this, "needs the brokers, registries and AWS of the local Materialize");
                place = await (guide.isInAws === true ? startInAws(stack) : startAlone(stack, guide));
                ({ close } = place);
                await stack.write("index.ts", program).configure({ ...place.settings, ...config });
            });
            after(async () => {
                stack.remove();
                await close?.();
            });

            it(`the guide ${folder} comes up and returns its outputs`, async () => {
                ok(await stack.up());
                const given = await stack.outputs();
                for (const [output, pattern] of Object.entries(outputs)) {
                    const value = given[output];
                    expect(typeof value === "string" ? value : JSON.stringify(value), output).to.match(pattern);
                }
            });

            if (guide.isInAws === true)
                it(`the real AWS provider validates and plans the AWS resources of the guide ${folder}`, async function () {
                    const terraform = new Terraform(this);
                    try {
                        terraform.expectPlan(awsResourcesOf(await stack.state()));
                    } finally {
                        terraform.remove();
                    }
                });

            it(`the guide ${folder} has no change at the second up or after a refresh`, async () => {
                expect(ok(await stack.up()).output).not.to.match(/updated|replaced|created|to update/u);
                ok(await stack.refresh());
                expect(ok(await stack.preview()).output).not.to.match(/to update|to replace|to create|to delete/u);
            });

            it(`the guide ${folder} applies a change`, async () => {
                expect(program).to.contain(change[0]);
                if (guide.before !== undefined) place.change(guide.before);
                stack.write("index.ts", program.replace(...change));
                expect(ok(await stack.up()).output).to.match(counted);
            });

            it(`a destroy of the guide ${folder} leaves nothing`, async () => {
                ok(await stack.destroy());
                expect(await catalog(place.url)).to.deep.equal([]);
                expect(place.leftInAws()).to.equal(0);
            });
        });
    }
});
