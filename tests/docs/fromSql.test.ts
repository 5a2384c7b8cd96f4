import { expect } from "chai";
import { Client } from "pg";
import { statementParts } from "../../provider/statement/parts";
import { planAfterCreate } from "../../provider/lifecycle/planStatements";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { objectKind } from "../provider/support";
import { type LocalServer, startLocal } from "../server";
import { storedDefinitions } from "../server/storedDefinitions";
import { loadParser } from "../materialize/sql/parser";
import { resourcesOf } from "./program";
import { sections } from "./sections";

const CONFIG = { "kafka:username": "key", "kafka:password": "hunter2" };

const listener = (address: string, mechanism: string, user: string) => ({
    address,
    protocol: "SASL_SSL" as const,
    users: [{ mechanisms: [mechanism], user, password: "hunter2" }],
});

/** The listeners and bastions that the page's statements name. */
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
    let local: LocalServer;
    before(async () => {
        local = await startLocal({ settings: { max_aws_privatelink_connections: "10" } });
        const topics = { ...local.world.topics, test_topic: { messages: [] } };
        local.world.change({ ...WORLD, topics });
    });
    after(() => local.close());

    /** Runs statements in an empty environment, and returns the definitions that it stores. */
    async function definitionsOf(statements: readonly string[]): Promise<string[]> {
        await local.reset();
        const client = new Client({ connectionString: local.url });
        await client.connect();
        try {
            for (const statement of statements) await client.query(statement);
            return (await storedDefinitions(client)).map(normalize);
        } finally {
            await client.end();
        }
    }

    for (const { title, sql, program } of sections()) {
        it(`the statements and the program of docs/from-sql.md create the same objects: ${title}`, async () => {
            const parse = await loadParser();
            const written = parse(sql).map(statement => statement.sql);
            const made = await resourcesOf(program, CONFIG);
            const isValidation = (statement: string): boolean => statement.startsWith("VALIDATE");
            const both = await definitionsOf(written.filter(statement => !isValidation(statement)));
            expect(both).not.to.be.empty;
            expect(await definitionsOf(made.map(createdBy))).to.have.members(both);
            expect(made.flatMap(validatedBy)).to.deep.equal(written.filter(isValidation).map(qualified));
        });
    }
});

/** Removes keys, which differ from run to run, and the differences in form that the page describes: lists of brokers, single quotes, the order of zone and port. */
const normalize = (definition: string): string =>
    definition
        .replaceAll(/ssh-ed25519 \S+/gu, "ssh-ed25519 …")
        .replace(/MECHANISMS = "(?<mechanism>\w+)"/u, "MECHANISMS = '$<mechanism>'")
        .replaceAll(/\((?<port>PORT = \d+), (?<zone>AVAILABILITY ZONE = '[^']*')\)/gu, "($<zone>, $<port>)");

const createdBy = (args: Fields): string => {
    const kind = objectKind(args);
    return statementText(kind.create(statementParts(kind, args, [])));
};

/** Returns the statements that follow a CREATE. */
const validatedBy = (args: Fields): string[] => {
    const observed = { id: "u1", name: "", schema: "", database: "", owner: "", comment: null, type: "" };
    return planAfterCreate({ kind: objectKind(args), observed, news: args }).map(step => statementText(step.statement));
};

const qualified = (statement: string): string =>
    statement.replace(/(?<name>\w+);?$/u, (_, name: string) => `"materialize"."public"."${name}"`);
