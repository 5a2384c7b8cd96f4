import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, transpileModule } from "typescript";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { configFor, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const FILE = join(__dirname, "../../docs/previews.md");
const page = readFileSync(FILE, "utf8");
const PROGRAM = /^```ts\n(?<program>[^]*?)^```$/mu.exec(page)?.groups?.program ?? "";

/** A preview of the page: the edits of the program and the statements of another client before it. */
interface Scene {
    readonly edits?: readonly (readonly [string, string])[];
    readonly password?: string;
    readonly elsewhere?: readonly string[];
    readonly args?: readonly string[];
}

const SCENES: Readonly<Record<string, Scene>> = {
    alter: {
        edits: [
            ["b-1.example.com:9096", "kafka.example.com:9096"],
            ['username: "materialize"', 'username: "shop"'],
            ["    sasl:", '    comment: "the shop\'s events",\n    sasl:'],
        ],
    },
    broker: { edits: [['["b-1.example.com:9096"]', '["b-1.example.com:9096", "b-2.example.com:9096"]']] },
    secret: { password: "correct horse" },
    replace: { edits: [['topic: "events"', 'topic: "clicks"']] },
    drop: { edits: [[/^new materialize\.MaterializedView[^]*/mu.exec(PROGRAM)?.[0] ?? "", ""]] },
    drift: {
        elsewhere: [
            "ALTER CONNECTION shop_kafka SET (BROKERS ('b-2.example.com:9096')) WITH (VALIDATE = false)",
            "COMMENT ON MATERIALIZED VIEW shop_counts IS 'for the board'",
            "ALTER SECRET shop_password RENAME TO password",
        ],
        // In parallel, the order would depend on the duration of each read.
        args: ["--refresh", "--parallel", "1"],
    },
};

const BROKER = {
    protocol: "SASL_SSL",
    users: [{ mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" }],
} as const;
const WORLD = {
    listeners: [{ address: "b-1.example.com:9096", ...BROKER }],
    topics: { events: { messages: [] } },
};

/** The time in the id of an object, which differs in each run. */
const CREATION_TIME = /@\d{4}-\d\d-\d\dT[\d:.]+Z/gu;

describe("docs/previews.md", function () {
    this.timeout(timeLimit("3m"));
    let local: LocalServer;
    const stack = new Stack("shop");

    const ask = (...statements: readonly string[]) => queryAt(local.url, ...statements);

    const program = (edits: Scene["edits"] = []): void => {
        const edited = edits.reduce((text, [from, to]) => {
            expect(text).to.contain(from);
            return text.replace(from, to);
        }, PROGRAM);
        stack.write("index.js", transpileModule(edited, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText);
    };

    const checkPreview = async (
        name: string,
        { edits, password = "hunter2", elsewhere = [], args = [] }: Scene,
    ): Promise<void> => {
        program(edits);
        await ask(...elsewhere);
        await stack.configure({ "kafka:password": { secret: password } });
        const { output } = ok(await stack.pulumi(["preview", "--diff", ...args]));
        expect(output).not.to.contain("hunter2").and.not.to.contain("correct horse");
        compare(name, output);
    };

    /** The page with the blocks that the engine prints. */
    let written = page;
    const compare = (name: string, output: string): void => {
        const block = new RegExp(`(?<=^<!-- preview: ${name} -->\n\n\`\`\`text\n)[^]*?(?=^\`\`\`$)`, "mu");
        const shown = output
            .replaceAll(/ +$/gmu, "")
            .replaceAll(/^(?:Duration: .*)?\n/gmu, "")
            .replaceAll(CREATION_TIME, "@2026-01-01T00:00:00.000Z");
        if (process.env.WRITE_PREVIEWS === undefined) expect(parts(shown)).to.deep.equal(parts(block.exec(page)?.[0] ?? ""));
        else written = written.replace(block, () => shown);
    };

    /** Separates the messages of the provider, which reach the engine at any time, from the lines of the engine. */
    const parts = (text: string): { messages: string[]; lines: string[] } => {
        const lines = text.split("\n");
        const isMessage = (line: string): boolean => /^(?:warning: )?[A-Z]\w+ shop_/u.test(line);
        return { messages: lines.filter(isMessage), lines: lines.filter(line => !isMessage(line)) };
    };

    before(async () => {
        local = await startLocal();
        local.world.change(WORLD);
        await stack.configure({ ...configFor(local), "kafka:password": { secret: "hunter2" } });
    });
    after(async () => {
        if (written !== page) writeFileSync(FILE, written);
        stack.remove();
        await local.close();
    });

    it("docs/previews.md has the preview of the engine before the first up (if not, run npm run docs:previews)", async () => {
        await checkPreview("create", {});
        ok(await stack.up());
        await ask("CREATE VIEW report AS SELECT sum(n) AS n FROM shop_counts");
    });

    for (const [name, scene] of Object.entries(SCENES))
        it(`docs/previews.md has the preview of the engine: ${name}`, () => checkPreview(name, scene));
});
