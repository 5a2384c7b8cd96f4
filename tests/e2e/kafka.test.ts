import { createRequire } from "node:module";
import { resolve } from "node:path";
import { expect } from "chai";
import { timeLimit } from "../server";
import { Admin } from "@platformatic/kafka";
import { type LocalKafka, PATTERN, PERMISSION, RESOURCE, startKafka } from "../kafka";
import { Stack } from "./support/stack";

/** The classes are not part of the public API, so they are imported from the sources. */
const STEPS = JSON.stringify(resolve(__dirname, "../../components/kafka/helperResources.ts"));
const TSX = JSON.stringify(createRequire(__filename).resolve("tsx/cjs"));
const PASSWORD = "hunter2-of-the-admin";

const BROKER = process.env.KAFKA_BROKER;
const TOPIC = `e2e-topics-${String(Date.now())}`;
/** Matches the ACLs of the topic's reader; 1 stands for any operation. */
const ACLS_OF_TOPIC = {
    resourceType: RESOURCE.TOPIC,
    resourceName: TOPIC,
    resourcePatternType: PATTERN.LITERAL,
    principal: "User:materialize",
    host: "*",
    operation: 1,
    permissionType: PERMISSION.ANY,
} as const;

/** The security of an administrator: a super user of the local Kafka, or any client of the plaintext listener at KAFKA_BROKER. */
const SECURITY =
    BROKER === undefined
        ? `securityProtocol: "SASL_PLAINTEXT", sasl: { mechanism: "SCRAM-SHA-512", username: "admin", password: config.require("password") }`
        : `securityProtocol: "PLAINTEXT"`;

/** A topic and an ACL of its reader, created by an administrator. */
const program = (server: string, partitions: number): string => `
    require(${TSX});
    const { KafkaAcl, KafkaTopic } = require(${STEPS});
    const access = { bootstrapServers: "${server}", timeoutMinutes: 1, ${SECURITY} };
    const configs = { "retention.ms": "1000" };
    const topic = new KafkaTopic("clicks", { access, topic: { name: "${TOPIC}", partitions: ${String(partitions)}, configs } });
    const acl = { principal: "User:materialize", resourceType: "TOPIC", resourceName: topic.name, operations: ["READ"] };
    new KafkaAcl("clicks", { access, acl });`;

describe("topics and ACLs with the engine", function () {
    this.timeout(timeLimit("3m"));
    let kafka: LocalKafka | undefined;
    let stack: Stack;
    /** A client other than the provider. */
    let other: Admin;

    before(async () => {
        const mechanisms = ["SCRAM-SHA-512"];
        const users = { admin: PASSWORD };
        if (BROKER === undefined)
            kafka = await startKafka({
                listeners: [{ mechanisms }, {}],
                users,
                authorizer: true,
                superUsers: ["User:admin", "User:ANONYMOUS"],
            });
        other = new Admin({ clientId: "somebody-else", bootstrapBrokers: [kafka?.addresses[1] ?? BROKER ?? ""] });
        stack = new Stack("topics");
        await stack.configure({ "materialize:host": "127.0.0.1", "topics:password": PASSWORD });
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await other.close();
        await kafka?.close();
    });

    const partitions = async (): Promise<number | undefined> =>
        (await other.metadata({ topics: [TOPIC], forceUpdate: true }).catch(() => undefined))?.topics.get(TOPIC)?.partitions
            .length;
    const acls = async () =>
        (await other.describeAcls({ filter: ACLS_OF_TOPIC })).flatMap(resource =>
            resource.acls.map(acl => ({ ...resource, ...acl })),
        );

    it("Topics and ACLs are created, corrected after changes of another client, and deleted, and no output has a password", async () => {
        const server = kafka?.addresses[0] ?? BROKER ?? "";
        const shown: string[] = [];
        const run = async (done: Promise<{ code: number; output: string }>): Promise<string> => {
            const { code, output } = await done;
            shown.push(output);
            expect(code, output).to.equal(0);
            return output;
        };
        await run(stack.program(program(server, 2)).up());
        expect(await partitions()).to.equal(2);
        expect(await acls()).to.have.length(1);
        await other.createPartitions({ topics: [{ name: TOPIC, count: 3 }] });
        await other.deleteAcls({ filters: [ACLS_OF_TOPIC] });
        expect(await acls()).to.be.empty;
        await run(stack.program(program(server, 4)).up("--refresh"));
        expect(await partitions()).to.equal(4);
        expect(await acls(), "recreated").to.have.length(1);
        await run(stack.destroy());
        expect([await partitions(), await acls()]).to.deep.equal([undefined, []]);
        expect(shown.join()).to.not.contain(PASSWORD);
        expect((await stack.state()).map(({ inputs, outputs }) => JSON.stringify([inputs, outputs])).join()).to.not.contain(
            PASSWORD,
        );
    });
});
