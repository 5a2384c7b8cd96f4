import { expect } from "chai";
import { type Server, startServer } from "../../server";
import { configFor, queryAt } from "../support/server";
import { type Run, Stack } from "../support/stack";

/** The moment of each statement at which the server is killed. */
const PLACES = ["before", "during", "after"] as const;

const PROGRAM = `
const later = config.get("later") === "yes";
for (const name of ${JSON.stringify(PLACES)}) {
    const place = { schema: new materialize.Schema(name) };
    const secret = { value: later ? "changed" : "hunter2", comment: later ? "later" : "first" };
    const password = new materialize.Secret(name + "-password", { ...place, name: "password", ...secret });
    const kafka = new materialize.KafkaConnection(name + "-kafka", {
        ...place,
        name: "kafka",
        brokers: later ? ["127.0.0.1:9092", "127.0.0.1:9092"] : ["127.0.0.1:9092"],
        securityProtocol: "PLAINTEXT",
    });
    const clicks = new materialize.KafkaSource(name + "-clicks", {
        ...place,
        name: "clicks",
        connection: kafka,
        topic: "materialize_click_streams",
        format: { json: {} },
        cluster: "quickstart",
    });
    const query = pulumi.interpolate\`SELECT count(*) FROM \${clicks.qualifiedName}\`;
    new materialize.View(name + "-counted", { ...place, name: "counted", query });
}`;

const MADE = ["CREATE SCHEMA", "CREATE SECRET", "COMMENT", "CREATE CONNECTION", "CREATE SOURCE", "CREATE VIEW"];
const CHANGED = ["ALTER SECRET", "COMMENT", "ALTER CONNECTION"];
const DROPPED = ["DROP VIEW", "DROP SOURCE", "DROP CONNECTION", "DROP SECRET", "DROP SCHEMA"];

/** The time for which the server is unavailable; a run waits longer. */
const AWAY_MS = 300;
/** A run that cannot learn the result of a statement ends, and the next one continues. */
const MOST_RUNS = 8;

describe("a server that is killed before, during or after each statement", function () {
    this.timeout("10m");
    const stack = new Stack("killed").program(PROGRAM);
    let local: Server;

    before(async () => {
        local = await startServer();
        await stack.configure({
            ...configFor(local),
            "materialize:connectWithin": "3",
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    /** Runs a command until it succeeds and kills the server once at each moment of each statement. */
    async function runThroughFaults(statements: readonly string[], command: () => Promise<Run>): Promise<void> {
        const each = PLACES.flatMap(place =>
            statements.map(statement => ({ place, one: new RegExp(`^${statement} .*"${place}"`, "u") })),
        );
        for (const { place, one } of each) local.faults.crash(place, one, AWAY_MS);
        const outputs: string[] = [];
        for (let run = 0; run < MOST_RUNS; run++) {
            const { code, output } = await command();
            outputs.push(output);
            if (code === 0) break;
            expect(output, "no stack trace").not.to.match(/^\s+at .*\(.*:\d+:\d+\)/mu);
            expect(output).not.to.contain("already exists");
        }
        expect(outputs.length, outputs.join("\n----\n")).to.be.below(MOST_RUNS);
        expect(local.faults.left(), "moments that never came").to.be.empty;
        expect((await command()).output).not.to.match(/to (?:create|update|delete)|created|updated/u);
    }

    function queryObjects(): Promise<Record<string, unknown>[]> {
        return queryAt(
            local.url,
            `SELECT s.name AS place, o.name, c.comment, k.create_sql LIKE '%9092%9092%' AS two FROM mz_objects o
                    JOIN mz_schemas s ON s.id = o.schema_id LEFT JOIN mz_internal.mz_comments c ON c.id = o.id
                    LEFT JOIN mz_connections k ON k.id = o.id
                    WHERE s.name IN ('before', 'during', 'after') AND o.name NOT LIKE '%_progress' ORDER BY 1, 2`,
        );
    }
    const as = (comment: string, two: boolean): object[] =>
        [...PLACES].sort().flatMap(place => [
            { place, name: "clicks", comment: null, two: null },
            { place, name: "counted", comment: null, two: null },
            { place, name: "kafka", comment: null, two },
            { place, name: "password", comment, two: null },
        ]);
    /** Returns the names of the objects and how often each one exists. */
    const createCounts = (): number[] => {
        const created = local.log.entries.flatMap(({ sql, result }) =>
            result?.startsWith("CREATE") === true ? [sql.split("\n", 1)[0] ?? ""] : [],
        );
        return [...new Set(created)].map(one => created.filter(other => other === one).length);
    };
    const eachOnce = PLACES.flatMap(() => [1, 1, 1, 1, 1]);

    it("An up creates all objects once although the server is killed at each statement", async () => {
        await runThroughFaults(MADE, () => stack.up());
        expect(await queryObjects()).to.deep.equal(as("first", false));
        expect(createCounts()).to.deep.equal(eachOnce);
    });

    it("An up makes all changes although the server is killed at each statement", async () => {
        await stack.configure({ "killed:later": "yes" });
        await runThroughFaults(CHANGED, () => stack.up());
        expect(await queryObjects()).to.deep.equal(as("later", true));
        expect(createCounts()).to.deep.equal(eachOnce);
    });

    it("A destroy drops all objects although the server is killed at each statement", async () => {
        await runThroughFaults(DROPPED, () => stack.destroy());
        expect(await queryObjects()).to.be.empty;
        expect(await stack.state()).to.be.empty;
    });
});
