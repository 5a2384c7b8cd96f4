import { expect } from "chai";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { Page } from "./support/page";
import { configFor, kafka, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

/** Objects that Terraform owns. */
const TERRAFORM = [
    `CREATE SCHEMA terraform`,
    `CREATE CLUSTER terraform_ingest (SIZE '25cc', REPLICATION FACTOR 1)`,
    `CREATE CONNECTION terraform.terraform_kafka TO KAFKA (BROKERS ('${kafka.broker}'), SECURITY PROTOCOL = 'PLAINTEXT')`,
    `CREATE ROLE terraform_readers`,
    `CREATE ROLE terraform_auditors`,
];

const scram = [{ mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" }];

describe("docs/beside-terraform.md", function () {
    this.timeout(timeLimit("3m"));
    const page = new Page("docs/beside-terraform.md");
    const stack = new Stack("beside");
    let local: LocalServer;

    before(async () => {
        local = await startLocal({ settings: { enable_create_table_from_source: "on", max_aws_privatelink_connections: "10" } });
        local.world.change({
            listeners: [...local.world.listeners, { address: "b-1.example.com:9096", protocol: "SASL_SSL", users: scram }],
        });
        await stack.configure({ ...configFor(local), "materialize:user": "materialize" });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("a program uses objects of Terraform, and a preview fails while they do not exist", async () => {
        stack.write("index.js", page.program(0));
        const { code, output } = await stack.preview();
        expect(code).to.not.equal(0);
        expect(output).to.contain('there is no KafkaConnection "materialize"."terraform"."terraform_kafka"');
        await queryAt(local.url, ...TERRAFORM);
        ok(await stack.up());
        ok(await stack.preview("--refresh", "--expect-no-changes"));
        const [row] = await queryAt(local.url, "SELECT count(*)::int AS n FROM page_views_v1");
        expect(row?.n).to.be.above(1);
    });

    it("a grant leaves the privileges of other roles alone, and revokes others of its role", async () => {
        await queryAt(
            local.url,
            "GRANT SELECT ON TABLE page_views_v1 TO terraform_auditors",
            "GRANT INSERT ON TABLE page_views_v1 TO terraform_readers",
        );
        ok(await stack.up("--refresh"));
        const [row] = await queryAt(local.url, "SELECT privileges::text FROM mz_tables WHERE name = 'page_views_v1'");
        const ids = await queryAt(local.url, "SELECT name, id FROM mz_roles WHERE name LIKE 'terraform_%'");
        const privilegesOf = (name: string): string =>
            new RegExp(`${String(ids.find(role => role.name === name)?.id)}=(?<letters>\\w+)/`, "u").exec(String(row?.privileges))
                ?.groups?.letters ?? "";
        expect([privilegesOf("terraform_readers"), privilegesOf("terraform_auditors")]).to.deep.equal(["r", "r"]);
    });

    it("a destroy keeps the objects of Terraform", async () => {
        ok(await stack.destroy());
        const [row] = await queryAt(local.url, "SELECT count(*)::int AS n FROM mz_connections WHERE name = 'terraform_kafka'");
        expect(row?.n).to.equal(1);
    });

    it("a program uses an endpoint service, once it allows the principal", async () => {
        stack.write("index.js", page.program(1));
        await stack.configure({
            "privatelink:serviceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc",
            "privatelink:availabilityZones": '["use1-az1"]',
            "privatelink:password": { secret: "hunter2" },
        });
        ok(await stack.up());
        expect((await stack.outputs()).principal).to.match(/^arn:aws:iam::/u);
        const broker = { address: "b-1.example.com:9096", port: 9001, availabilityZone: "use1-az1" };
        await stack.configure({ "privatelink:brokers": JSON.stringify([broker]) });
        ok(await stack.up());
        const [row] = await queryAt(local.url, "SELECT create_sql FROM mz_connections WHERE name = 'module_kafka'");
        expect(String(row?.create_sql)).to.match(/'b-1\.example\.com:9096' USING AWS PRIVATELINK .*9001/u);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("a program manages the roles of users who have logged in, and of those who have not", async () => {
        await queryAt(local.url, "CREATE ROLE svc_dashboard");
        stack.write("index.js", page.program(2));
        ok(await stack.up());
        ok(await stack.preview("--refresh", "--expect-no-changes"));
        const members = await queryAt(
            local.url,
            "SELECT m.name FROM mz_role_members x JOIN mz_roles m ON m.id = x.member JOIN mz_roles r ON r.id = x.role_id WHERE r.name = 'readers' ORDER BY 1",
        );
        expect(members.map(({ name }) => name)).to.deep.equal(["ann@example.com", "svc_dashboard"]);
        ok(await stack.destroy());
    });
});
