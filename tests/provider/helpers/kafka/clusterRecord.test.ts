import { expect } from "chai";
import { type LocalKafka, startKafka } from "../../../kafka";
import { failure } from "../aws/support";
import { Resource } from "./support";

const SETTING = "materialize:kafkaClusterIds (or MZ_KAFKA_CLUSTER_IDS)";

const TOPIC = { name: "clicks", partitions: 2 };
const ACL = { principal: "User:materialize", resourceType: "TOPIC", resourceName: "clicks", operations: ["READ"] };

/** The helper resources that write over the Kafka protocol, and an update of each. */
const CASES = [
    { kind: "KafkaTopic", args: TOPIC, changed: { ...TOPIC, partitions: 4 } },
    { kind: "KafkaAcl", args: ACL, changed: { ...ACL, operations: ["READ", "WRITE"] } },
];

describe("the Kafka cluster of topics and ACLs", function () {
    this.timeout("60s");
    let ours: LocalKafka;
    let theirs: LocalKafka;

    beforeEach(async () => {
        [ours, theirs] = await Promise.all([start(), start()]);
    });
    afterEach(() => Promise.all([ours.close(), theirs.close()]));

    const start = () => startKafka({ authorizer: true, superUsers: ["User:ANONYMOUS"] });
    const accessOf = (kafka: LocalKafka) => ({
        bootstrapServers: String(kafka.addresses[0]),
        securityProtocol: "PLAINTEXT",
        timeoutMinutes: 0.2,
    });
    /** Returns what a cluster has, without ids. */
    const contentOf = ({ world }: LocalKafka) => ({
        topics: [...world.topics].map(([name, { partitions }]) => [name, partitions]),
        acls: world.acls.map(acl => ({ ...acl })),
    });
    const createdIn = async (kafka: LocalKafka, kind: string, args: object): Promise<Resource> => {
        const made = new Resource(kind, accessOf(kafka));
        await made.create({ ...args });
        return made;
    };

    for (const { kind, args, changed } of CASES) {
        /** Creates the same resource in both clusters, and returns ours. */
        const createdInBoth = async (): Promise<Resource> => {
            await createdIn(theirs, kind, args);
            return createdIn(ours, kind, args);
        };

        it(`${kind} refuses to update, read and delete in another cluster than the one that it records`, async () => {
            const made = await createdInBoth();
            expect(made.state.kafkaClusterId).to.equal(ours.world.clusterId);
            const before = contentOf(theirs);
            made.access = accessOf(theirs);
            const refusal = `is the cluster "${String(theirs.world.clusterId)}", and the state belongs to the cluster "${String(ours.world.clusterId)}": give the bootstrap servers of that cluster, or confirm the move`;
            expect(await failure(made.update(changed)))
                .to.contain(refusal)
                .and.to.contain(SETTING);
            made.state = { ...made.state, ...made.access };
            expect(await failure(made.refresh())).to.contain(refusal);
            expect(await failure(made.delete())).to.contain(refusal);
            expect(contentOf(theirs)).to.deep.equal(before);
        });

        it(`${kind} is created in a cluster that is confirmed, takes over nothing there and deletes nothing there`, async () => {
            const made = await createdInBoth();
            const before = contentOf(theirs);
            made.access = accessOf(theirs);
            made.confirm(`another,${String(theirs.world.clusterId)}`);
            expect(await failure(made.update(changed))).to.contain("already");
            const moved = { ...made.state, ...made.access };
            made.state = moved;
            expect(await made.refresh()).to.equal(undefined);
            await made.delete();
            expect(contentOf(theirs)).to.deep.equal(before);
            theirs.world.topics.clear();
            theirs.world.acls.length = 0;
            await made.update(changed);
            expect(made.state.kafkaClusterId).to.equal(theirs.world.clusterId);
        });

        it(`${kind} goes on under other bootstrap servers of the same cluster`, async () => {
            const made = await createdIn(ours, kind, args);
            theirs.world.clusterId = ours.world.clusterId;
            made.access = accessOf(theirs);
            await made.update(changed);
            await made.delete();
        });

        it(`${kind} refuses brokers that give no cluster id unless that is confirmed`, async () => {
            ours.world.clusterId = null;
            const before = contentOf(ours);
            const made = new Resource(kind, accessOf(ours));
            expect(await failure(made.create({ ...args })))
                .to.contain("gives no cluster id")
                .and.to.contain(`with none in ${SETTING}`);
            expect(contentOf(ours)).to.deep.equal(before);
            made.confirm("none");
            await made.create({ ...args });
            expect(await made.refresh()).to.not.equal(undefined);
            made.confirm("");
            for (const act of [() => made.update(changed), () => made.refresh(), () => made.delete()])
                expect(await failure(act())).to.contain("gives no cluster id");
            made.confirm("none");
            await made.update(changed);
            await made.delete();
            expect(contentOf(ours)).to.deep.equal(before);
        });

        it(`${kind} records the cluster in a state without one, if the bootstrap servers are the same`, async () => {
            const made = await createdIn(ours, kind, args);
            const { kafkaClusterId, ...old } = made.state;
            for (const act of [() => made.refresh(), () => made.update(changed)]) {
                made.state = old;
                await act();
                expect(made.state).to.deep.include({ kafkaClusterId });
            }
            made.state = old;
            made.access = accessOf(theirs);
            expect(await failure(made.update(changed))).to.contain(
                `the state does not tell to which cluster it belongs, and the bootstrap servers were ${String(old.bootstrapServers)} before: run \`pulumi refresh\``,
            );
            made.confirm(String(theirs.world.clusterId));
            await made.update(changed);
            expect(made.state.kafkaClusterId).to.equal(theirs.world.clusterId);
        });
    }

    it("KafkaTopic does not record the cluster for a topic with other partitions than the state's", async () => {
        const made = await createdIn(ours, "KafkaTopic", TOPIC);
        const { kafkaClusterId, ...old } = made.state;
        ours.world.addTopic("clicks", 7);
        made.state = old;
        for (const act of [() => made.refresh(), () => made.delete()])
            expect(await failure(act())).to.contain("something else under this name than the state: see whose it is");
        made.confirm(String(kafkaClusterId));
        expect(await made.refresh()).to.deep.include({ partitions: 7, kafkaClusterId });
    });
});
