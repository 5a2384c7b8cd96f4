import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect } from "chai";
import { Admin } from "@platformatic/kafka";
import { type LocalKafka, startKafka } from "../kafka";
import { Stack } from "./support/stack";

/** The classes are not part of the public API, so they are imported from the sources. */
const STEPS = JSON.stringify(resolve(__dirname, "../../components/kafka/helperResources.ts"));
const TSX = JSON.stringify(createRequire(__filename).resolve("tsx/cjs"));
const PASSWORD = "hunter2-of-the-admin";

/** A topic and an ACL of its reader, created by an administrator. */
const program = (server: string, partitions: number): string => `
    require(${TSX});
    const { KafkaAcl, KafkaTopic } = require(${STEPS});
    const sasl = { mechanism: "SCRAM-SHA-512", username: "admin", password: config.require("password") };
    const access = { bootstrapServers: "${server}", securityProtocol: "SASL_PLAINTEXT", sasl, timeoutMinutes: 1 };
    const configs = { "retention.ms": "1000" };
    const topic = new KafkaTopic("clicks", { access, topic: { name: "clicks", partitions: ${String(partitions)}, configs } });
    const acl = { principal: "User:materialize", resourceType: "TOPIC", resourceName: topic.name, operations: ["READ"] };
    new KafkaAcl("clicks", { access, acl });`;

describe("topics and ACLs with the engine", function () {
    this.timeout("3m");
    let kafka: LocalKafka;
    let stack: Stack;

    before(async () => {
        const mechanisms = ["SCRAM-SHA-512"];
        const users = { admin: PASSWORD };
        kafka = await startKafka({
            listeners: [{ mechanisms }, {}],
            users,
            authorizer: true,
            superUsers: ["User:admin", "User:ANONYMOUS"],
        });
        stack = new Stack("topics");
        await stack.configure({ "materialize:host": "127.0.0.1", "topics:password": PASSWORD });
    });
    after(async () => {
        stack.remove();
        await kafka.close();
    });

    it("Topics and ACLs are created, corrected after changes of another client, and deleted, and no output has a password", async () => {
        const [server = "", open = ""] = kafka.addresses;
        const shown: string[] = [];
        const run = async (done: Promise<{ code: number; output: string }>): Promise<string> => {
            const { code, output } = await done;
            shown.push(output);
            expect(code, output).to.equal(0);
            return output;
        };
        await run(stack.program(program(server, 2)).up());
        expect(kafka.world.topics.get("clicks")?.partitions).to.equal(2);
        expect(kafka.world.acls).to.have.length(1);
        const admin = new Admin({ clientId: "somebody-else", bootstrapBrokers: [open] });
        await admin.createPartitions({ topics: [{ name: "clicks", count: 3 }] });
        await admin.close();
        kafka.world.acls.length = 0;
        await run(stack.program(program(server, 4)).up("--refresh"));
        expect(kafka.world.topics.get("clicks")?.partitions).to.equal(4);
        expect(kafka.world.acls, "recreated").to.have.length(1);
        await run(stack.destroy());
        expect([kafka.world.topics.size, kafka.world.acls.length]).to.deep.equal([0, 0]);
        expect(shown.join()).to.not.contain(PASSWORD);
        expect((await stack.state()).map(({ inputs, outputs }) => JSON.stringify([inputs, outputs])).join()).to.not.contain(
            PASSWORD,
        );
    });
});
