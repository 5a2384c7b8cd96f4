import { expect } from "chai";
import { Client } from "pg";
import { partsOf } from "../../provider/kinds/parts";
import { objectKindOf } from "../../provider/lifecycle/state";
import { stepsAfterCreate } from "../../provider/lifecycle/steps";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { loadParser } from "../materialize/sql/parser";
import { resourcesOf } from "./program";
import { sections } from "./sections";

const CONFIG = { "kafka:username": "key", "kafka:password": "hunter2" };

const listener = (address: string, mechanism: string, user: string) => ({
    address,
    protocol: "SASL_SSL" as const,
    users: [{ mechanisms: [mechanism], user, password: "hunter2" }],
});

/** What the page's statements reach. */
const WORLD = {
    listeners: [
        ...[1, 2, 3].map(broker => listener(`b-${String(broker)}.hostname-${String(broker)}:9096`, "SCRAM-SHA-512", "foo")),
        { address: "broker1:9092", protocol: "SSL" as const },
        listener("b-1-public.example.com:9196", "SCRAM-SHA-512", "materialize"),
        listener("kafka.example.com:9096", "SCRAM-SHA-512", "materialize"),
        listener("pkc-1.us-east-1.aws.confluent.cloud:9092", "PLAIN", "key"),
        listener("example.fly.dev:9092", "PLAIN", "key"),
    ],
    bastions: [{ host: "bastion.example.com", port: 22, user: "materialize" }],
};

describe("docs/from-sql.md", () => {
    let local: LocalMaterialize;
    before(async () => {
        local = await startMaterialize({ settings: { max_aws_privatelink_connections: "10" } });
        const topics = { ...local.world.topics, test_topic: { messages: [] } };
        local.world.change({ ...WORLD, topics });
    });
    after(() => local.close());

    /** Runs statements in an empty region, and gives what it keeps of them. */
    async function kept(statements: readonly string[]): Promise<string[]> {
        await local.reset();
        const client = new Client({ connectionString: local.url });
        await client.connect();
        try {
            for (const statement of statements) await client.query(statement);
            const { rows } = await client.query<{ type: string; name: string }>(
                "SELECT type, name FROM mz_objects WHERE id LIKE 'u%' AND schema_id IN (SELECT id FROM mz_schemas WHERE id LIKE 'u%')",
            );
            const definitions: string[] = [];
            for (const { type, name } of rows) {
                // A secret's definition is not shown.
                const shown = `SELECT 'secret ${name}' AS create_sql`;
                const asked = type === "secret" ? shown : `SHOW CREATE ${type.replace("-", " ")} "${name}"`;
                const answer = await client.query<{ create_sql: string }>(asked);
                definitions.push(...answer.rows.map(({ create_sql: definition }) => alike(definition)));
            }
            return definitions;
        } finally {
            await client.end();
        }
    }

    for (const { title, sql, program } of sections()) {
        it(`makes the same of both: ${title}`, async () => {
            const parse = await loadParser();
            const written = parse(sql).map(statement => statement.sql);
            const made = await resourcesOf(program, CONFIG);
            const isValidation = (statement: string): boolean => statement.startsWith("VALIDATE");
            const both = await kept(written.filter(statement => !isValidation(statement)));
            expect(both).not.to.be.empty;
            expect(await kept(made.map(createdBy))).to.have.members(both);
            expect(made.flatMap(validatedBy)).to.deep.equal(written.filter(isValidation).map(qualified));
        });
    }
});

/** Without what differs from one run to the next, and as the page says: one broker as a list of one, a text in single quotes, a zone before its port. */
const alike = (definition: string): string =>
    definition
        .replaceAll(/ssh-ed25519 \S+/gu, "ssh-ed25519 …")
        .replace(/MECHANISMS = "(?<mechanism>\w+)"/u, "MECHANISMS = '$<mechanism>'")
        .replace(/BROKER = (?<broker>'[^']*')/u, "BROKERS = ($<broker>)")
        .replaceAll(/\((?<port>PORT = \d+), (?<zone>AVAILABILITY ZONE = '[^']*')\)/gu, "($<zone>, $<port>)");

const createdBy = (args: Fields): string => {
    const kind = objectKindOf(args);
    return statementText(kind.create(partsOf(kind, args, [])));
};

/** The statements that follow a CREATE. */
const validatedBy = (args: Fields): string[] => {
    const observed = { id: "u1", name: "", schema: "", database: "", owner: "", comment: null, type: "" };
    return stepsAfterCreate({ kind: objectKindOf(args), observed, news: args }).map(step => statementText(step.statement));
};

const qualified = (statement: string): string =>
    statement.replace(/(?<name>\w+);?$/u, (_, name: string) => `"materialize"."public"."${name}"`);
