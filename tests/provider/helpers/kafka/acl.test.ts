import { expect } from "chai";
import { asOtherClient, uniqueName, getTestKafka, username } from "../../../kafka/testKafka";
import { failure } from "../aws/support";
import { Resource } from "./support";

const PRINCIPAL = `User:${username}`;

describe("KafkaAcl", function () {
    this.timeout("60s");

    const acl = async (): Promise<{
        made: Resource;
        rule: { principal: string; resourceType: string; resourceName: string };
    }> => ({
        made: new Resource("KafkaAcl", (await getTestKafka()).admin),
        rule: { principal: PRINCIPAL, resourceType: "TOPIC", resourceName: uniqueName() },
    });

    it("KafkaAcl creates ACLs, and creates and deletes others in place", async () => {
        const { made, rule } = await acl();
        await made.create({ ...rule, operations: ["READ", "DESCRIBE"] });
        expect(await made.refresh()).to.deep.include({ operations: ["READ", "DESCRIBE"], host: "*", permission: "ALLOW" });
        expect(made.isChangedBy({ ...rule, operations: ["READ", "DESCRIBE"], host: "*" })).to.equal(false);
        await made.update({ ...rule, operations: ["WRITE", "READ"] });
        expect(await made.refresh()).to.deep.include({ operations: ["WRITE", "READ"] });
        await made.delete();
        expect(await made.refresh()).to.equal(undefined);
        await made.delete();
    });

    it("a refresh of KafkaAcl finds ACLs that were deleted outside of Pulumi", async () => {
        const { made, rule } = await acl();
        await made.create({ ...rule, operations: ["READ", "WRITE"], patternType: "PREFIXED" });
        const remove = (operation: 3 | 4) =>
            asOtherClient(admin => {
                const { principal, resourceName } = rule;
                const filter = {
                    resourceType: 2,
                    resourceName,
                    resourcePatternType: 4,
                    principal,
                    host: "*",
                    operation,
                    permissionType: 3,
                } as const;
                return admin.deleteAcls({ filters: [filter] });
            });
        expect(await remove(4)).to.have.length(1);
        expect(await made.refresh()).to.deep.include({ operations: ["READ"] });
        expect(await remove(3)).to.have.length(1);
        expect(await made.refresh()).to.equal(undefined);
    });

    it("KafkaAcl refuses ACLs that already exist", async () => {
        const { made, rule } = await acl();
        await made.create({ ...rule, operations: ["READ"] });
        const { made: other } = await acl();
        expect(await failure(other.create({ ...rule, operations: ["DESCRIBE", "READ"] }))).to.equal(
            `${PRINCIPAL} has an ACL (ALLOW READ) on the TOPIC "${rule.resourceName}" already: leave it out of the program, else remove it first with \`kafka-acls.sh --remove\``,
        );
        await other.create({ ...rule, operations: ["READ"], permission: "DENY" });
        await other.delete();
        expect(await made.refresh(), "the existing ACL stays").to.deep.include({ operations: ["READ"] });
        await made.delete();
    });

    it("the ACLs of KafkaAcl decide which client may use a topic", async () => {
        const { user } = await getTestKafka();
        const name = uniqueName();
        const topic = new Resource("KafkaTopic", user("SCRAM-SHA-512"));
        expect(await failure(topic.create({ name, partitions: 1 }))).to.contain("this user is not authorized for the topic");
        const own = new Resource("KafkaAcl", user("SCRAM-SHA-512"));
        const rule = { principal: PRINCIPAL, resourceType: "TOPIC", resourceName: name, operations: ["READ"] };
        expect(await failure(own.create(rule))).to.contain(
            "this user is not authorized for the cluster: it must be a super user",
        );
        const { made } = await acl();
        await made.create({ ...rule, operations: ["CREATE", "DESCRIBE", "DESCRIBE_CONFIGS", "DELETE"] });
        await topic.create({ name, partitions: 1 });
        expect(await topic.refresh()).to.deep.include({ partitions: 1 });
        await topic.delete();
        await made.delete();
    });
});
