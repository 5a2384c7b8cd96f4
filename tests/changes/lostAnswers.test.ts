import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { timeLimit, type Server } from "../server";
import { kindOf, StackResource, resetEnvironment, query } from "./support";

const SETUP = ["CREATE ROLE team", "GRANT team TO materialize", "CREATE SECRET theirs AS '1'"];
const MOMENTS = ["before", "during", "after"] as const;
const KAFKA = { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" };

/** A change of a resource, and the statement whose answer is lost. */
interface LostAnswer {
    readonly kind: string;
    readonly from: Fields;
    readonly to: Fields;
    readonly statement: RegExp;
}

const LOST_ANSWERS: readonly LostAnswer[] = [
    { kind: "Secret", from: { value: "1" }, to: { value: "2" }, statement: /^ALTER SECRET .* AS/u },
    { kind: "Secret", from: { value: "1" }, to: { value: "1", name: "renamed" }, statement: /RENAME TO/u },
    { kind: "Secret", from: { value: "1" }, to: { value: "1", comment: "c" }, statement: /^COMMENT ON/u },
    { kind: "Secret", from: { value: "1" }, to: { value: "1", owner: "team" }, statement: /OWNER TO/u },
    {
        kind: "KafkaConnection",
        from: KAFKA,
        to: { ...KAFKA, brokers: ["127.0.0.1:9092", "127.0.0.1:9092"] },
        statement: /SET \(BROKERS/u,
    },
    { kind: "Cluster", from: { size: "25cc" }, to: { size: "50cc", replicationFactor: 2 }, statement: /^ALTER CLUSTER/u },
    {
        kind: "SshTunnelConnection",
        from: { host: "h", user: "u" },
        to: { host: "h", user: "u", rotateKeys: "2" },
        statement: /ROTATE KEYS/u,
    },
    {
        kind: "Grant",
        from: { on: { secret: "theirs" }, role: "team", privileges: ["USAGE"] },
        to: { on: { secret: "theirs" }, role: "team", privileges: ["USAGE"] },
        statement: /^GRANT USAGE/u,
    },
    {
        kind: "Grant",
        from: { on: { allSecrets: true }, role: "team", privileges: ["USAGE"] },
        to: { on: { allSecrets: true }, role: "team", privileges: ["USAGE"] },
        statement: /^GRANT USAGE ON SECRET/u,
    },
];

describe("a lost answer", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;

    beforeEach(async () => {
        local = await resetEnvironment(SETUP);
    });
    afterEach(() => {
        local.faults.clear();
    });

    const newResource = (kind: string): StackResource => new StackResource(kindOf(kind), local, { connectWithin: "2" });
    const secrets = (): Promise<Record<string, unknown>[]> =>
        query(local, "SELECT id, name FROM mz_secrets WHERE name <> 'theirs'");
    const timesSent = (statement: RegExp): number => local.log.entries.filter(({ sql }) => statement.test(sql)).length;

    for (const when of MOMENTS) {
        it(`a create creates a secret once if the connection breaks ${when} its CREATE statement`, async () => {
            local.faults.hangUp(when, /^CREATE SECRET/u);
            const secret = newResource("Secret");
            const { id } = await secret.up({ value: "1", comment: "c" });
            expect(await secrets()).to.deep.equal([{ id, name: "it" }]);
            expect(await secret.hasNoChanges({ value: "1", comment: "c" })).to.equal(true);
        });

        it(`a delete drops a secret if the connection breaks ${when} its DROP statement`, async () => {
            const secret = newResource("Secret");
            await secret.up({ value: "1" });
            local.faults.hangUp(when, /^DROP SECRET/u);
            await secret.destroy();
            expect(await secrets()).to.be.empty;
        });

        for (const { kind, from, to, statement } of LOST_ANSWERS) {
            it(`an up of ${kind} completes if the connection breaks ${when} the statement that matches ${statement.source}`, async () => {
                const resource = newResource(kind);
                if (kind !== "Grant") await resource.up(from);
                local.faults.hangUp(when, statement);
                await resource.up(to);
                expect(timesSent(statement), "the statement was sent").to.be.greaterThan(0);
                expect(await resource.hasNoChanges(to), "a second up sends no statement").to.equal(true);
                expect(await resource.refreshesUnchanged(to), "a refresh reads the arguments").to.equal(true);
            });
        }
    }

    it("a lost answer to CREATE VIEW is resolved although Materialize stores the query in another form", async () => {
        local.faults.hangUp("after", /^CREATE VIEW/u);
        const select = "SELECT CAST(length(n) AS bigint) l, count(*) FROM (SELECT '1' AS n) s WHERE n != '2' GROUP BY 1";
        const view = newResource("View");
        await view.up({ query: select });
        expect(timesSent(/^CREATE VIEW/u)).to.equal(1);
        expect(await view.hasNoChanges({ query: select })).to.equal(true);
    });

    it("a lost answer to ROTATE KEYS does not rotate the keys twice", async () => {
        const tunnel = newResource("SshTunnelConnection");
        await tunnel.up({ host: "h", user: "u" });
        local.faults.hangUp("after", /ROTATE KEYS/u);
        await tunnel.up({ host: "h", user: "u", rotateKeys: "2" });
        expect(timesSent(/ROTATE KEYS/u)).to.equal(1);
    });

    it("a lost answer to CREATE CONNECTION does not adopt a different connection of this name", async () => {
        await query(local, "CREATE CONNECTION it TO SSH TUNNEL (HOST 'h', USER 'somebody')");
        local.faults.hangUp("after", /^CREATE CONNECTION/u);
        const error = await newResource("SshTunnelConnection").up({ host: "h", user: "u" }).then(String, String);
        expect(error).to.contain("already exists").and.to.contain("adopt: true");
    });

    it("a lost answer to CREATE SECRET does not adopt a secret with dependants", async () => {
        await query(local, "CREATE SECRET it AS '1'");
        await query(
            local,
            "CREATE CONNECTION uses TO KAFKA (BROKER 'h:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET it) WITH (VALIDATE = false)",
        );
        local.faults.hangUp("after", /^CREATE SECRET/u);
        const error = await newResource("Secret").up({ value: "1" }).then(String, String);
        expect(error).to.contain("already exists").and.to.contain("adopt: true");
    });
});

describe("a create whose outcome is unknown", function () {
    this.timeout(timeLimit("60s"));

    /** Creates a secret on a server that runs the statement and then restarts, so that the create fails without an answer. */
    async function createWithoutAnswer(local: Server): Promise<StackResource> {
        const secret = new StackResource(kindOf("Secret"), local, { connectWithin: "1" });
        local.faults.crash("after", /^CREATE SECRET "materialize"/u, 3000);
        const error = await secret.up({ value: "1", comment: "c" }).then(String, String);
        expect(error).to.contain("It is not known whether").and.to.contain("was created");
        await setTimeout(2500);
        return secret;
    }

    it("the up after a create without an answer finds the object and completes the create", async () => {
        const local = await resetEnvironment(SETUP);
        const secret = await createWithoutAnswer(local);
        await secret.up({ value: "1", comment: "c" });
        expect(local.log.entries.filter(({ sql }) => sql.startsWith('CREATE SECRET "materialize"'))).to.have.length(1);
        expect(await secret.hasNoChanges({ value: "1", comment: "c" })).to.equal(true);
        expect(await secret.refreshesUnchanged({ value: "1", comment: "c" })).to.equal(true);
    });

    it("a refresh after a create without an answer finds the object", async () => {
        const local = await resetEnvironment(SETUP);
        const secret = await createWithoutAnswer(local);
        await secret.refresh();
        await secret.up({ value: "1", comment: "c" });
        expect(local.log.entries.filter(({ sql }) => sql.startsWith('CREATE SECRET "materialize"'))).to.have.length(1);
        expect(await secret.hasNoChanges({ value: "1", comment: "c" })).to.equal(true);
    });

    it("a destroy after a create without an answer drops the object", async () => {
        const local = await resetEnvironment(SETUP);
        const secret = await createWithoutAnswer(local);
        await secret.destroy();
        expect(await query(local, "SELECT name FROM mz_secrets WHERE name = 'it'")).to.be.empty;
    });
});
