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
            (readingPolicy(parent, MSK_ARN, { readableTopics }) as unknown as { promise(): Promise<string> }).promise();
        return Promise.all([
            written(topics).then(
                () => expect.fail("accepted"),
                (error: unknown) =>
                    expect(String(error)).to.contain("and AWS allows 10240: give auth.iam.readableTopics a prefix"),
            ),
            written([...topics, "tt*"]).then(text => expect(text).to.contain("/tt*").and.to.not.contain("-149")),
        ]);
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
    ];
    for (const [what, args, says] of REFUSED) {
        it(`MskIngestion reports an error for ${what}`, async () => {
            expect((await msk(args)).refused).to.deep.equal([says]);
        });
    }
});
