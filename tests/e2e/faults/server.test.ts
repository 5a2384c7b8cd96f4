import { expect } from "chai";
import { Client } from "pg";
import { type LocalMaterialize, startMaterialize } from "../../materialize";
import { type Run, Stack } from "../support/stack";

const PROGRAM = `
const later = config.get("later") === "yes";
const place = { schema: new materialize.Schema("place") };
const password = new materialize.Secret("password", { ...place, value: later ? "changed" : "hunter2", comment: later ? "later" : "first" });
const kafka = new materialize.KafkaConnection("kafka", {
    ...place,
    brokers: later ? ["127.0.0.1:9092", "127.0.0.1:9092"] : ["127.0.0.1:9092"],
    securityProtocol: "PLAINTEXT",
});
const clicks = new materialize.KafkaSource("clicks", {
    ...place,
    connection: kafka,
    topic: "materialize_click_streams",
    format: { json: {} },
    cluster: "quickstart",
});
new materialize.View("counted", { ...place, query: pulumi.interpolate\`SELECT count(*) FROM \${clicks.qualifiedName}\` });`;

const MADE = [/^CREATE SCHEMA/u, /^CREATE SECRET/u, /^COMMENT/u, /^CREATE CONNECTION/u, /^CREATE SOURCE/u, /^CREATE VIEW/u];
const CHANGED = [/^ALTER SECRET/u, /^COMMENT/u, /^ALTER CONNECTION/u];
const DROPPED = [/^DROP VIEW/u, /^DROP SOURCE/u, /^DROP CONNECTION/u, /^DROP SECRET/u, /^DROP SCHEMA/u];

/** How long the server is away; a run waits for longer. */
const AWAY_MS = 300;
/** A run that waits for what it cannot know ends, and the next one goes on. */
const MOST_RUNS = 8;

for (const when of ["before", "during", "after"] as const) {
    describe(`a server that is killed ${when} each statement`, function () {
        this.timeout("10m");
        const stack = new Stack("killed").program(PROGRAM);
        let local: LocalMaterialize;

        before(async () => {
            local = await startMaterialize();
            await stack.configure({
                "materialize:host": local.host,
                "materialize:port": String(local.port),
                "materialize:connectWithin": "3",
            });
        });
        after(async () => {
            stack.remove();
            await local.close();
        });

        /** Runs a command until it succeeds, with each of the statements hit once. */
        async function through(statements: readonly RegExp[], command: () => Promise<Run>): Promise<void> {
            for (const one of statements) local.faults.crash(when, one, AWAY_MS);
            const outputs: string[] = [];
            for (let run = 0; run < MOST_RUNS; run++) {
                const { code, output } = await command();
                outputs.push(output);
                if (code === 0) break;
                expect(output, "no stack trace").not.to.match(/^\s+at .*\(.*:\d+:\d+\)/mu);
                expect(output).not.to.contain("exists already");
            }
            for (const one of statements)
                expect(
                    local.log.entries.some(({ sql }) => one.test(sql)),
                    String(one),
                ).to.equal(true);
            expect(outputs.length, outputs.join("\n----\n")).to.be.below(MOST_RUNS);
            expect((await command()).output).not.to.match(/to (?:create|update|delete)|created|updated/u);
        }

        async function objects(): Promise<Record<string, unknown>[]> {
            const client = new Client(local.url);
            await client.connect();
            try {
                return (
                    await client.query<Record<string, unknown>>(
                        `SELECT o.name, c.comment, k.create_sql LIKE '%9092%9092%' AS two FROM mz_objects o
                        JOIN mz_schemas s ON s.id = o.schema_id LEFT JOIN mz_internal.mz_comments c ON c.id = o.id
                        LEFT JOIN mz_connections k ON k.id = o.id
                        WHERE s.name = 'place' AND o.name NOT LIKE '%_progress' ORDER BY 1`,
                    )
                ).rows;
            } finally {
                await client.end();
            }
        }
        const as = (comment: string, two: boolean): object[] => [
            { name: "clicks", comment: null, two: null },
            { name: "counted", comment: null, two: null },
            { name: "kafka", comment: null, two },
            { name: "password", comment, two: null },
        ];
        /** How often each object was made. */
        const makings = (): Map<string, number> => {
            const made = local.log.entries.flatMap(({ sql, result }) =>
                result?.startsWith("CREATE") === true ? [sql.split("\n", 1)[0] ?? ""] : [],
            );
            return new Map(made.map(one => [one, made.filter(other => other === one).length]));
        };

        it("has all that an up makes in the end, and each once", async () => {
            await through(MADE, () => stack.up());
            expect(await objects()).to.deep.equal(as("first", false));
            expect([...makings().values()]).to.deep.equal([1, 1, 1, 1, 1]);
        });

        it("has all that an up changes in the end", async () => {
            await stack.configure({ "killed:later": "yes" });
            await through(CHANGED, () => stack.up());
            expect(await objects()).to.deep.equal(as("later", true));
            expect([...makings().values()]).to.deep.equal([1, 1, 1, 1, 1]);
        });

        it("has nothing of it after a destroy", async () => {
            await through(DROPPED, () => stack.destroy());
            expect(await objects()).to.be.empty;
            expect(await stack.state()).to.be.empty;
        });
    });
}
