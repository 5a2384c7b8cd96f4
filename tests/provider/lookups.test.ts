import { type AddressInfo, connect, createServer } from "node:net";
import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";
import * as lookups from "../../provider/lookups";
import { lookupEnvironment } from "../../provider/lookups/lookupEnvironment";
import * as sdk from "../../sdk";
import { queryAt } from "../e2e/support/server";
import { type Server, startServer } from "../server";

const SETUP = [
    'CREATE SECRET "it""s" AS \'x\'',
    'COMMENT ON SECRET "it""s" IS \'a comment\'',
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION bastion TO SSH TUNNEL (HOST 'h', USER 'u')",
    "CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN = 'arn:aws:iam::123456789012:role/M')",
    "CREATE SOURCE txt IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt')",
    "CREATE SOURCE auctions IN CLUSTER quickstart FROM LOAD GENERATOR AUCTION",
    "CREATE TABLE lines FROM SOURCE txt (REFERENCE txt) FORMAT TEXT",
    "CREATE SOURCE hook IN CLUSTER quickstart FROM WEBHOOK BODY FORMAT JSON",
    "CREATE TABLE rates (a int)",
    'CREATE TABLE "x FROM WEBHOOK y" FROM WEBHOOK BODY FORMAT JSON',
    "CREATE TYPE int_list AS LIST (ELEMENT TYPE = int4)",
    "CREATE CONNECTION shop TO POSTGRES (HOST '127.0.0.1', PORT 15432, DATABASE 'postgres', USER 'postgres')",
    "CREATE SOURCE shop_tables IN CLUSTER quickstart FROM POSTGRES CONNECTION shop (PUBLICATION 'shop_tables')",
    "CREATE SCHEMA other",
    "CREATE VIEW other.numbers AS SELECT 1 AS a",
    "CREATE INDEX by_a IN CLUSTER quickstart ON other.numbers (a)",
    "CREATE NETWORK POLICY office (RULES ())",
    "CREATE CLUSTER batch REPLICAS (large (SIZE '25cc'), \"r.1\" (SIZE '25cc'))",
];

/** The qualified names of the objects of each kind that exist afterwards. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
    Secret: ['"materialize"."public"."it""s"'],
    KafkaConnection: ['"materialize"."public"."kafka"'],
    SshTunnelConnection: ['"materialize"."public"."bastion"'],
    AwsConnection: ['"materialize"."public"."aws"'],
    KafkaSource: ['"materialize"."public"."txt"'],
    LoadGeneratorSource: ['"materialize"."public"."auctions"'],
    PostgresConnection: ['"materialize"."public"."shop"'],
    PostgresSource: ['"materialize"."public"."shop_tables"'],
    SourceTable: ['"materialize"."public"."lines"'],
    WebhookSource: ['"materialize"."public"."hook"'],
    WebhookTable: ['"materialize"."public"."x FROM WEBHOOK y"'],
    Table: ['"materialize"."public"."rates"'],
    Type: ['"materialize"."public"."int_list"'],
    Cluster: ['"batch"', '"quickstart"'],
    ClusterReplica: ['"batch"."large"', '"batch"."r.1"'],
    Database: ['"materialize"'],
    Schema: ['"materialize"."other"', '"materialize"."public"'],
    View: ['"materialize"."other"."numbers"'],
    Index: ['"materialize"."other"."by_a"'],
    NetworkPolicy: ['"default"', '"office"'],
    Role: ['"materialize"'],
};

const PLURALS: Readonly<Record<string, string>> = { Index: "Indexes", NetworkPolicy: "NetworkPolicies" };

const objectKinds = [...kinds.values()].filter(kind => !hasSubject(kind));

/** Returns the error message of a lookup, or the objects that it finds. */
const outcome = async (look: Promise<unknown>): Promise<string> => {
    try {
        return `found ${JSON.stringify(await look)}`;
    } catch (error) {
        return String(error);
    }
};

/** Starts a server between the client and a server, which replaces a text of the answers by another one of the same length. */
async function replacing(to: number, text: string, by: string): Promise<{ port: number; close: () => void }> {
    const server = createServer(client => {
        const upstream = connect(to, "127.0.0.1");
        client.pipe(upstream);
        upstream.on("data", answer => client.write(answer.toString("latin1").replaceAll(text, by), "latin1"));
        for (const socket of [client, upstream]) socket.on("error", () => client.destroy());
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

describe("lookup functions", () => {
    let local: Server;
    let config: lookups.Config;

    /** Queries the server as another client. */
    const rows = (query: string): Promise<Record<string, unknown>[]> => queryAt(local.url, query);

    before(async function () {
        this.timeout("30s");
        local = await startServer({ settings: { enable_create_table_from_source: "on" } });
        await queryAt(local.url, ...SETUP);
        const settings = new Map([
            ["materialize:host", local.host],
            ["materialize:port", String(local.port)],
            ["materialize:profiles", JSON.stringify({ eu: { host: local.host, port: local.port, database: "elsewhere" } })],
        ]);
        config = { get: key => settings.get(key) };
    });
    after(() => local.close());

    it("Every kind of object has four lookup functions", () => {
        const names = objectKinds.flatMap(({ name }) => {
            const all = PLURALS[name] ?? `${name}s`;
            return [`get${name}`, `get${name}Output`, `get${all}`, `get${all}Output`];
        });
        const others = ["getEgressIps", "getSystemParameter", "getSourceReferences"].flatMap(name => [name, `${name}Output`]);
        expect(
            Object.keys(sdk)
                .filter(name => name.startsWith("get"))
                .sort(),
        ).to.deep.equal([...names, ...others].sort());
    });

    for (const { name } of objectKinds) {
        it(`The lookup functions of ${name} find every object of this kind and no others`, async () => {
            const found = await lookups.getObjects(config, name, {});
            expect(found.map(object => object.qualifiedName)).to.deep.equal(FOUND[name] ?? []);
            for (const { name: own, schema, database, cluster, id } of found as Record<string, string | undefined>[]) {
                const namespace = {
                    ...(schema === undefined ? {} : { schema }),
                    ...(database === undefined ? {} : { database }),
                    ...(cluster === undefined ? {} : { cluster }),
                };
                expect(await lookups.getObject(config, name, { name: own ?? "", ...namespace })).to.deep.include({
                    id,
                    kind: name,
                });
            }
        });
    }

    it("A lookup function returns the owner, the comment and the outputs of an object", async () => {
        const [secret] = await rows(`SELECT id FROM mz_secrets WHERE name = 'it"s'`);
        expect(await lookups.getObject(config, "Secret", { name: 'it"s' })).to.deep.equal({
            kind: "Secret",
            id: secret?.id,
            name: 'it"s',
            schema: "public",
            database: "materialize",
            qualifiedName: '"materialize"."public"."it""s"',
            owner: "materialize",
            comment: "a comment",
        });
        expect(await lookups.getObject(config, "SshTunnelConnection", { name: "bastion" }))
            .to.have.property("publicKeys")
            .with.length(2);
        expect(await lookups.getObject(config, "AwsConnection", { name: "aws" })).to.include.keys("principal", "externalId");
    });

    it("A lookup function lists the objects of one schema or database", async () => {
        expect(await lookups.getObjects(config, "View", { schema: "public" })).to.be.empty;
        expect(await lookups.getObjects(config, "View", { schema: "other", database: "materialize" })).to.have.length(1);
        expect(await lookups.getObjects(config, "Schema", { database: "elsewhere" })).to.be.empty;
    });

    it("A lookup function uses the environment of its profile", async () => {
        expect(await outcome(lookups.getObject(config, "Secret", { name: "x", profile: "eu" }))).to.contain(
            '"elsewhere"."public"."x"',
        );
        expect(await outcome(lookups.getObject(config, "Secret", { name: "x", profile: "us" }))).to.contain(
            'the profile "us" is not',
        );
    });

    it("A lookup function offline throws an error that states what to write and holds what is known", async () => {
        const offline = { get: (key: string) => (key === "materialize:offline" ? "true" : undefined) };
        const why =
            "not looked up, since materialize:offline (or MZ_OFFLINE) is true, which is only for previews: run this with MZ_OFFLINE=false, or";
        for (const [look, expected, known] of [
            [
                () => lookups.getObject(offline, "Secret", { name: "x", schema: "s" }),
                `the Secret "materialize"."s"."x" is ${why} in a preview use getSecretOutput`,
                { kind: "Secret", name: "x", qualifiedName: '"materialize"."s"."x"', schema: "s", database: "materialize" },
            ],
            [
                () => lookups.getObjects(offline, "Secret", {}),
                `the objects of the kind Secret are ${why} name the objects instead`,
                undefined,
            ],
            [
                () => lookups.sourceReferences(offline, { name: "auctions" }),
                `the tables of the source "materialize"."public"."auctions" are ${why} name the tables instead`,
                undefined,
            ],
            [() => lookups.egressIps(offline, {}), `Materialize's egress blocks are ${why} give them as cidrs`, undefined],
            [
                () => lookups.systemParameter(offline, { name: "max_secrets" }),
                `the system parameter "max_secrets" is ${why} in a preview use getSystemParameterOutput`,
                { name: "max_secrets" },
            ],
        ] as const) {
            const error = await look().then(
                () => undefined,
                (reason: unknown) => reason,
            );
            expect(error).to.include({ name: "OfflineError", message: expected });
            expect(error).to.have.deep.property("known", known);
        }
    });

    it("A lookup function throws an error of one line for an object that does not exist and for a bad argument", async () => {
        const where = `in Materialize at ${local.host}:${String(local.port)}`;
        for (const [look, expected] of [
            [
                () => lookups.getObject(config, "Secret", { name: "nope" }),
                `there is no Secret "materialize"."public"."nope" ${where}`,
            ],
            [
                () => lookups.getObject(config, "KafkaConnection", { name: "bastion" }),
                `there is no KafkaConnection "materialize"."public"."bastion" ${where}`,
            ],
            [() => lookups.getObject(config, "Cluster", { name: "nope" }), `there is no Cluster "nope" ${where}`],
            [
                () => lookups.getObject(config, "ClusterReplica", { name: "nope", cluster: "batch" }),
                `there is no ClusterReplica "batch"."nope" ${where}`,
            ],
            [() => lookups.getObject(config, "ClusterReplica", { name: "large" }), "lookup: cluster takes a name, not nothing"],
            [() => lookups.getObject(config, "Secret", {}), "lookup: name takes a name, not nothing"],
            [
                () => lookups.getObject(config, "Secret", { name: "x", shema: "y" } as lookups.LookupArguments),
                "lookup: shema is not an argument; did you mean schema?",
            ],
            [
                () => lookups.sourceReferences(config, { name: "auctions", schema: "other" }),
                `there is no source "materialize"."other"."auctions" ${where}`,
            ],
            [() => lookups.systemParameter(config, { name: "nope" }), `there is no system parameter "nope" ${where}`],
        ] as const) {
            expect(await outcome(look())).to.equal(`Error: ${expected}`);
        }
    });

    it("A lookup function returns the tables that a source can read", async () => {
        expect(await lookups.sourceReferences(config, { name: "auctions" })).to.deep.equal([
            { reference: ["auction", "accounts"], columns: ["id", "org_id", "balance"] },
            { reference: ["auction", "auctions"], columns: ["id", "seller", "item", "end_time"] },
            { reference: ["auction", "bids"], columns: ["id", "buyer", "auction_id", "amount", "bid_time"] },
            { reference: ["auction", "organizations"], columns: ["id", "name"] },
            { reference: ["auction", "users"], columns: ["id", "org_id", "name"] },
        ]);
        expect(await lookups.sourceReferences(config, { name: "txt" })).to.deep.equal([{ reference: ["txt"] }]);
        expect(await lookups.sourceReferences(config, { name: "hook" })).to.be.empty;
    });

    it("Lookup functions return the egress addresses and the system parameters of the environment", async () => {
        const blocks = await rows("SELECT egress_ip, prefix_length, cidr FROM mz_egress_ips ORDER BY 1");
        expect(blocks).not.to.be.empty;
        expect(await lookups.egressIps(config, {})).to.have.deep.members(
            blocks.map(block => ({ egressIp: block.egress_ip, prefixLength: block.prefix_length, cidr: block.cidr })),
        );
        const [limit] = await rows("SHOW max_secrets");
        expect(await lookups.systemParameter(config, { name: "max_secrets" })).to.deep.equal({
            name: "max_secrets",
            value: limit?.max_secrets,
        });
    });

    it("The lookup of egress blocks refuses one that is wider than Materialize's", async () => {
        const [block] = await rows("SELECT cidr FROM mz_egress_ips ORDER BY 1 DESC");
        const cidr = String(block?.cidr);
        const wide = `203.128.0.0/${"9".padStart(cidr.length - "203.128.0.0/".length, "0")}`;
        const { port, close } = await replacing(local.port, cidr, wide);
        try {
            const settings = new Map([
                ["materialize:host", "127.0.0.1"],
                ["materialize:port", String(port)],
            ]);
            expect(await outcome(lookups.egressIps({ get: key => settings.get(key) }, {}))).to.equal(
                `Error: Materialize gives the egress block ${wide}, which is wider than /24`,
            );
        } finally {
            close();
        }
    });

    it("Each run has connections of its own, and the lookups of a run share them", () => {
        const newRun = (): lookups.Config => ({ get: key => config.get(key) });
        const [one, other] = [newRun(), newRun()];
        const first = lookupEnvironment(one, undefined);
        expect(lookupEnvironment(one, undefined)).to.equal(first);
        expect(lookupEnvironment(other, undefined)).not.to.equal(first);
    });

    it("Lookups of one kind at the same time share one query, and a later lookup sends a new one", async () => {
        local.log.clear();
        const names = ['it"s', "nope", "nope as well"];
        await Promise.all([
            ...names.map(name => outcome(lookups.getObject(config, "Secret", { name }))),
            lookups.getObjects(config, "Secret", {}),
        ]);
        expect(local.log.entries).to.have.length(1);
        await lookups.getObjects(config, "Secret", {});
        expect(local.log.entries).to.have.length(2);
    });
});
