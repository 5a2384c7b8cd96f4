import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Client } from "pg";
import { messageOf } from "../../common/messageOf";
import { writeProgramOfSql } from "../../importer";
import { withoutKeys } from "../../importer/fields";
import { importOptions } from "../../importer/options";
import { resourcesInSql } from "../../importer/sql";
import { check } from "../../importer/sql/resources";
import { Run } from "../../provider/run/run";
import { statementText } from "../../provider/sql/sql";
import { planAfterCreate } from "../../provider/lifecycle/planStatements";
import { kindOf } from "../../provider/lifecycle/state";
import { hasSubject, type Row } from "../../provider/statement/kind";
import { argumentsOf, comparableText, statementParts } from "../../provider/statement/parts";
import { parseDefinition } from "../../provider/statement/parseDefinition";
import { sameText } from "../../provider/lifecycle/sameText";
import type { Fields } from "../../provider/values/value";
import { allCases } from "../changes/cases";
import { statementsFor } from "../changes/cases/case";
import { resourcesOf } from "../docs/program";
import { Program, removePrograms } from "../doctor/support";
import { loadParser } from "../materialize/sql/parser";
import { accepted } from "../provider/support";
import { type LocalServer, startLocal } from "../server";
import { readEnvironment } from "../e2e/support/environment";
import { NEWEST_VERSION } from "../materialize/versions";

const EXAMPLES = join(__dirname, "../../examples");
const SECRETS = { shopRawKafkaPassword: "hunter2", metersMeterSignature: "b64:c2VjcmV0", pgPassword: "postgres" };

const offline = (): Run => {
    const run = new Run(undefined, { MZ_OFFLINE: "true" });
    run.isPreview = true;
    return run;
};

/** Writes the program of a file, and returns it with the report. */
async function write(text: string, ...args: readonly string[]): Promise<{ report: string; program: string }> {
    const program = Program.complete();
    const file = join(program.folder, "environment.sql");
    writeFileSync(file, text);
    const report = await writeProgramOfSql(program.machine(), importOptions(["--sql", file, ...args]));
    return {
        report: report.replaceAll(`${program.folder}/`, ""),
        program: readFileSync(join(program.folder, "index.ts"), "utf8"),
    };
}

describe("programs from SQL files", function () {
    this.timeout("120s");
    after(removePrograms);

    describe("of environments", () => {
        let local: LocalServer;
        before(async () => {
            local = await startLocal({ version: NEWEST_VERSION, settings: { enable_create_table_from_source: "on" } });
            local.world.learnDatabase({ ...ORDERS, setup: [textOf("orders", "upstream.sql")] });
        });
        after(() => local.close());

        /** Runs statements in an empty environment, and returns what it has then. */
        async function storedBy(statements: readonly string[]): Promise<unknown> {
            await local.reset();
            const client = new Client(local.url);
            await client.connect();
            try {
                for (const statement of statements) await client.query(statement);
            } finally {
                await client.end();
            }
            return readEnvironment(local);
        }

        for (const name of ["clickstream", "orders", "auction", "inherited", "meters"])
            it(`the program of examples/${name}/environment.sql creates what its statements create`, async () => {
                const text = textOf(name, "environment.sql");
                const { program, report } = await write(text);
                expect(report).not.to.contain("Not in");
                const parse = await loadParser();
                const expected = await storedBy(parse(text).map(({ sql }) => sql));
                const config = Object.fromEntries(Object.entries(SECRETS).map(([key, value]) => [`project:${key}`, value]));
                const made = await resourcesOf(program, config);
                expect(await storedBy(made.flatMap(statementsOf))).to.deep.equal(expected);
            });
    });

    it("secrets are read from the configuration, and no value of a statement is written or printed", async () => {
        const text = `CREATE SECRET p AS 'planted'; CREATE SECRET q AS decode('planted', 'base64'); ALTER SECRET p AS 'planted';
            CREATE ROLE r WITH LOGIN PASSWORD 'planted'; CREATE CONNECTION c TO KAFKA (BROKER 'b:1', SASL PASSWORD = 'planted');
            CREATE CONNECTION d TO POSTGRES (HOST 'h', USER 'u', PASSWORD 'planted', DATABASE 'd'); planted 'planted'; \\set p planted
            ; CREATE SOURCE s FROM KAFKA CONNECTION c (TOPIC 't', planted 'planted') FORMAT JSON`;
        const { program, report } = await write(text);
        expect(program).to.contain('new materialize.Secret("p", { value: config.requireSecret("p") });');
        expect(program).to.contain('login: true, password: config.requireSecret("rRole")');
        expect(report).to.contain("pulumi config set --secret p …").and.to.contain("pulumi config set --secret rRole …");
        expect(report).to.contain(
            "environment.sql:3 CREATE CONNECTION: password is a text, which Materialize would store in clear",
        );
        expect(`${program}${report}`)
            .not.to.contain("planted'")
            .and.not.to.match(/\bplanted\b/iu);
    });

    it("a program creates, or adopts with --adopt, and refers to the database that it declares", async () => {
        const text = "CREATE DATABASE shop; CREATE TABLE shop.public.t (a int); GRANT SELECT ON shop.public.t TO PUBLIC";
        const { program } = await write(text);
        expect(program).to.equal(`import * as materialize from "pulumi-materialize";

const shopDatabase = new materialize.Database("shop_database", { name: "shop" });
const shopPublicT = new materialize.Table("shop_public_t", {
    name: "t",
    database: shopDatabase,
    columns: [{ name: "a", type: "int4" }],
});
new materialize.Grant("shop_public_t_to_public", {
    on: { table: shopPublicT },
    role: "PUBLIC",
    privileges: ["SELECT"],
});
`);
        const adopting = await write(text, "--adopt");
        expect(adopting.program.match(/adopt: true/gu)).to.have.length(2);
    });

    it("files from which no resource follows write no program, and options of the catalog are refused", async () => {
        const error = await write("SELECT 1").catch((thrown: unknown) => thrown);
        expect(messageOf(error)).to.match(
            /no statement from which a resource follows\n {2}\S*environment\.sql:1 SELECT: it reads/u,
        );
        const missing = writeProgramOfSql(Program.complete().machine(), importOptions(["--sql", "missing.sql"]));
        expect(messageOf(await missing.catch((thrown: unknown) => thrown))).to.match(/^missing\.sql does not exist: give --sql/u);
        expect(() => importOptions(["--sql", "a.sql", "--schema", "s"])).to.throw("--sql takes whole files");
        expect(() => importOptions(["--program", "--adopt"])).to.throw("--adopt is for --sql");
    });

    for (const { kind: name, base, setup, cases } of allCases)
        it(`the statement of a ${name} with any argument is read as the arguments of its class`, async () => {
            const before = statementsFor(setup, Number.MAX_SAFE_INTEGER);
            for (const { from, to } of cases) {
                const args = withoutKeys({ ...base, ...from, ...to }, "profile");
                const wanted = accepted(name, args);
                const { found, left } = await readAfter(before, createdBy(wanted), name);
                expect(left).to.deep.equal([]);
                expect(found).to.satisfy((one: Fields) => isSame(one, wanted), JSON.stringify(found));
            }
        });
});

/** The database that the statements of examples/orders name. */
const ORDERS = { type: "postgres", address: "127.0.0.1:26257", database: "orders", users: ["postgres"] } as const;

const textOf = (name: string, file: string): string => readFileSync(join(EXAMPLES, name, file), "utf8");

/** Returns the statement that creates a resource. */
const createdBy = (args: Fields): string => {
    const kind = kindOf(args);
    return statementText(kind.create(statementParts(kind, args, [])));
};

/** Returns the statements of a new resource. */
function statementsOf(args: Fields): string[] {
    const kind = kindOf(args);
    if (hasSubject(kind)) return [createdBy(args)];
    const observed = { id: "u1", name: "", schema: "", database: "", owner: "", comment: null, type: "" };
    return [createdBy(args), ...planAfterCreate({ kind, observed, news: args }).map(step => statementText(step.statement))];
}

/** Reads a statement after others, and returns the inputs of the last resource of a class. */
async function readAfter(before: readonly string[], statement: string, kind: string) {
    const run = offline();
    const files = [before.join(";\n"), statement].map((text, at) => ({ name: `${String(at)}.sql`, text }));
    const { resources, left } = await resourcesInSql(run, files);
    const last = resources.findLast(one => one.kind.name === kind);
    const found = last === undefined ? {} : check(offline(), last).inputs;
    return { found, left: left.filter(({ place }) => place.startsWith("1.sql")) };
}

/** Returns true if two resources have statements that mean the same. */
function isSame(one: Fields, other: Fields): boolean {
    const kind = kindOf(other);
    if (hasSubject(kind)) return one.definition === other.definition;
    const stored = parseDefinition(kind, createdBy(other));
    const written = kind.rows.filter(
        ({ position, value }) => !["nowhere", "path"].includes(position.in) && value.isSecret !== true,
    );
    const textOf = (row: Row, args: Fields): string => {
        const value = argumentsOf(args).get(row.path);
        return value === undefined ? "" : comparableText(kind, row, args, value);
    };
    return (
        one.qualifiedName === other.qualifiedName &&
        written.every(row => textOf(row, one) === textOf(row, other) || sameText(kind, row, one, stored.get(row.path), []))
    );
}
