import { expect } from "chai";
import { type Server, startServer, timeLimit } from "../server";
import { configFor, queryAt } from "./support/server";
import { ok, type Run, Stack } from "./support/stack";

const PROGRAM = `
const changed = config.get("changed") === "true";
const place = { schema: new materialize.Schema("place", { name: "own" }) };
const shared = materialize.getSecretOutput({ name: "shared" });
const kafka = new materialize.KafkaConnection("kafka", {
    ...place,
    brokers: [changed ? "127.0.0.1:1" : "127.0.0.1:9096"],
    securityProtocol: "SASL_PLAINTEXT",
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password: shared },
});
const read = { ...place, cluster: "quickstart", connection: kafka, topic: "materialize_click_streams" };
const clicks = new materialize.KafkaSource("clicks", { ...read, format: changed ? { text: {} } : { json: {} } });
new materialize.MaterializedView("counted", {
    ...place,
    cluster: "quickstart",
    query: pulumi.interpolate\`SELECT count(*) AS n FROM \${clicks.qualifiedName}\`,
});
new materialize.KafkaSource("guarded", { ...read, format: config.get("guarded") ? { text: {} } : { json: {} } }, { protect: true });
if (!config.get("left")) new materialize.Secret("left", { ...place, value: "x" }, { retainOnDelete: true });
if (changed) new materialize.Secret("more", { ...place, value: config.requireSecret("more") });
exports.limit = materialize.getSystemParameterOutput({ name: "max_secrets" }).value;
exports.shared = shared.qualifiedName;
exports.id = shared.id;`;

const WARNING = "warning: KafkaSource clicks loses the data that it has ingested, and ingests it again. ";

describe("previews", function () {
    this.timeout(timeLimit("3m"));
    let local: Server;
    const stack = new Stack("previews").program(PROGRAM);

    const ask = (user: string, statement: string) =>
        queryAt({ host: local.host, port: local.port, user, database: "materialize" }, statement);

    before(async () => {
        local = await startServer();
        for (const statement of ["CREATE SECRET shared AS 'hunter2'", "CREATE ROLE reader", "CREATE SCHEMA elsewhere"])
            await ask("materialize", statement);
        await stack.configure({ ...configFor(local), "previews:more": { secret: "unlikely-41f7" } });
        ok(await stack.up());
        await ask("materialize", "CREATE VIEW elsewhere.top AS SELECT n FROM own.counted");
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    /** Previews one change of each kind, with brokers that do not exist. */
    const preview = async (env: NodeJS.ProcessEnv): Promise<string> => {
        await stack.configure({ "previews:changed": "true" });
        const { output } = ok(await stack.pulumi(["preview", "--diff", "--show-full-output"], env));
        await stack.configure({ "previews:changed": "false" });
        expect(output).to.match(/\+ 1 to create\n\s+~ 1 to update\n\s+\+-2 to replace\n\s+4 changes/u);
        expect(output).not.to.match(/delete|unlikely-41f7|\n\s+at /u);
        return output;
    };

    it("A preview needs only the right to read and no brokers, runs no DDL, and names the dependants of a source that is recreated", async () => {
        const refusal = await ask("reader", "CREATE SECRET theirs AS 'x'").catch((error: unknown) => String(error));
        expect(refusal).to.contain("permission denied");
        const before = local.log.entries.length;
        const output = await preview({ MZ_USER: "reader" });
        const sent = local.log.entries.slice(before);
        expect(new Set(sent.map(({ user }) => user))).to.deep.equal(new Set(["reader"]));
        expect(sent.filter(({ sql }) => !/^\s*(?:SELECT|SHOW) /u.test(sql))).to.deep.equal([]);
        const warning = `${WARNING}These objects depend on it: materialized view "materialize"."own"."counted", view "materialize"."elsewhere"."top". Those that this program creates are replaced with it; any other makes Materialize refuse the drop`;
        expect(output.split(warning)).to.have.length(2);
    });

    it("An offline preview does not connect to Materialize, and warns once about values that it does not know", async () => {
        const before = local.log.connections;
        const output = await preview({ MZ_OFFLINE: "true" });
        expect(local.log.connections).to.equal(before);
        expect(output.match(/Materialize cannot be queried.*/gu)).to.deep.equal([
            "Materialize cannot be queried, since materialize:offline (or MZ_OFFLINE) is true: it is not known whether what is looked up is there, nor what depends on what is replaced",
        ]);
        expect(output).to.contain(`${WARNING}Its dependants are not known: materialize:offline is true`);
        expect(output, "the id of the lookup").not.to.contain("=> [unknown]");
    });

    const offlineErrors = ({ code, output }: Run): string[] => {
        expect(code).not.to.equal(0);
        expect(output).not.to.match(/\n\s+at /u);
        return output.match(/error: .*since materialize:offline .* run this with MZ_OFFLINE=false/gu) ?? [];
    };

    it("An up and a refresh are refused in offline mode before they change anything", async () => {
        const before = local.log.connections;
        const state = async () => (await stack.state()).map(({ id, outputs }) => [id, outputs.definition]);
        const known = await state();
        const env = { MZ_OFFLINE: "true" };
        await stack.configure({ "previews:changed": "true" });
        expect(offlineErrors(await stack.pulumi(["up", "--yes", "--skip-preview"], env))).to.not.be.empty;
        expect(offlineErrors(await stack.pulumi(["refresh", "--yes", "--skip-preview"], env))).to.not.be.empty;
        await stack.configure({ "previews:changed": "false" });
        expect(local.log.connections).to.equal(before);
        expect(await state()).to.deep.equal(known);
    });

    it("A preview is refused if it would replace a protected resource", async () => {
        await stack.configure({ "previews:guarded": "text" });
        const { code, output } = await stack.preview();
        await stack.configure({ "previews:guarded": "" });
        expect(code).not.to.equal(0);
        expect(output)
            .to.match(/unable to replace resource .*::guarded"\s+as it is currently marked for protection/u)
            .and.to.contain(
                "warning: KafkaSource guarded loses the data that it has ingested, and ingests it again. No object depends on it",
            );
    });

    it("A preview states that a retained resource is deleted only from the state", async () => {
        await stack.configure({ "previews:left": "out" });
        const { output } = ok(await stack.up());
        expect(output).to.contain("Secret: (delete[retain])");
        expect(await ask("materialize", "SELECT name FROM mz_secrets WHERE name = 'left'")).to.have.length(1);
    });
});
