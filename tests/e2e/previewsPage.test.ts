import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, transpileModule } from "typescript";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { addressOf, askAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const FILE = join(__dirname, "../../docs/previews.md");
const page = readFileSync(FILE, "utf8");
const PROGRAM = /^```ts\n(?<program>[^]*?)^```$/mu.exec(page)?.groups?.program ?? "";

/** A preview of the page: what is edited in the program, or done elsewhere, before it. */
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
        // Else the order would be that in which the reads come back.
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

describe("docs/previews.md", function () {
    this.timeout("3m");
    let local: LocalMaterialize;
    const stack = new Stack("shop");

    const ask = (...statements: readonly string[]) => askAt(local.url, ...statements);

    const program = (edits: Scene["edits"] = []): void => {
        const edited = edits.reduce((text, [from, to]) => {
            expect(text).to.contain(from);
            return text.replace(from, to);
        }, PROGRAM);
        stack.write("index.js", transpileModule(edited, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText);
    };

    const previewed = async (name: string, { edits, password = "hunter2", elsewhere = [], args = [] }: Scene): Promise<void> => {
        program(edits);
        await ask(...elsewhere);
        await stack.configure({ "kafka:password": { secret: password } });
        const { output } = ok(await stack.pulumi(["preview", "--diff", ...args]));
        expect(output).not.to.contain("hunter2").and.not.to.contain("correct horse");
        compare(name, output);
    };

    /** What the page says, or is to say. */
    let written = page;
    const compare = (name: string, output: string): void => {
        const block = new RegExp(`(?<=^<!-- preview: ${name} -->\n\n\`\`\`text\n)[^]*?(?=^\`\`\`$)`, "mu");
        const shown = output.replaceAll(/ +$/gmu, "").replaceAll(/^(?:Duration: .*)?\n/gmu, "");
        if (process.env.WRITE_PREVIEWS === undefined) expect(parts(shown)).to.deep.equal(parts(block.exec(page)?.[0] ?? ""));
        else written = written.replace(block, () => shown);
    };

    /** What the provider says comes to the engine on a way of its own, now sooner, now later. */
    const parts = (text: string): { said: string[]; shown: string[] } => {
        const lines = text.split("\n");
        const isSaid = (line: string): boolean => /^(?:warning: )?[A-Z]\w+ shop_/u.test(line);
        return { said: lines.filter(isSaid), shown: lines.filter(line => !isSaid(line)) };
    };

    before(async () => {
        local = await startMaterialize();
        local.world.change(WORLD);
        await stack.configure({ ...addressOf(local), "kafka:password": { secret: "hunter2" } });
    });
    after(async () => {
        if (written !== page) writeFileSync(FILE, written);
        stack.remove();
        await local.close();
    });

    it("shows what the engine shows before anything is made: run npm run docs:previews", async () => {
        await previewed("create", {});
        ok(await stack.up());
        await ask("CREATE VIEW report AS SELECT sum(n) AS n FROM shop_counts");
    });

    for (const [name, scene] of Object.entries(SCENES)) it(`shows what the engine shows: ${name}`, () => previewed(name, scene));
});
