import { expect } from "chai";

import { create } from "../support";
import { useJoinedServers, brokerOverLink, kafkaConnection } from "./support";
import { REFUSED } from "./messages";

const ALL = [1, 2, 3].map(id => brokerOverLink(id));

describe("roles of the local AWS that the local Materialize assumes", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    const principal = "arn:aws:iam::123456789012:role/MaterializeConnection";
    const createRole = async (externalId: string | undefined, trustedPrincipal = principal): Promise<void> => {
        const condition = externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
        const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: trustedPrincipal }, ...condition };
        await create(pair().aws, "iam.Role", {
            ...{ name: "Orders", assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
        });
    };
    const createAwsConnection = async (): Promise<string> => {
        await pair().query("CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN = 'arn:aws:iam::210987654321:role/Orders')");
        const rows = await pair().query(
            "SELECT external_id FROM mz_internal.mz_aws_connections WHERE assume_role_arn LIKE '%Orders'",
        );
        return rows[0]?.external_id ?? "";
    };

    it("An AWS connection is valid with the right external id", async () => {
        await createRole(await createAwsConnection());
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.equal("done");
    });

    it("An AWS connection is invalid without a role, and with another external id, another principal or no external id in its trust policy", async () => {
        const id = await createAwsConnection();
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        await createRole(`${id}0`);
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        pair().aws.reset();
        await createRole(id, "arn:aws:iam::1:role/Other");
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        pair().aws.reset();
        await createRole(undefined);
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.equal("role trust policy does not require an external ID");
    });

    it("A Kafka connection authenticates as a role that is allowed to connect", async () => {
        await pair().createLink();
        await createRole(await createAwsConnection());
        const connection = `CREATE CONNECTION kafka TO KAFKA (BROKERS (${ALL.join(", ")}), AWS CONNECTION aws)`.replaceAll(
            "9096",
            "9098",
        );
        expect(await pair().tryQuery(connection), "the load balancer leads to 9096").to.equal(REFUSED);
        for (const group of pair().aws.world.all("attachment")) pair().aws.world.change(group, { port: 9098 });
        for (const rule of pair().aws.world.all("ingressRule")) pair().aws.world.change(rule, { fromPort: 9098, toPort: 9098 });
        for (const rule of pair().aws.world.all("egressRule", props => props.fromPort === 9096))
            pair().aws.world.change(rule, { fromPort: 9098, toPort: 9098 });
        expect(await pair().tryQuery(connection)).to.contain("Access denied");
        const policy = {
            Statement: [{ Effect: "Allow", Action: ["kafka-cluster:Connect"], Resource: ["arn:aws:kafka:*:*:cluster/orders/*"] }],
        };
        await create(pair().aws, "iam.RolePolicy", { role: "Orders", policy: JSON.stringify(policy) });
        expect(await pair().tryQuery(connection)).to.equal("done");
        const [broker] = pair().aws.world.all("broker");
        const kafka = broker?.props.kafka ?? "";
        pair().aws.world.add("messages", "us-east-1", "invoices", { kafka, topic: "invoices", partitions: 1, messages: [] });
        const source = "CREATE SOURCE invoices FROM KAFKA CONNECTION kafka (TOPIC = 'invoices') FORMAT TEXT";
        expect(await pair().tryQuery(source), "the role may not read the topic").to.equal("Topic does not exist");
        const reading = {
            Effect: "Allow",
            Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
            Resource: "arn:aws:kafka:*:*:topic/orders/*/invoices",
        };
        await create(pair().aws, "iam.RolePolicy", { role: "Orders", policy: JSON.stringify({ Statement: [reading] }) });
        expect(await pair().tryQuery("VALIDATE CONNECTION kafka")).to.equal("done");
        expect(await pair().tryQuery(source)).to.equal("done");
    });

    it("A connection to AWS Glue needs a role that may read the registry, and a source one that may read all versions of schemas", async () => {
        await createRole(await createAwsConnection());
        const connection = (registry: string): string =>
            `CREATE CONNECTION glue TO AWS GLUE SCHEMA REGISTRY (AWS CONNECTION aws, REGISTRY '${registry}')`;
        const allow = (action: string, resource: string): Promise<string> => {
            const statement = { Effect: "Allow", Action: `glue:${action}`, Resource: resource };
            return create(pair().aws, "iam.RolePolicy", { role: "Orders", policy: JSON.stringify({ Statement: [statement] }) });
        };
        expect(await pair().tryQuery(connection("shop"))).to.contain("is not authorized to perform: glue:GetRegistry");
        await allow("GetRegistry", "arn:aws:glue:us-east-1:210987654321:registry/*");
        expect(await pair().tryQuery(connection("other"))).to.contain('"other" does not exist');
        expect(await pair().tryQuery(connection("shop"))).to.equal("done");
        await pair().createLink();
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal("done");
        const source =
            "CREATE SOURCE orders FROM KAFKA CONNECTION kafka (TOPIC 'orders') FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION glue (SCHEMA NAME = 'orders')";
        await allow("GetSchemaVersion", "arn:aws:glue:us-east-1:210987654321:schema/shop/*");
        await pair().query("VALIDATE CONNECTION glue");
        expect(await pair().tryQuery(source), "schemas of messages are read by id").to.contain("Glue schema lookup failed");
        await allow("GetSchemaVersion", "*");
        await pair().query("VALIDATE CONNECTION glue");
        expect(await pair().tryQuery(source)).to.equal("done");
    });
});
