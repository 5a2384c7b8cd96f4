import { expect } from "chai";

import { create } from "../support";
import { BLOCKS, brokerHost, useJoinedServers, kafkaConnection } from "./support";
import { REFUSED, UNRESOLVED } from "./messages";

describe("public brokers of the local AWS", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    const openCluster = async (blocks = BLOCKS): Promise<void> => {
        const [cluster] = pair().aws.world.all("cluster", props => props.clusterName === "orders");
        const group = cluster?.props.brokerNodeGroupInfo ?? {};
        if (cluster) {
            const connectivityInfo = { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } };
            pair().aws.world.change(cluster, { brokerNodeGroupInfo: { ...group, connectivityInfo } });
        }
        for (const brokerEntity of pair().aws.world.all("broker", props => props.kafka === cluster?.id)) {
            pair().aws.world.change(brokerEntity, {
                subnetId: brokerEntity.props.subnetId.replace("subnet-", "subnet-public-").replace("-c", "-b"),
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

    it("A Kafka connection reaches public brokers that allow every egress block", async () => {
        await openCluster();
        expect(await pair().tryQuery(kafkaConnection([address]))).to.equal("done");
    });

    it("A Kafka connection does not reach public brokers that allow only a part of an egress block", async () => {
        await openCluster(["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/31"]);
        expect(await pair().tryQuery(kafkaConnection([address]))).to.equal(REFUSED);
    });

    it("A Kafka connection without a network does not reach private addresses", async () => {
        await openCluster();
        expect(await pair().tryQuery(kafkaConnection([`'${brokerHost(1)}:9096'`]))).to.equal(REFUSED);
        expect(await pair().tryQuery(kafkaConnection(["'kafka-1.internal:9096'"]))).to.equal(UNRESOLVED);
    });

    it("A broker of the world's description has the security group that a program creates with its name", async () => {
        await pair().query("CREATE SECRET password AS 'hunter2'");
        const { aws } = pair();
        const connection = kafkaConnection(["'kafka-1.example.com:9096'"]);
        expect(await pair().tryQuery(connection), "before the group exists").to.equal(REFUSED);
        const securityGroupId = await create(aws, "ec2.SecurityGroup", { vpcId: "vpc-main", name: "brokers-0a1b2c3" });
        for (const cidrIpv4 of BLOCKS) {
            const port = { ipProtocol: "tcp", fromPort: 9096, toPort: 9096 };
            await create(aws, "vpc.SecurityGroupIngressRule", { securityGroupId, cidrIpv4, ...port });
        }
        expect(await pair().tryQuery(connection)).to.equal("done");
    });
});
