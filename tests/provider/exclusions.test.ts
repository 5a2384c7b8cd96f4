import { readFileSync } from "node:fs";
import { expect } from "chai";
import { Client } from "pg";
import { kinds } from "../../provider/kinds";
import type { Rule } from "../../provider/statement/kind";
import { argumentsOf, statementParts } from "../../provider/statement/parts";
import { missingCapability } from "../../provider/statement/versions";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { ownTranscripts } from "../materialize/conformance/transcript";
import { type SetupStatement, statementsFor } from "../changes/cases/case";
import { type Server, skip, startServer, timeLimit } from "../server";
import { BROKEN } from "./exclusions/brokenRules";
import { SINGLE } from "./exclusions/singleArguments";
import { UNRECORDED } from "./exclusions/unrecordedErrors";
import { check, refusals } from "./support";

const SETUP: readonly SetupStatement[] = [
    `CREATE SECRET pw AS '{"token_uri": "https://oauth2.googleapis.com/token"}'`,
    "CREATE CONNECTION bastion TO SSH TUNNEL (HOST 'bastion.local', USER 'materialize')",
    "CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 'com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc', AVAILABILITY ZONES ('use1-az1'))",
    "CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/One')",
    { since: "gcpConnections", statement: "CREATE CONNECTION google TO GCP (SERVICE ACCOUNT KEY = SECRET pw)" },
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION shop TO POSTGRES (HOST '127.0.0.1', PORT 15432, DATABASE 'postgres', USER 'postgres')",
    "CREATE SOURCE shop_source IN CLUSTER quickstart FROM POSTGRES CONNECTION shop (PUBLICATION 'shop_tables')",
    "CREATE CLUSTER batch REPLICAS ()",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TABLE orders (id int NOT NULL, headers map[text => text])",
    "CREATE CONNECTION csr TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')",
    {
        since: "glueSchemaRegistries",
        statement:
            "CREATE CONNECTION glue TO AWS GLUE SCHEMA REGISTRY (AWS CONNECTION aws, REGISTRY 'shop') WITH (VALIDATE = false)",
    },
    "CREATE CONNECTION lake TO ICEBERG CATALOG (CATALOG TYPE 'rest', URL 'http://127.0.0.1:1', WAREHOUSE 'w', CREDENTIAL 'a:b') WITH (VALIDATE = false)",
    "CREATE SOURCE raw_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
];

/** Lists the rules of a kind that Materialize enforces. */
const enforcedRules = (kind: string): Rule[] => (kinds.get(kind)?.rules ?? []).filter(rule => rule.serverMessage !== undefined);

describe("rules that Materialize enforces", function () {
    this.timeout(timeLimit("60s"));
    let server: Server;
    let client: Client;
    let version: number;

    before(async () => {
        server = await startServer({
            settings: {
                max_aws_privatelink_connections: "10",
                enable_create_table_from_source: "on",
                enable_kafka_broker_matching_rules: "on",
                enable_load_generator_key_value: "on",
                enable_kafka_sink_headers: "on",
                enable_cluster_schedule_refresh: "on",
            },
        });
        client = new Client({ connectionString: server.url });
        await client.connect();
        const { rows } = await client.query<{ version: number }>("SELECT mz_version_num() AS version");
        version = rows[0]?.version ?? 0;
        for (const statement of statementsFor(SETUP, version)) await client.query(statement);
    });
    after(async () => {
        await client.end();
        await server.close();
    });

    /** Skips a test of arguments that the server is too old for. */
    function skipIfTooOld(test: Mocha.Context, kind: string, args: Fields): void {
        const table = kinds.get(kind);
        const missing = table === undefined ? undefined : missingCapability(table, args, version);
        if (missing !== undefined) skip(test, missing);
    }

    /** Returns the error of Materialize for the statement that the provider would send. */
    async function answer(kind: string, args: Fields): Promise<string> {
        const table = kinds.get(kind);
        if (table === undefined) throw new Error(kind);
        const statement = statementText(table.create(statementParts(table, args, [])));
        return client.query(statement).then(() => `accepted ${statement}`, String);
    }

    for (const kind of kinds.keys()) {
        const tested = new Set<Rule>();
        for (const args of BROKEN[kind] ?? []) {
            it(`${kind} and Materialize refuse ${JSON.stringify(args)}`, async function () {
                skipIfTooOld(this, kind, args);
                const { inputs } = check(kind, args);
                const broken = enforcedRules(kind).filter(rule => rule.isBroken(argumentsOf(inputs)));
                expect(refusals(kind, args), "refused by the check").not.to.be.empty;
                const error = await answer(kind, inputs);
                const reported = broken.filter(({ serverMessage: refusal = "" }) => error.includes(refusal));
                expect(reported, `${error}, not ${broken.map(({ serverMessage: refusal = "" }) => refusal).join(" or ")}`).not.to
                    .be.empty;
                for (const rule of reported) tested.add(rule);
            });
        }

        it(`every rule of ${kind} that Materialize enforces has a test`, function () {
            for (const args of BROKEN[kind] ?? []) skipIfTooOld(this, kind, args);
            const missing = enforcedRules(kind).filter(rule => !tested.has(rule));
            expect(missing.map(({ path, serverMessage: refusal = "" }) => `${path}: ${refusal}`)).to.be.empty;
        });
    }

    for (const [kind, args, refusal] of SINGLE) {
        it(`${kind} and Materialize refuse arguments with the error "${refusal}"`, async function () {
            skipIfTooOld(this, kind, args);
            expect(refusals(kind, args), "refused by the check").not.to.be.empty;
            expect(await answer(kind, check(kind, args).inputs)).to.contain(refusal);
        });
    }

    it("every error of Materialize in these tests is in a transcript or listed as unrecorded", () => {
        const recorded = ownTranscripts().map(file => readFileSync(file, "utf8"));
        const all = [
            ...[...kinds.keys()].flatMap(enforcedRules).map(({ serverMessage: refusal = "" }) => refusal),
            ...SINGLE.map(([, , text]) => text),
        ];
        const unrecorded = all.filter(text => !recorded.some(lines => lines.includes(JSON.stringify(text).slice(1, -1))));
        expect([...new Set(unrecorded)]).to.have.members(Object.values(UNRECORDED).flat());
    });
});
