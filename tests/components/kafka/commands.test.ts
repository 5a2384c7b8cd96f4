import { expect } from "chai";
import { kafkaCommands } from "../../../components/kafka/commands";

const REACH = "--bootstrap-server b-1:9098,b-2:9098 --command-config client.properties";

describe("kafkaCommands", () => {
    const commands = (asked: Omit<Parameters<typeof kafkaCommands>[0], "bootstrapServers">): string[] =>
        kafkaCommands({ bootstrapServers: "b-1:9098,b-2:9098", ...asked });

    it("kafkaCommands returns no commands without topics and ACLs", () => {
        expect(commands({})).to.be.empty;
    });

    it("kafkaCommands creates a topic with only the given options", () => {
        expect(commands({ topics: [{ name: "clicks", partitions: 3 }] })).to.deep.equal([
            `kafka-topics.sh ${REACH} --create --topic clicks --partitions 3`,
        ]);
        const configs = { "retention.ms": "1000", "cleanup.policy": "compact,delete" };
        expect(commands({ topics: [{ name: "clicks", partitions: 3, replicationFactor: 2, configs }] })).to.deep.equal([
            `kafka-topics.sh ${REACH} --create --topic clicks --partitions 3 --replication-factor 2 --config retention.ms=1000 --config cleanup.policy=compact,delete`,
        ]);
    });

    it("kafkaCommands creates ACLs, quoted for a shell", () => {
        const acl = { principal: "User:CN=it's me", resourceType: "TOPIC", resourceName: "clicks" } as const;
        expect(
            commands({
                acls: [
                    { ...acl, operations: ["READ", "DESCRIBE_CONFIGS"] },
                    {
                        ...acl,
                        operations: ["ALL"],
                        permission: "DENY",
                        host: "*",
                        resourceType: "GROUP",
                        patternType: "PREFIXED",
                    },
                    { ...acl, operations: ["IDEMPOTENT_WRITE"], resourceType: "CLUSTER", resourceName: "kafka-cluster" },
                ],
            }),
        ).to.deep.equal([
            String.raw`kafka-acls.sh ${REACH} --add --allow-principal 'User:CN=it'\''s me' --operation Read --operation DescribeConfigs --topic clicks`,
            String.raw`kafka-acls.sh ${REACH} --add --deny-principal 'User:CN=it'\''s me' --deny-host '*' --operation All --group clicks --resource-pattern-type prefixed`,
            String.raw`kafka-acls.sh ${REACH} --add --allow-principal 'User:CN=it'\''s me' --operation IdempotentWrite --cluster`,
        ]);
    });
});
