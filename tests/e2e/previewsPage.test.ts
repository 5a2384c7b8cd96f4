import { expect } from "chai";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { Page, toJavaScript } from "./support/page";
import { configFor, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const page = new Page("docs/previews.md");
const [PROGRAM = ""] = page.programs;

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
        stack.write("index.js", toJavaScript(edited));
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
        page.comparePreview(name, output);
    };

    before(async () => {
        local = await startLocal();
        local.world.change(WORLD);
        await stack.configure({ ...configFor(local), "kafka:password": { secret: "hunter2" } });
    });
    after(async () => {
        page.save();
        stack.remove();
        await local.close();
    });

    it("docs/previews.md has the preview of the engine before the first up (if not, run npm run docs:previews)", async () => {
        await checkPreview("create", {});
        program([['["b-1.example.com:9096"]', "[password.id]"]]);
        page.checkMessage("unknown-broker", ok(await stack.preview()).output);
        program();
        ok(await stack.up());
        await ask("CREATE VIEW report AS SELECT sum(n) AS n FROM shop_counts");
    });

    for (const [name, scene] of Object.entries(SCENES))
        it(`docs/previews.md has the preview of the engine: ${name}`, () => checkPreview(name, scene));
});
