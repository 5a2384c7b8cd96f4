import { expect } from "chai";
import { asOtherClient, uniqueName, getTestKafka, requireLocalKafka } from "../../../kafka/testKafka";
import { failure } from "../aws/support";
import { Resource } from "./support";

describe("KafkaTopic", function () {
    this.timeout("60s");

    const topic = async (): Promise<{ made: Resource; name: string }> => ({
        made: new Resource("KafkaTopic", (await getTestKafka()).admin),
        name: uniqueName(),
    });

    it("KafkaTopic creates a topic, and adds partitions and changes settings in place", async () => {
        const { made, name } = await topic();
        const own = { "retention.ms": "1000", "cleanup.policy": "compact" };
        const first = { name, partitions: 2, replicationFactor: 1, configs: own };
        await made.create(first);
        expect(await made.refresh()).to.deep.include({ partitions: 2, replicationFactor: 1 });
        expect(made.isChangedBy(first)).to.equal(false);
        await made.update({ name, partitions: 3, replicationFactor: 1, configs: { "retention.ms": "2000" } });
        expect(await made.refresh()).to.deep.include({ partitions: 3, configs: { "retention.ms": "2000" } });
        const configs = await asOtherClient(admin =>
            admin.describeConfigs({ resources: [{ resourceType: 2, resourceName: name, configurationKeys: null }] }),
        );
        expect(
            configs[0]?.configs.find(config => config.name === "cleanup.policy")?.value,
            "the default of the brokers",
        ).to.equal("delete");
        await made.delete();
        expect(await made.refresh()).to.equal(undefined);
    });

    it("KafkaTopic uses the brokers' defaults for replicas and settings", async () => {
        const { made, name } = await topic();
        await made.create({ name, partitions: 1 });
        const seen = await made.refresh();
        expect(seen).to.not.have.any.keys("replicationFactor", "configs");
        await made.delete();
    });

    it("the check of KafkaTopic refuses fewer partitions and another replication factor", async () => {
        const { made, name } = await topic();
        await made.create({ name, partitions: 3, replicationFactor: 1 });
        expect(await failure(made.update({ name, partitions: 2, replicationFactor: 1 }))).to.equal(
            `the topic "${name}" has 3 partitions, and Kafka takes none away: write 3 instead of 2, or make a topic of another name`,
        );
        expect(await failure(made.update({ name, partitions: 3, replicationFactor: 2 }))).to.contain(
            "has the replicationFactor 1, which is not changed here: write 1 instead of 2",
        );
        await made.delete();
    });

    it("a refresh of KafkaTopic finds changes and deletions outside of Pulumi", async () => {
        const { made, name } = await topic();
        await made.create({ name, partitions: 1, configs: { "retention.ms": "1000" } });
        await asOtherClient(async admin => {
            await admin.createPartitions({ topics: [{ name, count: 2 }] });
            const configs = [{ name: "retention.ms", configOperation: 0, value: "5000" } as const];
            await admin.incrementalAlterConfigs({ resources: [{ resourceType: 2, resourceName: name, configs }] });
        });
        expect(await made.refresh()).to.deep.include({ partitions: 2, configs: { "retention.ms": "5000" } });
        expect(made.isChangedBy({ name, partitions: 2, configs: { "retention.ms": "1000" } })).to.equal(true);
        expect(await failure(made.update({ name, partitions: 1 }))).to.contain("has 2 partitions");
        await made.update({ name, partitions: 2, configs: { "retention.ms": "1000" } });
        expect(await made.refresh()).to.deep.include({ partitions: 2, configs: { "retention.ms": "1000" } });
        await asOtherClient(admin => admin.deleteTopics({ topics: [name] }));
        expect(await made.refresh()).to.equal(undefined);
        await made.delete();
    });

    it("KafkaTopic refuses a topic that already exists", async () => {
        const { made, name } = await topic();
        await asOtherClient(admin => admin.createTopics({ topics: [name], partitions: 1, replicas: 1 }));
        expect(await failure(made.create({ name, partitions: 1 }))).to.contain(
            `the topic "${name}" exists already: leave it out`,
        );
        await asOtherClient(admin => admin.deleteTopics({ topics: [name] }));
    });

    it("KafkaTopic creates a topic once, also if the answer is lost", async function () {
        const { lostAnswers } = await requireLocalKafka(this);
        const { made, name } = await topic();
        lostAnswers.add("CreateTopics");
        await made.create({ name, partitions: 1 });
        expect(await made.refresh()).to.deep.include({ partitions: 1 });
        await made.delete();
    });

    it("KafkaTopic reports errors of the brokers", async () => {
        const { made, name } = await topic();
        const { brokers } = await getTestKafka();
        const { admin } = await getTestKafka();
        const tooMany = await failure(made.create({ name, partitions: 1, replicationFactor: brokers + 1 }));
        expect(tooMany)
            .to.contain(`Kafka at ${String(admin.bootstrapServers)} answers: Unable to replicate the partition`)
            .and.to.contain("replicationFactor is greater than the number of available brokers");
        expect(await failure(made.create({ name, partitions: 1, configs: { "retention.msec": "1" } }))).to.contain(
            "Unknown topic config name: retention.msec",
        );
        expect(await failure(made.create({ name, partitions: 1, configs: { "retention.ms": "soon" } }))).to.contain(
            "Invalid value soon for configuration retention.ms: Not a number of type LONG",
        );
    });
});
