import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MskIngestion } from "../../../components";
import { readingPolicy } from "../../../components/targets/mskRolePolicy";
import { type Made, MSK_ARN, of, only, run } from "../networks/support";

const msk = (args: object) =>
    run(() => new MskIngestion("orders", { mskClusterArn: MSK_ARN, network: { privateLink: {} }, ...args } as never));

describe("the IAM role of MskIngestion", () => {
    /** Returns the statements of the role's policy. */
    const statements = (made: Made[]) =>
        (JSON.parse(String(only(made, "RolePolicy").policy)) as { Statement: { Action: string[]; Resource: string[] }[] })
            .Statement;
    const arnOf = (what: string, name: string) => `${MSK_ARN.replace(":cluster", `:${what}`)}/${name}`;

    it("MskIngestion creates a role that may only read the topics of its sources, after its connection", async () => {
        const json = { format: { json: {} } };
        const sources = { carts: { topic: "carts", ...json }, clicks: { topic: "clicks", groupIdPrefix: "team-", ...json } };
        const { made, result } = await msk({ brokerCount: 3, auth: { iam: {} }, sources });
        const connection = only(made, "AwsConnection");
        const role = only(made, "Role");
        expect(connection.assumeRoleArn).to.equal(`arn:aws:iam::210987654321:role/${String(role.name)}`);
        expect(role.name).to.match(/^materialize-[\da-f]{20}$/u);
        expect(role.assumeRolePolicy).to.equal('{"Statement":[]}');
        expect(only(made, "AwsTrustPolicy")).to.include({ connectionId: "orders_aws-id" });
        expect(role).to.not.have.property("permissionsBoundary");
        expect(statements(made).map(({ Resource }) => Resource)).to.deep.equal([
            [MSK_ARN],
            [arnOf("topic", "carts"), arnOf("topic", "clicks")],
            [arnOf("group", "materialize-*"), arnOf("group", "team-materialize-*")],
        ]);
        expect(
            statements(made)
                .flatMap(({ Action }) => Action)
                .filter(action => /Write|Create|Delete|\*/u.test(action)),
        ).to.be.empty;
        expect(only(made, "KafkaConnection")).to.have.property("awsConnection");
        expect(result).to.have.property("aws").that.is.not.equal(undefined);
        expect(of((await msk({ brokerCount: 3, auth: { iam: {} }, validation: "skip" })).made, "AwsRoleUsable")).to.be.empty;
    });

    it("the role of MskIngestion may also read readableTopics, and takes a permissions boundary", async () => {
        const permissionsBoundary = "arn:aws:iam::210987654321:policy/teams/boundary";
        const iam = { readableTopics: ["orders.*", pulumi.output("clicks"), "orders.paid"], permissionsBoundary };
        const sources = { orders: { topic: "orders.eu", format: { json: {} } } };
        const { made, refused } = await msk({ brokerCount: 3, auth: { iam }, sources });
        expect(refused).to.deep.equal([]);
        expect(statements(made)[1]?.Resource).to.deep.equal([arnOf("topic", "clicks"), arnOf("topic", "orders.*")]);
        expect(only(made, "Role")).to.include({ permissionsBoundary });
        const none = await msk({ brokerCount: 3, auth: { iam: {} } });
        expect(statements(none.made).map(({ Resource }) => Resource)).to.deep.equal([
            [MSK_ARN],
            [arnOf("group", "materialize-*")],
        ]);
    });

    it("a topic that is no name of a topic does not widen the policy of the role", async () => {
        const sources = { orders: { topic: pulumi.output("*"), format: { json: {} } } };
        const { made } = await msk({ brokerCount: 3, auth: { iam: { readableTopics: [pulumi.output("a*b"), "x"] } }, sources });
        expect(statements(made)[1]?.Resource).to.deep.equal([arnOf("topic", "x")]);
    });

    it("the policy of a role that is longer than AWS allows is refused", () => {
        const topics = Array.from({ length: 150 }, (_, at) => `${"t".repeat(40)}-${String(at)}`);
        const parent = new pulumi.ComponentResource("test", "orders", {}, {});
        /** The promise of an output, which is rejected with its error. */
        const written = (readableTopics: string[]): Promise<string> =>
            (
                readingPolicy(parent, MSK_ARN, { topics: { readableTopics } }) as unknown as { promise(): Promise<string> }
            ).promise();
        return Promise.all([
            written(topics).then(
                () => expect.fail("accepted"),
                (error: unknown) =>
                    expect(String(error)).to.contain("and AWS allows 10240: give auth.iam.readableTopics a prefix"),
            ),
            written([...topics, "tt*"]).then(text => expect(text).to.contain("/tt*").and.to.not.contain("-149")),
        ]);
    });

    const glue = (registry: unknown) => ({ brokerCount: 3, schemaRegistry: { glue: { registry } } });
    const avro = { avro: { glue: { schemaName: "orders" } } };
    const schemas = [
        {
            Effect: "Allow",
            Action: ["glue:GetRegistry"],
            Resource: ["arn:aws:glue:us-east-1:210987654321:registry/shop"],
        },
        { Effect: "Allow", Action: ["glue:GetSchemaVersion"], Resource: ["*"] },
    ];

    it("the role of MskIngestion may also read the schemas of a registry of AWS Glue, and formats use the registry", async () => {
        const sources = {
            orders: { topic: "orders", tables: { orders_v1: { format: avro } } },
            carts: { topic: "carts", keyFormat: { text: {} }, valueFormat: avro },
        };
        for (const registry of ["shop", pulumi.output("shop")]) {
            const { made, refused, result } = await msk({ ...glue(registry), auth: { iam: {} }, sources });
            expect(refused).to.deep.equal([]);
            expect(statements(made).slice(3)).to.deep.equal(schemas);
            expect(only(made, "AwsConnection")).to.include({ region: "us-east-1" });
            expect(only(made, "AwsGlueSchemaRegistryConnection")).to.deep.include({ name: "orders_glue", registry: "shop" });
            const connection = "avro.glue.connection.id";
            expect(only(made, "SourceTable").format).to.nested.include({ [connection]: "orders_glue-id" });
            const carts = of(made, "KafkaSource").find(({ inputs }) => inputs.name === "carts");
            expect(carts?.inputs.valueFormat).to.nested.include({ [connection]: "orders_glue-id" });
            expect(result.glueSchemaRegistry).to.have.property("qualifiedName");
        }
    });

    it("MskIngestion creates a role that may only read schemas, if its authentication method has none", async () => {
        const scram = { username: "materialize", password: pulumi.secret("hunter2") };
        const { made, refused, result } = await msk({ ...glue("shop"), auth: { scram } });
        expect(refused).to.deep.equal([]);
        expect(statements(made)).to.deep.equal(schemas);
        expect(only(made, "Role").description).to.equal("Materialize, which reads AWS Glue as this role");
        expect(only(made, "KafkaConnection")).to.not.have.property("awsConnection");
        expect(only(made, "AwsRoleUsable")).to.include({ connectionId: "orders_aws-id" });
        expect(result.aws).to.have.property("qualifiedName");
        const skipped = await msk({ ...glue("shop"), auth: { scram }, validation: "skip" });
        expect(only(skipped.made, "AwsGlueSchemaRegistryConnection")).to.include({ validate: false });
        expect(of(skipped.made, "AwsRoleUsable")).to.be.empty;
    });

    it("a format keeps the connection to AWS Glue that it names", async () => {
        const own = { avro: { glue: { schemaName: "orders", connection: { id: "u9", qualifiedName: '"m"."p"."own"' } } } };
        const { made } = await msk({ ...glue("shop"), auth: { iam: {} }, sources: { orders: { topic: "orders", format: own } } });
        expect(only(made, "KafkaSource").format).to.nested.include({ "avro.glue.connection.id": "u9" });
    });

    it("the name of a registry that is a pattern does not widen the policy of the role", async () => {
        const { refused } = await msk({ ...glue(pulumi.output("shop*")), auth: { iam: {} } });
        expect(refused.join("\n")).to.contain("schemaRegistry.glue.registry takes the name of a registry, up to 255");
    });

    const REFUSED: readonly (readonly [what: string, args: object, says: string])[] = [
        [
            "an argument of a role",
            { auth: { iam: true }, brokerCount: 3 },
            "auth.iam takes { readableTopics, permissionsBoundary }, not true",
        ],
        [
            "a readable topic that is none",
            { auth: { iam: { readableTopics: ["ok", "a*b"] } }, brokerCount: 3 },
            'auth.iam.readableTopics[1] takes up to 249 letters, digits, dots, underscores and dashes, with * at the end for all topics that begin so, not "a*b"',
        ],
        [
            "readable topics that are a text",
            { auth: { iam: { readableTopics: "orders" } }, brokerCount: 3 },
            "auth.iam.readableTopics takes a list of names of topics, not a string",
        ],
        [
            "a boundary that is a name",
            { auth: { iam: { permissionsBoundary: "boundary" } }, brokerCount: 3 },
            'auth.iam.permissionsBoundary takes the ARN of a policy, such as "arn:aws:iam::123456789012:policy/boundary", not "boundary"',
        ],
        [
            "a registry of AWS Glue without a name",
            { brokerCount: 3, auth: { iam: {} }, schemaRegistry: { glue: {} } },
            "schemaRegistry.glue.registry is missing",
        ],
        [
            "a registry of AWS Glue that is a name",
            { brokerCount: 3, auth: { iam: {} }, schemaRegistry: { glue: "shop" } },
            "schemaRegistry.glue takes { registry }, not a string",
        ],
        [
            "the name of a registry that is a pattern",
            { ...glue("*"), auth: { iam: {} } },
            'schemaRegistry.glue.registry takes the name of a registry, up to 255 letters, digits and -_$#., not "*"',
        ],
        [
            "a registry of AWS Glue with a URL",
            { brokerCount: 3, auth: { iam: {} }, schemaRegistry: { glue: { registry: "shop" }, url: "https://registry" } },
            "schemaRegistry takes glue or the arguments of another registry, not glue and url",
        ],
        [
            "a schema registry that is a URL",
            { brokerCount: 3, auth: { iam: {} }, schemaRegistry: "https://registry" },
            "schemaRegistry takes { url, … } or { glue }, not a string",
        ],
        [
            "an argument of a registry that is misspelt",
            { brokerCount: 3, auth: { iam: {} }, schemaRegistry: { glu: { registry: "shop" } } },
            "schemaRegistry.glu is not an argument; did you mean glue?",
        ],
    ];
    for (const [what, args, says] of REFUSED) {
        it(`MskIngestion reports an error for ${what}`, async () => {
            expect((await msk(args)).refused).to.deep.equal([says]);
        });
    }
});
