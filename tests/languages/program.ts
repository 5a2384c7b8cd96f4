import { accessSync, constants, cpSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { expect } from "chai";
import { configFor, queryAt } from "../e2e/support/server";
import { ok, Stack } from "../e2e/support/stack";
import { NEWEST_VERSION } from "../materialize/versions";
import { type LocalServer, skip, startLocal } from "../server";

const PASSWORD = "the password of kafka";
const BROKER = "b-1.kafka.local:9096";

/** What each program shows in its first preview: a reference is a name, although nothing exists yet. */
const STATEMENTS = [
    'CREATE SECRET "materialize"."public"."kafka_password" AS [secret]',
    `BROKERS = ('${BROKER}')`,
    'SASL PASSWORD = SECRET "materialize"."public"."kafka_password"',
    'FROM KAFKA CONNECTION "materialize"."public"."kafka" (',
    'CREATE TABLE "materialize"."public"."clicks_v1"\n    FROM SOURCE "materialize"."public"."clicks"\n    FORMAT JSON',
    `SELECT data->>'page_id' AS page, count(*) AS clicks FROM "materialize"."public"."clicks_v1" GROUP BY 1`,
];
const OBJECTS = ["clicks", "clicks_by_page", "clicks_v1", "kafka", "kafka_password"];

/** A program of examples/languages. */
export interface Example {
    readonly language: string;
    /** The file with the query. */
    readonly file: string;
    /** The program that the engine starts for the language. */
    readonly host: string;
    /** Installs what the program needs, and returns its environment variables. */
    readonly prepare?: (test: Mocha.Context, folder: string) => Promise<NodeJS.ProcessEnv>;
}

/** Declares the tests of a program: the same ones in each language. */
export function describeExample(example: Example): void {
    describe(`the example in ${example.language}`, function () {
        this.timeout("20m"); // Python and Go install and compile packages first.
        let stack: Stack;
        let local: LocalServer;

        before(async function () {
            stack = new Stack("clicks");
            local = await startKafka();
            if (!isOnPath(example.host)) skip(this, `${example.host} is not on PATH: install Pulumi, or Go to build it`);
            await configure(this, example, stack, local);
        });
        after(async () => {
            stack.remove();
            await local.close();
        });

        it("The first preview shows each statement with the names of its references, and no secret", () =>
            showsStatements(stack));
        it("An up creates the objects, and a preview of the same program shows no change", () => comesUp(stack, local));
        it("A preview of another query shows it, and an up applies it", () => changesQuery(stack, local, example.file));
        it("A destroy drops the objects", async () => {
            ok(await stack.destroy());
            const left = await objects(local);
            expect(left).to.deep.equal([]);
        });
    });
}

/** Copies the program, and installs and configures what it needs. */
async function configure(test: Mocha.Context, { language, prepare }: Example, stack: Stack, local: LocalServer): Promise<void> {
    cpSync(resolve(__dirname, "../../examples/languages", language), stack.folder, { recursive: true });
    // It extends the compiler options of all examples, which are not beside the copy.
    rmSync(join(stack.folder, "tsconfig.json"), { force: true });
    if (prepare !== undefined) stack.env = await prepare(test, stack.folder);
    await stack.configure({ ...configFor(local), "clicks:broker": BROKER, "clicks:password": { secret: PASSWORD } });
}

async function showsStatements(stack: Stack): Promise<void> {
    const { output } = ok(await stack.preview());
    const text = output.replaceAll('\\"', '"').replaceAll("\\n", "\n");
    for (const statement of STATEMENTS) expect(text.replaceAll(/\n {8,}/gu, "\n    ")).to.contain(statement);
    expect(output)
        .to.match(/\+ 6 to create/u)
        .and.not.contain(PASSWORD);
}

async function comesUp(stack: Stack, local: LocalServer): Promise<void> {
    ok(await stack.up());
    expect(await objects(local)).to.deep.equal(OBJECTS);
    expect(await stack.outputs()).to.deep.equal({ view: '"materialize"."public"."clicks_by_page"' });
    ok(await stack.preview("--expect-no-changes"));
    expect(stack.writtenText()).not.to.contain(PASSWORD);
}

async function changesQuery(stack: Stack, local: LocalServer, file: string): Promise<void> {
    const program = readFileSync(join(stack.folder, file), "utf8");
    stack.write(file, program.replace("AS clicks", "AS views"));
    expect(ok(await stack.preview()).output).to.contain("count(*) AS views");
    ok(await stack.up());
    const [view] = await queryAt(local.url, "SHOW CREATE MATERIALIZED VIEW clicks_by_page");
    expect(view?.create_sql).to.match(/AS\s+views/u);
}

/** Returns the names of the program's objects that exist. */
async function objects({ url }: LocalServer): Promise<unknown[]> {
    const text = "SELECT name FROM mz_objects WHERE id LIKE 'u%' AND name = ANY ($1::text[]) ORDER BY 1";
    const rows = await queryAt(url, { text, values: [OBJECTS] });
    return rows.map(({ name }) => name);
}

/** Starts a Materialize that reaches the broker of the programs. */
async function startKafka(): Promise<LocalServer> {
    const local = await startLocal({ version: NEWEST_VERSION, settings: { enable_create_table_from_source: "on" } });
    const users = [{ mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: PASSWORD }];
    local.world.change({ listeners: [{ address: BROKER, protocol: "SASL_SSL", users }] });
    return local;
}

/** Returns whether a program can be executed by its name. */
export function isOnPath(program: string): boolean {
    return (process.env.PATH ?? "").split(delimiter).some(folder => {
        try {
            accessSync(join(folder, program), constants.X_OK);
            return true;
        } catch {
            return false;
        }
    });
}
