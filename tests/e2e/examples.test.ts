import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { sections } from "../docs/sections";
import { NEWEST_VERSION } from "../materialize/versions";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { compile, documentedPrograms, type Program, programsWithTests } from "./support/programs";
import { configFor, queryAt } from "./support/server";
import { Stack } from "./support/stack";

const COMPONENTS = [
    ...["PrivateLinkNetwork", "SshBastionNetwork", "AllowMaterializeIps"],
    ...["MskIngestion", "MskPublicCluster"],
    ...["SelfHostedKafkaIngestion", "ConfluentCloudIngestion", "WarpStreamIngestion"],
    ...["PostgresIngestion", "MySqlIngestion", "SqlServerIngestion"],
];

/** Programs with one of these run with the AWS of tests/e2e/networks; here they are only compiled. */
const IN_AWS =
    /materialize\.(?:PrivateLinkNetwork|SshBastionNetwork|AllowMaterializeIps|Msk\w+|(?:Postgres|MySql|SqlServer)Ingestion)\(/u;
const WITH_TESTS = programsWithTests().map(({ name }) => name);
/** A program with a provider is only compiled here: the project does not name the plugin. */
const WITH_PLUGIN = /materialize\.Provider\(/u;
/** These programs are only compiled: Materialize refuses a network policy that shuts out the connection which attaches it. */
const ATTACH_POLICIES = ["SystemParameter", "docs_security_md_1"];

/** These programs are only previewed, because the local Materialize cannot run them. */
const PREVIEWED: Readonly<Record<string, string>> = {
    PostgresConnection: "there is no PostgreSQL",
    PostgresSource: "there is no PostgreSQL",
    MySqlConnection: "there is no MySQL",
    MySqlSource: "there is no MySQL",
    SqlServerConnection: "there is no SQL Server",
    SqlServerSource: "there is no SQL Server",
    IcebergCatalogConnection: "there is no Iceberg catalog",
};

const FEATURES = { enable_create_table_from_source: "on", max_aws_privatelink_connections: "10" };

/** The objects that the programs expect to exist. */
const ELSEWHERE = ["CREATE SCHEMA shared", "CREATE SECRET shared.kafka_password AS 'hunter2'", 'CREATE ROLE "ann@example.com"'];

/** The brokers, topics and schema registries that the programs name. */
const scram = [{ mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" }];
const plain = [{ mechanisms: ["PLAIN"], user: "ccun", password: "ccp" }];
const WORLD = {
    listeners: [
        { address: "b-1.example.com:9096", protocol: "SASL_SSL", users: scram },
        { address: "b-2.example.com:9096", protocol: "SASL_SSL", users: scram },
        { address: "example.fly.dev:9092", protocol: "SASL_SSL", users: plain },
        { address: "pkc-example.us-east-1.aws.confluent.cloud:9092", protocol: "SASL_SSL", users: plain },
        { address: "kafka.example.com:9092", protocol: "PLAINTEXT" },
    ],
    registries: [{ url: "https://registry.example.com", subjects: {} }],
    glue: [{ registries: [{ name: "shop", schemas: {} }] }],
    topics: Object.fromEntries(["clicks", "events"].map(topic => [topic, { messages: [{ value: '{"page_id":1}' }] }])),
} as const;

const SECRETS = [
    "kafka:tlsKey",
    "registry:password",
    "orders:password",
    "shop:password",
    "erp:password",
    "billing:password",
    "examples:webhookKey",
];

async function startPrepared(): Promise<LocalServer> {
    const local = await startLocal({ version: NEWEST_VERSION, settings: FEATURES });
    local.world.change(WORLD);
    await queryAt(local.url, ...ELSEWHERE);
    return local;
}

describe("the examples of the documentation", function () {
    this.timeout(timeLimit("3m"));
    const programs = documentedPrograms();
    const stack = new Stack("examples");
    let local: LocalServer;

    const main = (all: readonly Program[]): Stack => {
        const compiledOnly = [...WITH_TESTS, ...ATTACH_POLICIES];
        const shown = all.filter(
            ({ name, text }) => !compiledOnly.includes(name) && ![IN_AWS, WITH_PLUGIN].some(classes => classes.test(text)),
        );
        return stack.write("index.js", shown.map(({ name }) => `exports.${name} = require("./programs/${name}.js");`).join("\n"));
    };

    before(async () => {
        local = await startPrepared();
        await stack.configure({
            ...configFor(local),
            ...Object.fromEntries(SECRETS.map(key => [key, { secret: "hunter2" }])),
            "kafka:password": { secret: "hunter2" },
            "warpstream:username": { secret: "ccun" },
            "warpstream:password": { secret: "ccp" },
            "confluent:apiKey": { secret: "ccun" },
            "confluent:apiSecret": { secret: "ccp" },
            "gcp:serviceAccountKey": { secret: '{"token_uri": "https://oauth2.googleapis.com/token"}' },
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("The documentation has an example of each resource and component", () => {
        const names = programs.map(({ name }) => name);
        expect(new Set(names).size).to.equal(names.length);
        expect(names).to.include.members([...kinds.keys(), ...COMPONENTS]);
    });

    it("All examples compile", async () => {
        const fragments = sections().map(({ program }, at) => ({ name: `from_sql_${String(at)}`, text: program }));
        expect(await compile([...programs, ...fragments], stack.folder)).to.equal("");
    });

    it("All examples can be previewed", async () => {
        const { code, output } = await main(programs).preview();
        expect(code, output).to.equal(0);
        for (const kind of Object.keys(PREVIEWED)) expect(output).to.contain(`materialize:${kind}`);
    });

    it("An up creates the examples, and a second up changes nothing", async () => {
        const runnable = programs.filter(({ name }) => PREVIEWED[name] === undefined);
        const { code, output } = await main(runnable).up();
        expect(code, output).to.equal(0);
        const again = await stack.preview();
        expect(again.output).to.match(/Resources:\s+\d+ unchanged/u);
    });
});
