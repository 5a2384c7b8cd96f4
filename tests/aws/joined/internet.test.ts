import { expect } from "chai";

import { made } from "../support";
import { BLOCKS, broker, joined, kafka } from "./support";
import { REFUSED, UNRESOLVED } from "./words";

describe("Materialize in the local AWS, over the internet", function () {
    this.timeout("60s");
    const pair = joined();

    const open = async (blocks = BLOCKS): Promise<void> => {
        const [cluster] = pair().aws.world.all("cluster", props => props.clusterName === "orders");
        const group = cluster?.props.brokerNodeGroupInfo ?? {};
        if (cluster) {
            const connectivityInfo = { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } };
            pair().aws.world.change(cluster, { brokerNodeGroupInfo: { ...group, connectivityInfo } });
        }
        for (const one of pair().aws.world.all("broker", props => props.kafka === cluster?.id)) {
            pair().aws.world.change(one, {
                subnetId: one.props.subnetId.replace("subnet-", "subnet-public-").replace("-c", "-b"),
            });
        }
        for (const cidrIpv4 of blocks) {
            await made(pair().aws, "vpc.SecurityGroupIngressRule", {
                ...{ securityGroupId: "sg-msk", cidrIpv4, ipProtocol: "tcp", fromPort: 9196, toPort: 9196 },
            });
        }
        await pair().query("CREATE SECRET password AS 'hunter2'");
    };
    const address = `'${broker(1).replace("b-1", "b-1-public")}:9196'`;

    it("reaches public brokers that let every block in", async () => {
        await open();
        expect(await pair().said(kafka([address]))).to.equal("done");
    });

    it("does not where one block is not let in, or half of it", async () => {
        await open(["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/31"]);
        expect(await pair().said(kafka([address]))).to.equal(REFUSED);
    });

    it("does not reach a private address", async () => {
        await open();
        expect(await pair().said(kafka([`'${broker(1)}:9096'`]))).to.equal(REFUSED);
        expect(await pair().said(kafka(["'kafka-1.internal:9096'"]))).to.equal(UNRESOLVED);
    });

    it("knows a group by its name, whoever makes it", async () => {
        await pair().query("CREATE SECRET password AS 'hunter2'");
        const { aws } = pair();
        const own = kafka(["'kafka-1.example.com:9096'"]);
        expect(await pair().said(own), "no group").to.equal(REFUSED);
        const securityGroupId = await made(aws, "ec2.SecurityGroup", { vpcId: "vpc-main", name: "brokers-0a1b2c3" });
        for (const cidrIpv4 of BLOCKS) {
            const port = { ipProtocol: "tcp", fromPort: 9096, toPort: 9096 };
            await made(aws, "vpc.SecurityGroupIngressRule", { securityGroupId, cidrIpv4, ...port });
        }
        expect(await pair().said(own)).to.equal("done");
    });
});
