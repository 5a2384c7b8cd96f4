import { expect } from "chai";

import { create } from "../support";
import { useJoinedServers, brokerOverLink } from "./support";
import { REFUSED } from "./messages";

const ALL = [1, 2, 3].map(id => brokerOverLink(id));

describe("Materialize in the local AWS, as a role", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    const principal = "arn:aws:iam::123456789012:role/MaterializeConnection";
    const role = async (externalId: string | undefined, who = principal): Promise<void> => {
        const condition = externalId === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalId } } };
        const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: who }, ...condition };
        await create(pair().aws, "iam.Role", {
            ...{ name: "Orders", assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
        });
    };
    const external = async (): Promise<string> => {
        await pair().query("CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN = 'arn:aws:iam::210987654321:role/Orders')");
        const rows = await pair().query(
            "SELECT external_id FROM mz_internal.mz_aws_connections WHERE assume_role_arn LIKE '%Orders'",
        );
        return rows[0]?.external_id ?? "";
    };

    it("is validated with the right external id", async () => {
        await role(await external());
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.equal("done");
    });

    it("is not without a role, with another's id, by another's account, or without any id", async () => {
        const id = await external();
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        await role(`${id}0`);
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        pair().aws.reset();
        await role(id, "arn:aws:iam::1:role/Other");
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.contain("AccessDenied");
        pair().aws.reset();
        await role(undefined);
        expect(await pair().tryQuery("VALIDATE CONNECTION aws")).to.equal("role trust policy does not require an external ID");
    });

    it("reaches brokers as a role that may connect", async () => {
        await pair().createLink();
        await role(await external());
        const own = `CREATE CONNECTION kafka TO KAFKA (BROKERS (${ALL.join(", ")}), AWS CONNECTION aws)`.replaceAll(
            "9096",
            "9098",
        );
        expect(await pair().tryQuery(own), "the load balancer leads to 9096").to.equal(REFUSED);
        for (const group of pair().aws.world.all("attachment")) pair().aws.world.change(group, { port: 9098 });
        for (const rule of pair().aws.world.all("ingressRule")) pair().aws.world.change(rule, { fromPort: 9098, toPort: 9098 });
        for (const rule of pair().aws.world.all("egressRule", props => props.fromPort === 9096))
            pair().aws.world.change(rule, { fromPort: 9098, toPort: 9098 });
        expect(await pair().tryQuery(own)).to.contain("Access denied");
        const policy = {
            Statement: [{ Effect: "Allow", Action: ["kafka-cluster:Connect"], Resource: ["arn:aws:kafka:*:*:cluster/orders/*"] }],
        };
        await create(pair().aws, "iam.RolePolicy", { role: "Orders", policy: JSON.stringify(policy) });
        expect(await pair().tryQuery(own)).to.equal("done");
    });
});
