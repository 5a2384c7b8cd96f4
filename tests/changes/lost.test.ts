import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize } from "../materialize";
import { connected, kindOf, Life, region } from "./support";

const SETUP = ["CREATE ROLE team", "GRANT team TO materialize", "CREATE SECRET theirs AS '1'"];
const MOMENTS = ["before", "during", "after"] as const;
const KAFKA = { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" };

/** A program before and after a change, and the statement whose answer is lost. */
interface Loss {
    readonly kind: string;
    readonly from: Fields;
    readonly to: Fields;
    readonly statement: RegExp;
}

const LOSSES: readonly Loss[] = [
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
];

describe("where the answer to a statement is lost", function () {
    this.timeout("60s");
    let local: LocalMaterialize;

    beforeEach(async () => {
        local = await region(SETUP);
    });
    afterEach(() => {
        local.faults.clear();
    });

    const life = (kind: string): Life => new Life(kindOf(kind), local, { connectWithin: "2" });
    const ask = async (query: string): Promise<Record<string, unknown>[]> => {
        const client = await connected(local);
        try {
            return (await client.query<Record<string, unknown>>(query)).rows;
        } finally {
            await client.end();
        }
    };
    const secrets = (): Promise<Record<string, unknown>[]> => ask("SELECT id, name FROM mz_secrets WHERE name <> 'theirs'");
    const logged = (statement: RegExp): number => local.log.entries.filter(({ sql }) => statement.test(sql)).length;

    for (const when of MOMENTS) {
        it(`the object is made once: ${when} its CREATE`, async () => {
            local.faults.hangUp(when, /^CREATE SECRET/u);
            const secret = life("Secret");
            const { id } = await secret.up({ value: "1", comment: "c" });
            expect(await secrets()).to.deep.equal([{ id, name: "it" }]);
            expect(await secret.settled({ value: "1", comment: "c" })).to.equal(true);
        });

        it(`it is gone: ${when} its DROP`, async () => {
            const secret = life("Secret");
            await secret.up({ value: "1" });
            local.faults.hangUp(when, /^DROP SECRET/u);
            await secret.destroy();
            expect(await secrets()).to.be.empty;
        });

        for (const { kind, from, to, statement } of LOSSES) {
            it(`what is wanted is there: ${when} ${statement.source} of a ${kind}`, async () => {
                const one = life(kind);
                if (kind !== "Grant") await one.up(from);
                local.faults.hangUp(when, statement);
                await one.up(to);
                expect(logged(statement), "the fault happened").to.be.greaterThan(0);
                expect(await one.settled(to), "a second up does nothing").to.equal(true);
                expect(await one.refreshed(to), "as the program has it").to.equal(true);
            });
        }
    }

    it("a view is known again whatever Materialize made of its query", async () => {
        local.faults.hangUp("after", /^CREATE VIEW/u);
        const query = "SELECT CAST(length(n) AS bigint) l, count(*) FROM (SELECT '1' AS n) s WHERE n != '2' GROUP BY 1";
        const view = life("View");
        await view.up({ query });
        expect(logged(/^CREATE VIEW/u)).to.equal(1);
        expect(await view.settled({ query })).to.equal(true);
    });

    it("keys are rotated once", async () => {
        const tunnel = life("SshTunnelConnection");
        await tunnel.up({ host: "h", user: "u" });
        local.faults.hangUp("after", /ROTATE KEYS/u);
        await tunnel.up({ host: "h", user: "u", rotateKeys: "2" });
        expect(logged(/ROTATE KEYS/u)).to.equal(1);
    });

    it("what somebody else made is not taken for ours", async () => {
        await ask("CREATE CONNECTION it TO SSH TUNNEL (HOST 'h', USER 'somebody')");
        local.faults.hangUp("after", /^CREATE CONNECTION/u);
        const error = await life("SshTunnelConnection").up({ host: "h", user: "u" }).then(String, String);
        expect(error).to.contain("already exists").and.to.contain("adopt: true");
    });

    it("a secret that somebody uses is not taken for ours", async () => {
        await ask("CREATE SECRET it AS '1'");
        await ask(
            "CREATE CONNECTION uses TO KAFKA (BROKER 'h:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET it) WITH (VALIDATE = false)",
        );
        local.faults.hangUp("after", /^CREATE SECRET/u);
        const error = await life("Secret").up({ value: "1" }).then(String, String);
        expect(error).to.contain("already exists").and.to.contain("adopt: true");
    });
});

describe("where the server does not answer in time", function () {
    this.timeout("60s");

    /** A secret whose CREATE was carried out while nobody could hear of it. */
    async function perhapsMade(local: LocalMaterialize): Promise<Life> {
        const secret = new Life(kindOf("Secret"), local, { connectWithin: "1" });
        local.faults.crash("after", /^CREATE SECRET "materialize"/u, 3000);
        const error = await secret.up({ value: "1", comment: "c" }).then(String, String);
        expect(error).to.contain("It is not known whether").and.to.contain("was created");
        await setTimeout(2500);
        return secret;
    }

    it("the next up finds what was made, and goes on from there", async () => {
        const local = await region(SETUP);
        const secret = await perhapsMade(local);
        await secret.up({ value: "1", comment: "c" });
        expect(local.log.entries.filter(({ sql }) => sql.startsWith('CREATE SECRET "materialize"'))).to.have.length(1);
        expect(await secret.settled({ value: "1", comment: "c" })).to.equal(true);
        expect(await secret.refreshed({ value: "1", comment: "c" })).to.equal(true);
    });

    it("a refresh finds it, too", async () => {
        const local = await region(SETUP);
        const secret = await perhapsMade(local);
        await secret.refresh();
        await secret.up({ value: "1", comment: "c" });
        expect(local.log.entries.filter(({ sql }) => sql.startsWith('CREATE SECRET "materialize"'))).to.have.length(1);
        expect(await secret.settled({ value: "1", comment: "c" })).to.equal(true);
    });

    it("a destroy takes it away", async () => {
        const local = await region(SETUP);
        const secret = await perhapsMade(local);
        await secret.destroy();
        const client = await connected(local);
        expect((await client.query("SELECT name FROM mz_secrets WHERE name = 'it'")).rows).to.be.empty;
        await client.end();
    });
});
