import { expect } from "chai";

import { create } from "../support";
import { BLOCKS, brokerHost, useJoinedServers, kafkaConnection } from "./support";
import { REFUSED, UNRESOLVED } from "./messages";

describe("Materialize in the local AWS, over the internet", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

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
            await create(pair().aws, "vpc.SecurityGroupIngressRule", {
                ...{ securityGroupId: "sg-msk", cidrIpv4, ipProtocol: "tcp", fromPort: 9196, toPort: 9196 },
            });
        }
        await pair().query("CREATE SECRET password AS 'hunter2'");
    };
    const address = `'${brokerHost(1).replace("b-1", "b-1-public")}:9196'`;

    it("reaches public brokers that let every block in", async () => {
        await open();
        expect(await pair().tryQuery(kafkaConnection([address]))).to.equal("done");
    });

    it("does not where one block is not let in, or half of it", async () => {
        await open(["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/31"]);
        expect(await pair().tryQuery(kafkaConnection([address]))).to.equal(REFUSED);
    });

    it("does not reach a private address", async () => {
        await open();
        expect(await pair().tryQuery(kafkaConnection([`'${brokerHost(1)}:9096'`]))).to.equal(REFUSED);
        expect(await pair().tryQuery(kafkaConnection(["'kafka-1.internal:9096'"]))).to.equal(UNRESOLVED);
    });

    it("knows a group by its name, whoever makes it", async () => {
        await pair().query("CREATE SECRET password AS 'hunter2'");
        const { aws } = pair();
        const own = kafkaConnection(["'kafka-1.example.com:9096'"]);
        expect(await pair().tryQuery(own), "no group").to.equal(REFUSED);
        const securityGroupId = await create(aws, "ec2.SecurityGroup", { vpcId: "vpc-main", name: "brokers-0a1b2c3" });
        for (const cidrIpv4 of BLOCKS) {
            const port = { ipProtocol: "tcp", fromPort: 9096, toPort: 9096 };
            await create(aws, "vpc.SecurityGroupIngressRule", { securityGroupId, cidrIpv4, ...port });
        }
        expect(await pair().tryQuery(own)).to.equal("done");
    });
});
