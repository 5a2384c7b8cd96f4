import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { skip, timeLimit } from "../server";
import { createTopic, deleteTopic, produce } from "./support/messages";
import { compile, documentedPrograms } from "./support/programs";
import { Stack } from "./support/stack";
import { query, changeStatements, kafka, settings, getTestServer } from "./support/testServer";

const NAME = "docs_rotate_keys_md_1";
const SOURCE = "rotation_lines";
const { SSH_BASTION, SSH_AUTHORIZED_KEYS } = process.env;

interface Bastion {
    readonly host: string;
    readonly port: number;
    readonly user: string;
}

const BASTION_OF_PAGE: Bastion = { host: "bastion.example.com", port: 22, user: "materialize" };

/** Returns the bastion of the page, or the one at SSH_BASTION for an external server. */
async function bastionOfServer(test: Mocha.Context): Promise<Bastion> {
    if ((await getTestServer()).local) return BASTION_OF_PAGE;
    const found = /^(?<user>.*)@(?<host>.*):(?<port>\d+)$/u.exec(SSH_BASTION ?? "")?.groups;
    if (found === undefined || SSH_AUTHORIZED_KEYS === undefined)
        skip(test, "needs a bastion: SSH_BASTION and SSH_AUTHORIZED_KEYS are not set");
    return { host: found.host ?? "", port: Number(found.port), user: found.user ?? "" };
}

/** Returns the program of the page for a bastion. */
const atBastion = (text: string, bastion: Bastion): string =>
    bastion === BASTION_OF_PAGE
        ? text
        : text
              .replace(`"${BASTION_OF_PAGE.host}"`, `"${bastion.host}", port: ${String(bastion.port)}`)
              .replace(`"${BASTION_OF_PAGE.user}"`, `"${bastion.user}"`);

describe("docs/rotate-keys.md", function () {
    this.timeout(timeLimit("3m"));
    const stack = new Stack("rotation");

    let bastion: Bastion;
    /** A topic of the local world, or one that the test creates. */
    let topic = "txt";

    before(async function () {
        bastion = await bastionOfServer(this);
        const { local } = await getTestServer();
        await local?.reset();
        if (!local) await createTopic(kafka.broker, (topic = `rotation-${String(Date.now())}`));
        const programs = documentedPrograms()
            .filter(({ name }) => name === NAME)
            .map(({ name, text }) => ({ name, text: atBastion(text, bastion) }));
        expect(await compile(programs, stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/${NAME}.js");`);
        await stack.configure(await settings());
    });
    after(async () => {
        if (topic !== "txt") await deleteTopic(kafka.broker, topic);
        await query(`DROP SOURCE IF EXISTS ${SOURCE}`);
        await query(`DROP CONNECTION IF EXISTS ${SOURCE}_kafka`);
        await stack.destroy();
        stack.remove();
    });

    /** Runs a step, and returns the keys that Materialize has afterwards. */
    async function up(rotated?: string): Promise<string[]> {
        if (rotated !== undefined) await stack.configure({ "bastion:rotated": rotated });
        const since = Date.now();
        const { code, output } = await stack.up();
        expect(code, output).to.equal(0);
        const rotations = (await changeStatements(since)).filter(statement => statement.includes("ROTATE KEYS"));
        if ((await getTestServer()).local) expect(rotations).to.have.length(rotated === undefined ? 0 : 1);
        return String((await stack.outputs()).authorizedKeys).split("\n");
    }

    async function setBastionKeys(keys: readonly string[]): Promise<void> {
        const { local } = await getTestServer();
        if (local) local.world.change({ bastions: [{ ...bastion, keys }] });
        else writeFileSync(SSH_AUTHORIZED_KEYS ?? "", `${keys.join("\n")}\n`);
    }

    const validateConnection = (): Promise<string> => query("VALIDATE CONNECTION kafka_bastion").then(() => "let in", String);

    /** Creates a source that reads a topic through the tunnel. */
    async function createSource(): Promise<void> {
        await query(
            `CREATE CONNECTION ${SOURCE}_kafka TO KAFKA (BROKER '${kafka.broker}' USING SSH TUNNEL kafka_bastion, SECURITY PROTOCOL 'PLAINTEXT')`,
        );
        await query(
            `CREATE SOURCE ${SOURCE} IN CLUSTER ${kafka.cluster} FROM KAFKA CONNECTION ${SOURCE}_kafka (TOPIC '${topic}') FORMAT TEXT`,
        );
    }

    /** Writes a message to the topic, if its broker stores messages, and waits until the source has read it. */
    async function readsNewMessage(text: string): Promise<void> {
        if ((await getTestServer()).local) return;
        await produce(kafka.broker, topic, [text]);
        const isRead = async () => (await query(`SELECT FROM ${SOURCE} WHERE text = $1`, [text])).length > 0;
        for (let tries = 0; !(await isRead()); tries += 1) {
            expect(tries, `${text} was not read`).to.be.below(60);
            await wait(500);
        }
    }

    it("docs/rotate-keys.md replaces both keys and never closes the tunnel", async () => {
        const [one, two] = await up();
        await setBastionKeys([one ?? "", two ?? ""]);
        expect(await validateConnection()).to.equal("let in");
        await createSource();
        await readsNewMessage(`before ${String(Date.now())}`);

        const first = await up("2026-11-a");
        expect(first[0], "the second key is the first now").to.equal(two);
        expect(first[1]).not.to.be.oneOf([one, two]);
        expect(await validateConnection(), "with the old keys").to.equal("let in");
        await setBastionKeys(first);
        expect(await validateConnection(), "with the new ones").to.equal("let in");
        expect(await up(), "once").to.deep.equal(first);
        await readsNewMessage(`after one rotation ${String(Date.now())}`);

        const second = await up("2026-11-b");
        expect(second).not.to.include.members([one]).and.not.to.include.members([two]);
        expect(await validateConnection(), "with the keys of the first step").to.equal("let in");
        await setBastionKeys(second);
        expect(await validateConnection(), "with the new ones").to.equal("let in");
        await readsNewMessage(`after two rotations ${String(Date.now())}`);
        await setBastionKeys([one ?? "", two ?? ""]);
        expect(await validateConnection(), "where the bastion learned nothing in between").to.contain("Permission denied");
    });
});
