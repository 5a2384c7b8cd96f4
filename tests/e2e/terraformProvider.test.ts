import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect } from "chai";
import { type LocalServer, skip, startLocal } from "../server";
import { compile } from "./support/programs";
import { configFor, kafka, queryAt } from "./support/server";
import { ok, run, Stack } from "./support/stack";

const CLI = resolve(__dirname, "../../dist/cli/main.js");
/** The binary of Terraform's provider, which has the name `terraform-provider-materialize`. */
const { MATERIALIZE_TERRAFORM_PROVIDER: BINARY } = process.env;

const IDS = `SELECT name, id FROM mz_objects WHERE id LIKE 'u%' UNION ALL SELECT name, id FROM mz_clusters UNION ALL
    SELECT name, id FROM mz_roles UNION ALL SELECT name, id FROM mz_schemas ORDER BY 1, 2`;

/** The statements that change nothing: grants of what is granted, a parameter with its value, and the value of the secret. */
const SENT_AGAIN =
    /^(?:GRANT|ALTER SECRET|ALTER DEFAULT PRIVILEGES|ALTER ROLE "shop_auditors" SET "search_path" TO 'shop_raw'$)/u;

describe("a move from Terraform with its real provider", function () {
    this.timeout("10m");
    const folder = mkdtempSync(join(tmpdir(), "terraform-"));
    const stack = new Stack("moved");
    let server: LocalServer;
    let stop = (): Promise<void> => Promise.resolve();

    before(async function () {
        if (BINARY === undefined || (await run("terraform", ["-version"], folder).catch(() => undefined))?.code !== 0)
            skip(this, "needs terraform, and MATERIALIZE_TERRAFORM_PROVIDER with the path of terraform-provider-materialize");
        server = await startLocal({ settings: { enable_create_table_from_source: "on" } });
        stop = () => server.close();
        cpSync(join(__dirname, "terraform"), folder, { recursive: true });
        const overrides = `provider_installation {\n  dev_overrides {\n    "materializeinc/materialize" = ${JSON.stringify(dirname(BINARY))}\n  }\n  direct {}\n}\n`;
        writeFileSync(join(folder, "terraform.rc"), overrides);
        // The local Materialize has no results in binary format.
        writeFileSync(join(folder, "service.conf"), "[local]\nprefer_simple_protocol=true\n");
        await terraform("get");
        await stack.configure({ ...configFor(server), "moved:shopEuPassword": { secret: kafka.password } });
    });
    after(async () => {
        stack.remove();
        rmSync(folder, { recursive: true });
        await stop();
    });

    /** Runs Terraform, and returns what it prints. */
    async function terraform(...args: readonly string[]): Promise<string> {
        const { code, output } = await run("terraform", args, folder, {
            ...process.env,
            ...{ TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" },
            ...{ PGSERVICE: "local", PGSERVICEFILE: join(folder, "service.conf") },
            ...{ TF_VAR_port: String(server.port), TF_VAR_broker: kafka.saslBroker, TF_VAR_password: kafka.password },
        });
        expect(code, output).to.equal(0);
        return output;
    }

    const changesSince = (from: number): string[] =>
        server.log.entries.slice(from).flatMap(({ sql, applicationName }) => {
            const isOwn = applicationName.startsWith("pulumi-materialize/");
            return isOwn && !/^(?:SELECT|SHOW|EXPLAIN)\b/u.test(sql.trim()) ? [sql] : [];
        });

    it("a program adopts all that Terraform has created, without a change", async () => {
        await terraform("apply", "-auto-approve", "-no-color");
        const before = await queryAt(server.url, IDS);
        const state = (await terraform("show", "-json")).split("\n").find(line => line.startsWith("{")) ?? "";
        expect(state).to.contain(kafka.password);
        stack.write("state.json", state);
        const command = [CLI, "import", "--program", "--terraform", "state.json"];
        const { output } = ok(await run(process.execPath, command, stack.folder, stack.environment()));
        expect(output).to.contain("index.ts has 27 objects").and.not.to.contain("Not in index.ts");
        const text = readFileSync(join(stack.folder, "index.ts"), "utf8");
        expect(output + text + readFileSync(join(stack.folder, "index.removed.tf"), "utf8")).not.to.contain(kafka.password);
        expect(await compile([{ name: "moved", text }], stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/moved.js");`);
        const from = server.log.entries.length;
        ok(await stack.up());
        expect(changesSince(from).filter(sql => !SENT_AGAIN.test(sql))).to.deep.equal([]);
        ok(await stack.preview("--refresh", "--expect-no-changes"));
        expect(await queryAt(server.url, IDS)).to.deep.equal(before);
    });

    it("Terraform forgets the objects by the removed blocks, and drops none", async () => {
        const before = await queryAt(server.url, IDS);
        const removed = readFileSync(join(stack.folder, "index.removed.tf"), "utf8");
        writeFileSync(join(folder, "main.tf"), removed);
        const plan = await terraform("plan", "-no-color");
        expect(plan).to.contain("will no longer be managed by Terraform, but will not be destroyed");
        expect(plan).to.contain("Plan: 0 to add, 0 to change, 0 to destroy.");
        await terraform("apply", "-auto-approve", "-no-color");
        expect(await terraform("state", "list")).not.to.contain("materialize_");
        expect(await queryAt(server.url, IDS)).to.deep.equal(before);
        ok(await stack.preview("--refresh", "--expect-no-changes"));
    });
});
