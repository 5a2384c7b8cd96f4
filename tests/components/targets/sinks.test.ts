import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConfluentCloudIngestion, MskIngestion, SelfHostedKafkaIngestion } from "../../../components";
import { MaterializedView } from "../../../sdk";
import { type Made, MSK_ARN, of, only, run } from "../networks/support";

const upsert = { key: { columns: ["item"] }, envelope: { upsert: {} } };
const totals = { from: "totals", topic: "totals", format: { json: {} }, ...upsert };

const own = (args: object) =>
    run(
        () =>
            new SelfHostedKafkaIngestion("own", {
                ...{
                    brokers: [{ host: "b", port: 9092 }],
                    auth: { scram: { username: "me", password: "x" } },
                    network: { none: {} },
                },
                ...args,
            } as never),
    );

describe("the sinks of a target", () => {
    it("a sink has the connection, the cluster, the namespace and the registry of its target", async () => {
        const sinks = {
            totals: { ...totals, format: { avro: {} } },
            named: { ...totals, name: "other", cluster: "own_cluster", schema: "elsewhere" },
        };
        const { made, refused, result } = await own({
            ...{
                sinks,
                cluster: "quickstart",
                database: "shop",
                progressTopic: "progress",
                schemaRegistry: { url: "http://r:8081" },
            },
            transform: { sink: (args: object) => ({ ...args, comment: "by Pulumi" }) },
        });
        expect(refused).to.deep.equal([]);
        const [first, second] = of(made, "KafkaSink").map(({ inputs }) => inputs);
        expect(first).to.deep.include({
            name: "totals",
            from: "totals",
            cluster: "quickstart",
            database: "shop",
            comment: "by Pulumi",
        });
        expect(first).to.nested.include({ "connection.id": "own_kafka-id", "format.avro.schemaRegistry.id": "own_registry-id" });
        expect(second).to.include({ name: "other", cluster: "own_cluster", schema: "elsewhere" });
        expect(only(made, "KafkaConnection").progressTopic).to.equal("progress");
        expect(Object.keys(result.sinks)).to.deep.equal(["totals", "named"]);
    });

    it("a sink can write an object of its target, or a view that the function creates", async () => {
        const sources = {
            events: {
                topic: "events",
                tables: { events_v1: { format: { json: {} }, materializedViews: { kinds: { query: "SELECT 1" } } } },
            },
        };
        const { made, refused } = await own({
            sources,
            sinks: {
                of_table: { ...totals, from: ({ tables }: { tables: Record<string, unknown> }) => tables.events_v1 },
                of_view: {
                    ...totals,
                    from: ({ materializedViews }: { materializedViews: Record<string, unknown> }) => materializedViews.kinds,
                },
                of_new: { ...totals, from: () => new MaterializedView("made_here", { query: "SELECT 2" }) },
            },
        });
        expect(refused).to.deep.equal([]);
        expect(of(made, "KafkaSink").map(({ inputs }) => (inputs.from as { id: string }).id)).to.have.members([
            "own_events_v1-id",
            "own_kinds-id",
            "made_here-id",
        ]);
    });

    it("arguments that the component sets, and sinks of another form, are refused", async () => {
        const { refused } = await own({ sinks: { a: { ...totals, connection: "kafka", profile: "p" }, b: "totals" } });
        expect(refused.join("\n"))
            .to.contain("sinks.a.connection is set by the component: leave it out")
            .and.to.contain("sinks.a.profile is set by the component: leave it out")
            .and.to.contain("sinks.b takes { from, topic, format, envelope, … }, not a string");
    });
});

describe("the rights of sinks", () => {
    const arnOf = (what: string, name: string) => `${MSK_ARN.replace(":cluster", `:${what}`)}/${name}`;
    const policy = (made: Made[]) =>
        (JSON.parse(String(only(made, "RolePolicy").policy)) as { Statement: { Action: string[]; Resource: string[] }[] })
            .Statement;
    const msk = (args: object) =>
        run(
            () =>
                new MskIngestion("shop", {
                    ...{ mskClusterArn: MSK_ARN, network: { privateLink: {} }, brokerCount: 3, auth: { iam: {} } },
                    ...args,
                } as never),
        );
    const describeTopic = ["kafka-cluster:DescribeTopic", "kafka-cluster:DescribeTopicDynamicConfiguration"];

    it("the IAM role may write and create the topics of sinks, and use transactions, and nothing more", async () => {
        const before = policy((await msk({})).made);
        const { made, refused } = await msk({ sinks: { totals } });
        expect(refused).to.deep.equal([]);
        expect(policy(made).slice(0, before.length)).to.deep.equal(before);
        expect(policy(made).slice(before.length)).to.deep.equal(
            [
                { Action: ["kafka-cluster:WriteDataIdempotently"], Resource: [MSK_ARN] },
                {
                    Action: [...describeTopic, "kafka-cluster:CreateTopic", "kafka-cluster:WriteData"],
                    Resource: [arnOf("topic", "totals")],
                },
                {
                    Action: [...describeTopic, "kafka-cluster:CreateTopic", "kafka-cluster:WriteData", "kafka-cluster:ReadData"],
                    Resource: [arnOf("topic", "_materialize-progress-*")],
                },
                {
                    Action: ["kafka-cluster:DescribeTransactionalId", "kafka-cluster:AlterTransactionalId"],
                    Resource: [arnOf("transactional-id", "materialize-*")],
                },
            ].map(statement => ({ Effect: "Allow", ...statement })),
        );
    });

    it("names that the program gives narrow the rights, and a name that is none of a topic adds none", async () => {
        const sinks = {
            totals: { ...totals, transactionalIdPrefix: "totals-", progressGroupIdPrefix: "shop-" },
            wide: { ...totals, topic: pulumi.output("*"), transactionalIdPrefix: "totals-" },
        };
        const { made } = await msk({ sinks, progressTopic: "shop-progress" });
        const resources = policy(made).map(({ Resource }) => Resource);
        expect(resources.slice(-5)).to.deep.equal([
            [MSK_ARN],
            [arnOf("topic", "totals")],
            [arnOf("topic", "shop-progress")],
            [arnOf("transactional-id", "totals-*")],
            [arnOf("group", "shop-*")],
        ]);
    });

    it("the IAM role may register schemas with AWS Glue only for sinks that do", async () => {
        const registry = { schemaRegistry: { glue: { registry: "shop" } } };
        const actions = async (format: object) =>
            policy((await msk({ ...registry, sinks: { totals: { ...totals, format } } })).made).flatMap(({ Action }) => Action);
        expect(await actions({ avro: { glue: {} } })).to.include.members(["glue:CreateSchema", "glue:RegisterSchemaVersion"]);
        expect((await actions({ json: {} })).filter(action => action.startsWith("glue:"))).to.deep.equal([
            "glue:GetRegistry",
            "glue:GetSchemaVersion",
        ]);
    });

    const confluent = async (provision: object) => {
        const { made, refused } = await run(
            () =>
                new ConfluentCloudIngestion("shop", {
                    bootstrapServer: "pkc-1.confluent.cloud:9092",
                    auth: { provision: { environmentId: "env-1", kafkaClusterId: "lkc-1", ...provision } },
                    sinks: { totals } as never,
                }),
        );
        expect(refused).to.deep.equal([]);
        return made;
    };

    it("the service account of Confluent Cloud gets the ACLs that sinks need, and nothing more", async () => {
        const made = await confluent({ admin: { key: "ADMIN", secret: "SECRET" } });
        expect(
            of(made, "KafkaAcl").map(({ inputs: { resourceType, patternType, resourceName, operation, principal } }) =>
                [resourceType, patternType, resourceName, operation, principal].join(" "),
            ),
        ).to.have.members(
            [
                "TOPIC LITERAL totals WRITE",
                "TOPIC LITERAL totals CREATE",
                "TOPIC PREFIXED _materialize-progress- READ",
                "TOPIC PREFIXED _materialize-progress- WRITE",
                "TOPIC PREFIXED _materialize-progress- CREATE",
                "TRANSACTIONAL_ID PREFIXED materialize- WRITE",
            ].map(right => `${right} User:shop-id`),
        );
    });

    it("in a private cluster, the service account gets role bindings in their place", async () => {
        const made = await confluent({ isPrivate: true });
        const bindings = of(made, "RoleBinding").map(
            ({ inputs }) => `${String(inputs.roleName)} ${String(inputs.crnPattern).replace(/^.*\/kafka=/u, "")}`,
        );
        expect(bindings).to.have.members([
            "DeveloperWrite lkc-1/topic=totals",
            "DeveloperManage lkc-1/topic=totals",
            "DeveloperRead lkc-1/topic=_materialize-progress-*",
            "DeveloperWrite lkc-1/topic=_materialize-progress-*",
            "DeveloperManage lkc-1/topic=_materialize-progress-*",
            "DeveloperWrite lkc-1/transactional-id=materialize-*",
        ]);
    });
});
