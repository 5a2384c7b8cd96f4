import { expect } from "chai";
import { timeLimit } from "../server";
import { Stack } from "./support/stack";
import { query, changeStatements, kafka, settings } from "./support/testServer";

/** Values with characters that are easily escaped wrongly or printed. */
const VALUES: Readonly<Record<string, string>> = {
    quotes: `it's "quoted" $$twice$$ ';--`,
    backslashes: String.raw`a\b\\c\x41\n`,
    lines: "-----BEGIN-----\nline 1\r\nline 2\ttab\n-----END-----\n",
    four_bytes: "\u{1f511}\u{10ffff} ключ 鍵",
    hexadecimal: String.raw`\x41424344`,
    unknown: "04da6b54-80e4-46f7-96ec",
};

const PROGRAM = `
const values = config.requireObject("values");
const place = { schema: new materialize.Schema("place", { name: config.require("schema") }) };
const secrets = Object.entries(values).map(([name, value]) => new materialize.Secret("Se cret \\"" + name, { ...place, value }));
const hidden = config.requireSecret("hidden");
new materialize.Secret("documented", { ...place, value: "x", comment: hidden });
new materialize.MaterializedView("constant", { ...place, cluster: config.require("cluster"), query: pulumi.interpolate\`SELECT '\${hidden}' AS c\` });
if (config.get("broken")) {
    new materialize.KafkaConnection("hopeless", {
        ...place,
        brokers: ["no-such-host.invalid:9092"],
        sasl: { mechanism: "PLAIN", username: hidden, password: secrets[0] },
        progressTopic: hidden,
    });
    new materialize.MaterializedView("nonsense", { ...place, query: pulumi.interpolate\`SELECT '\${hidden}' FROM nowhere WHERE \${hidden}\` });
}`;

describe("the values of secrets", function () {
    this.timeout(timeLimit("5m"));
    const schema = `e2e_secrets_${String(process.pid)}`;
    const stack = new Stack("secrets").program(PROGRAM);
    const hidden = "unlikely-9f3c-comment";
    let printed = "";

    before(async () => {
        await stack.configure({
            ...(await settings()),
            "secrets:schema": schema,
            "secrets:cluster": kafka.cluster,
            "secrets:hidden": { secret: hidden },
            "secrets:values": { secret: JSON.stringify(VALUES) },
        });
    });
    after(() => {
        stack.remove();
    });

    const run = async (...args: string[]): Promise<number> => {
        const { code, output } = await stack.pulumi(args, { PULUMI_DEBUG_COMMANDS: "true" });
        printed += output;
        return code;
    };

    it("Secrets keep all bytes of their values, and their names can require quotes", async () => {
        const since = Date.now();
        expect(await run("up", "--yes", "--diff", "--event-log", `${stack.folder}/events.json`), printed).to.equal(0);
        const names = await query("SELECT x.name FROM mz_secrets x JOIN mz_schemas s ON s.id = x.schema_id WHERE s.name = $1", [
            schema,
        ]);
        expect(names).to.have.length(Object.keys(VALUES).length + 1);
        const statements = await changeStatements(since);
        for (const [name, value] of Object.entries(VALUES)) {
            const statement = statements.find(sql => sql.includes(`"Se cret ""${name}"`)) ?? "";
            const hex = /AS '\\x([0-9a-f]*)'$/u.exec(statement)?.[1] ?? "";
            expect(Buffer.from(hex, "hex").toString("utf8"), name).to.equal(value);
        }
    });

    it("Secrets do not change in a second up", async () => {
        const { output } = await stack.up();
        expect(output)
            .to.match(/\d+ unchanged/u)
            .and.not.to.match(/to update|updated|created/u);
    });

    it("Secrets are in no preview, event, error or state, whichever operation fails", async () => {
        await stack.configure({ "secrets:broken": "true" });
        await run("preview", "--diff", "--show-full-output", "--json");
        // The program continues on errors, so that the other resources are tried too.
        const args = ["--yes", "--diff", "--continue-on-error", "--event-log", `${stack.folder}/events.json`];
        expect(await run("up", ...args)).not.to.equal(0);
        expect(printed).to.contain("Failed to resolve hostname");
        await run("refresh", "--yes", "--diff");
        await run("stack", "export");
        await run("stack", "output");
        // Pulumi's SDK writes whole responses into the debug events of the event stream, as docs/security.md warns.
        const files = stack
            .writtenText()
            .split("\n")
            .filter(line => !line.includes('"severity":"debug"'));
        const everything = printed + files.join("\n");
        const texts = [hidden, ...Object.values(VALUES).filter(value => value.length > 12)];
        const forms = texts.flatMap(text => [
            text,
            JSON.stringify(text).slice(1, -1),
            Buffer.from(text).toString("hex"),
            Buffer.from(text).toString("base64"),
        ]);
        for (const form of forms) expect(everything.includes(form), form).to.equal(false);
    });

    it("A destroy drops the secrets", async () => {
        expect(await run("destroy", "--yes"), printed).to.equal(0);
        expect(await query("SELECT name FROM mz_schemas WHERE name = $1", [schema])).to.be.empty;
    });
});
