import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { KafkaClient } from "@aws-sdk/client-kafka";
import { expect } from "chai";
import { acceptEndpoints, endpointConnections } from "../../provider/helpers/aws/endpoints";
import { accessProblems, PublicAccess } from "../../provider/helpers/aws/msk/access";
import { describeWithBrokers } from "../../provider/helpers/aws/msk/cluster";
import { allow, allowedPrincipals, disallow } from "../../provider/helpers/aws/permissions";
import { TargetHealth } from "../../provider/helpers/aws/targets";
import { HELPER_ACTIONS } from "../docs/awsPermissions";
import { skip } from "../server";
import { DEFAULT_WORLD, type LocalAws, startAws, type WorldFile } from ".";
import { createPrivateLinkNetwork } from "./support";
import { readWorldFile } from "./world/worldFile";

const MSK = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";
const CLOSED = "arn:aws:kafka:us-east-1:210987654321:cluster/closed/1-2";
const PRINCIPAL = "arn:aws:iam::123456789012:role/mz_1_u2";

/** A request of the provider, or of Materialize. */
interface Sent {
    readonly service: "ec2" | "elbv2" | "glue" | "kafka";
    readonly operation: string;
    readonly input: object;
}

/** The requests with which Materialize reads schemas from AWS Glue. */
const OF_MATERIALIZE: readonly Sent[] = [
    { service: "glue", operation: "GetRegistry", input: { RegistryId: { RegistryName: "shop" } } },
    {
        service: "glue",
        operation: "GetSchemaVersion",
        input: { SchemaId: { RegistryName: "shop", SchemaName: "orders" }, SchemaVersionNumber: { LatestVersion: true } },
    },
    { service: "glue", operation: "GetSchemaVersion", input: { SchemaVersionId: "0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0" } },
];

type Handler = (args: { readonly input: object }) => Promise<unknown>;

/**
 * The requests that change a cluster, with answers in place of those of the local AWS: botocore sends them first. With these answers, the provider looks
 * for the reason of a failure.
 */
const NOT_SENT: Readonly<Record<string, object>> = {
    UpdateConnectivity: {
        ClusterOperationArn: CLOSED.replace(":cluster/", ":cluster-operation/") + "/2d3e4f50-6172-4839-94a5-b6c7d8e9f0a1",
    },
    DescribeClusterOperationV2: { ClusterOperationInfo: { OperationState: "UPDATE_FAILED" } },
};

/** The part of the SDK's middleware stack that records requests. */
interface MiddlewareStack {
    add(
        middleware: (next: Handler, context: { readonly commandName?: string }) => Handler,
        options: { readonly step: "initialize" },
    ): void;
}

/** Starts botocore without blocking the local AWS, which answers it. */
const checkWithBotocore = (url: string, sent: readonly Sent[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
        const child = execFile("python3", [join(__dirname, "checkModels.py"), url], (error, stdout, stderr) => {
            if (error === null) resolve(JSON.parse(stdout));
            else reject(new Error(stderr));
        });
        child.stdin?.end(JSON.stringify(sent));
    });

/** The world of the tests with a cluster that can be made public. */
function worldWithClosedCluster(): WorldFile {
    const world = readWorldFile(DEFAULT_WORLD);
    const closed = {
        ...{ name: "closed", uuid: "1-2", securityGroups: ["sg-msk"], authentication: ["iam", "scram"] as const },
        brokers: ["a", "b"].map((zone, at) => ({
            id: at + 1,
            subnetId: `subnet-public-${zone}`,
            ip: `10.0.10${String(at + 1)}.50`,
        })),
        properties: "allow.everyone.if.no.acl.found=false",
    };
    return { ...world, mskClusters: [...(world.mskClusters ?? []), closed] };
}

describe("AWS's own models of its APIs", function () {
    this.timeout("2m");
    let aws: LocalAws;
    let close = (): Promise<void> => Promise.resolve();
    const sent: Sent[] = [];

    /** Returns a client of the local AWS that records its requests. */
    function recorded<C extends EC2Client | ElasticLoadBalancingV2Client | KafkaClient>(
        service: Sent["service"],
        Client: new (settings: object) => C,
    ): C {
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const client = new Client({ endpoint: aws.url, region: "us-east-1", credentials, maxAttempts: 1 });
        // The stacks of the clients differ in types that no middleware of this kind uses.
        const stack = client.middlewareStack as unknown as MiddlewareStack;
        stack.add(
            (next, { commandName = "" }) =>
                args => {
                    const operation = commandName.replace(/Command$/u, "");
                    sent.push({ service, operation, input: args.input });
                    const output = NOT_SENT[operation];
                    return output === undefined ? next(args) : Promise.resolve({ response: {}, output });
                },
            { step: "initialize" },
        );
        return client;
    }

    /** Calls everything that the provider calls. What the local AWS refuses is a request, too. */
    async function callAll(): Promise<void> {
        const { service, groups } = await createPrivateLinkNetwork(aws);
        const [ec2, elb, kafka] = [
            recorded("ec2", EC2Client),
            recorded("elbv2", ElasticLoadBalancingV2Client),
            recorded("kafka", KafkaClient),
        ];
        const targets = Object.fromEntries(groups.map(group => [group, { group, attachment: "a" }]));
        const refused = (): undefined => undefined;
        await allow(ec2, service, PRINCIPAL);
        await allowedPrincipals(ec2, service);
        await disallow(ec2, service, PRINCIPAL);
        await endpointConnections(ec2, service);
        await acceptEndpoints(ec2, service, ["vpce-1"]).catch(refused);
        await new TargetHealth(elb, targets).check();
        await describeWithBrokers(kafka, MSK);
        await accessProblems({ kafka, ec2, print: () => undefined }, CLOSED);
        const access = new PublicAccess(kafka, CLOSED);
        for (let time = 0; time < 2; time += 1) await access.check().catch(refused);
    }

    before(async function () {
        if (spawnSync("python3", ["-c", "import botocore"]).status !== 0) skip(this, "needs python3 with botocore");
        aws = await startAws({ world: worldWithClosedCluster() });
        close = () => aws.close();
        await callAll();
    });
    after(() => close());

    it("AWS's models know every request of the provider and of Materialize, and every value of the local AWS's answers", async () => {
        expect(await checkWithBotocore(aws.url, [...sent, ...OF_MATERIALIZE])).to.deep.equal([]);
    });

    it("the requests are all that the provider sends", () => {
        const operations = [...new Set(sent.map(({ operation }) => operation))];
        const listed = Object.values(HELPER_ACTIONS)
            .flat()
            .filter(action => !action.startsWith("kafka-cluster:"));
        expect(operations).to.include.members(listed.map(action => action.replace(/^.*:/u, "")));
    });

    it("AWS's models refuse a request with another argument", async () => {
        const wrong: Sent = { service: "ec2", operation: "DescribeSubnets", input: { SubnetId: ["subnet-a"] } };
        expect(String(await checkWithBotocore(aws.url, [wrong]))).to.contain('Unknown parameter in input: "SubnetId"');
    });
});
