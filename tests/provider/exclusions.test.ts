import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { kinds } from "../../provider/kinds";
import type { Rule } from "../../provider/statement/kind";
import { argumentsOf, statementParts } from "../../provider/statement/parts";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { BROKEN } from "./exclusions/rules";
import { SINGLE } from "./exclusions/single";
import { UNRECORDED } from "./exclusions/words";
import { check, refusals } from "./support";

const SETUP = [
    "CREATE SECRET pw AS 'x'",
    "CREATE CONNECTION bastion TO SSH TUNNEL (HOST 'bastion.local', USER 'materialize')",
    "CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 'com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc', AVAILABILITY ZONES ('use1-az1'))",
    "CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/One')",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE SOURCE raw_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
];

/** The rules of a kind that Materialize refuses to be broken. */
const refused = (kind: string): Rule[] => (kinds.get(kind)?.rules ?? []).filter(rule => rule.serverMessage !== undefined);

describe("exclusions", () => {
    let local: LocalMaterialize;
    let client: Client;

    before(async () => {
        local = await startMaterialize({
            settings: { max_aws_privatelink_connections: "10", enable_create_table_from_source: "on" },
        });
        client = new Client({ connectionString: local.url });
        await client.connect();
        for (const statement of SETUP) await client.query(statement);
    });
    after(async () => {
        await client.end();
        await local.close();
    });

    /** What Materialize says to the statement that we would have sent. */
    async function answer(kind: string, args: Fields): Promise<string> {
        const table = kinds.get(kind);
        if (table === undefined) throw new Error(kind);
        const statement = statementText(table.create(statementParts(table, args, [])));
        return client.query(statement).then(() => `took ${statement}`, String);
    }

    for (const kind of kinds.keys()) {
        const proven = new Set<Rule>();
        for (const args of BROKEN[kind] ?? []) {
            it(`of ${kind}: ${JSON.stringify(args)}`, async () => {
                const { inputs } = check(kind, args);
                const broken = refused(kind).filter(rule => rule.isBroken(argumentsOf(inputs)));
                expect(refusals(kind, args), "refused at preview").not.to.be.empty;
                const text = await answer(kind, inputs);
                const said = broken.filter(({ serverMessage: refusal = "" }) => text.includes(refusal));
                expect(said, `${text}, not ${broken.map(({ serverMessage: refusal = "" }) => refusal).join(" or ")}`).not.to.be
                    .empty;
                for (const rule of said) proven.add(rule);
            });
        }

        it(`of ${kind} are all here`, () => {
            const missing = refused(kind).filter(rule => !proven.has(rule));
            expect(missing.map(({ path, serverMessage: refusal = "" }) => `${path}: ${refusal}`)).to.be.empty;
        });
    }

    for (const [kind, args, refusal] of SINGLE) {
        it(`of ${kind}: ${refusal}`, async () => {
            expect(refusals(kind, args), "refused at preview").not.to.be.empty;
            expect(await answer(kind, check(kind, args).inputs)).to.contain(refusal);
        });
    }

    it("are in the words of a transcript, or said not to be", () => {
        const folder = join(__dirname, "../materialize/transcripts");
        const recorded = readdirSync(folder).map(file => readFileSync(join(folder, file), "utf8"));
        const all = [
            ...[...kinds.keys()].flatMap(refused).map(({ serverMessage: refusal = "" }) => refusal),
            ...SINGLE.map(([, , text]) => text),
        ];
        const unrecorded = all.filter(text => !recorded.some(lines => lines.includes(JSON.stringify(text).slice(1, -1))));
        expect([...new Set(unrecorded)]).to.have.members(Object.values(UNRECORDED).flat());
    });
});
