import { expect } from "chai";
import { blocksOf } from "../docs/page";
import { loadParser } from "../materialize/sql/parser";
import { type Server, timeLimit, useServer } from "../server";
import { Page, toJavaScript } from "./support/page";
import { configForUrl, kafka, queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const FILE = "docs/beside-other-tools.md";

describe(FILE, function () {
    this.timeout(timeLimit("3m"));
    const getServer = useServer({ settings: { enable_create_table_from_source: "on" } });
    const page = new Page(FILE);
    const stack = new Stack("platform");
    let server: Server;

    /** Runs statements as a role. */
    const as = (role: string, ...statements: readonly string[]): Promise<Record<string, unknown>[]> => {
        const url = new URL(server.url);
        url.username = role;
        return queryAt(url.href, ...statements);
    };

    before(async () => {
        server = await getServer();
        const [host = "", port = ""] = kafka.broker.split(":");
        const settings = configForUrl(new URL(server.url));
        const admin = new URL(server.systemUrl ?? "");
        await stack.configure({
            ...settings,
            "platform:host": host,
            "platform:port": port,
            "platform:user": new URL(server.url).username,
            "materialize:profiles": JSON.stringify({ admin: { host: admin.hostname, port: admin.port, user: admin.username } }),
        });
        stack.write("index.js", page.program(0));
    });
    after(() => {
        stack.remove();
    });

    /** The statements of the page, by the steps of a deployment. `once` comes before the first one. */
    const steps = async (): Promise<Readonly<Record<"once" | "build" | "swap" | "cleanup", string[]>>> => {
        const parse = await loadParser();
        const [once = [], deployment = []] = blocksOf(FILE).flatMap(({ language, text }) =>
            language === "sql" ? [parse(text).map(({ sql }) => sql)] : [],
        );
        const [begin, commit] = [deployment.indexOf("BEGIN"), deployment.indexOf("COMMIT") + 1];
        const inDatabase = (statements: readonly string[]) => ["SET database = warehouse", ...statements];
        return {
            once,
            build: deployment.slice(0, begin),
            swap: inDatabase(deployment.slice(begin, commit)),
            cleanup: inDatabase(deployment.slice(commit)),
        };
    };
    /** Plays the other tool. */
    const play = async (...parts: readonly ("once" | "build" | "swap" | "cleanup")[]): Promise<void> => {
        const all = await steps();
        await as("deployer", ...parts.flatMap(part => all[part]));
    };
    const DEPLOYMENT = ["build", "swap", "cleanup"] as const;

    it("the other tool creates its schema and cluster, and deploys twice, with the rights that the program gives it", async () => {
        ok(await stack.up());
        await play("once");
        for (let times = 0; times < 2; times++) {
            await play(...DEPLOYMENT);
            const rows = await as("analysts", "SET cluster = serve", "SELECT page, clicks FROM warehouse.mart.pages");
            expect(rows).to.have.length.above(1);
        }
    });

    it("a refresh and a preview show nothing after a swap", async () => {
        expect(ok(await stack.refresh()).output).not.to.match(/updated|swapped/u);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("a refresh says that the stack manages the schema and the cluster that have the names, and an up makes them match", async () => {
        stack.write("index.js", page.program(1));
        ok(await stack.up());
        await play(...DEPLOYMENT);
        const { output } = ok(await stack.refresh());
        page.checkMessage("schema-followed", output);
        page.checkMessage("cluster-followed", output);
        const up = ok(await stack.up("--refresh"));
        expect(up.output)
            .to.match(/~ [12] updated/u)
            .and.not.match(/replaced|deleted/u);
        await as("analysts", "CREATE VIEW warehouse.mart.mine AS SELECT 1 AS n", "DROP VIEW warehouse.mart.mine");
        const comments = await as("analysts", "SELECT comment FROM mz_internal.mz_comments WHERE comment = 'built by dbt'");
        expect(comments).to.have.length(1);
        ok(await stack.preview("--expect-no-changes"));
        expect(ok(await stack.refresh()).output).not.to.contain("swapped");
    });

    const VIEW = 'new materialize.View("misplaced", { database, schema: "mart", query: "SELECT 1 AS n" });';

    for (const [message, change] of [
        ["object-moved", (program: string) => `${program}\n${VIEW}`],
        ["kept-by-id", (program: string) => program.replace("adopt: true", 'adopt: true, identifyBy: "id"')],
    ] as const)
        it(`a refresh is refused with the message of the page: ${message}`, async () => {
            stack.write("index.js", toJavaScript(change(page.programs[1] ?? "")));
            ok(await stack.up());
            await play("build", "swap");
            const { code, output } = await stack.refresh();
            expect(code).to.not.equal(0);
            page.checkMessage(message, output);
            await play("swap", "cleanup");
            ok(await stack.refresh());
        });
});
