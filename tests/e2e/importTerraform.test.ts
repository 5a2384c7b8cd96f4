import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { shown, type ShownResource, stateOf } from "../importer/terraform";
import { type LocalServer, skip, startLocal } from "../server";
import { compile } from "./support/programs";
import { configFor, queryAt } from "./support/server";
import { ok, run, Stack } from "./support/stack";

const CLI = resolve(__dirname, "../../dist/cli/main.js");

const SETUP = [
    "CREATE ROLE readers",
    "CREATE CLUSTER shop (SIZE '25cc', REPLICATION FACTOR 1)",
    "CREATE SCHEMA raw",
    "CREATE TABLE raw.orders (a int)",
    "CREATE MATERIALIZED VIEW raw.totals IN CLUSTER shop AS SELECT sum(a) AS total FROM raw.orders",
    "CREATE VIEW raw.others AS SELECT 1 AS a",
    "GRANT SELECT ON TABLE raw.totals TO readers",
    "GRANT USAGE ON SCHEMA raw TO readers",
];

/** Declares the provider, and each resource of an exported state with its arguments. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { existsSync, readFileSync } = require("node:fs");
const server = new pulumi.Config("materialize");
const given = { host: server.require("host"), port: server.get("port"), user: server.get("user"), sslmode: server.get("sslmode") };
const provider = new pulumi.ProviderResource("materialize", "mz", given);
const state = existsSync("resources.json") ? JSON.parse(readFileSync("resources.json", "utf8")) : [];
const computed = ["definition", "qualifiedName"];
for (const { urn, type, inputs } of state.filter(({ type }) => type.startsWith("materialize:index:"))) {
    const args = Object.entries(inputs).filter(([key]) => !key.startsWith("__") && !computed.includes(key));
    new pulumi.CustomResource(type, urn.split("::").at(-1), Object.fromEntries(args), { provider });
}
`;

describe("the command import --terraform under Pulumi's engine", function () {
    this.timeout("5m");
    let server: LocalServer;
    let state: string;
    const stacks: Stack[] = [];

    before(async () => {
        server = await startLocal();
        await queryAt(server.url, ...SETUP);
        state = JSON.stringify(stateOf({ resources: await resources() }));
    });
    after(async () => {
        for (const stack of stacks) stack.remove();
        await server.close();
    });

    /** Returns the objects as Terraform's provider has them, and their grants. */
    async function resources(): Promise<ShownResource[]> {
        const rows = await queryAt(
            server.url,
            "SELECT name, id FROM mz_objects UNION ALL SELECT name, id FROM mz_schemas UNION ALL SELECT name, id FROM mz_clusters UNION ALL SELECT name, id FROM mz_roles",
        );
        const ids = Object.fromEntries(rows.map(({ name, id }) => [String(name), `aws/us-east-1:${String(id)}`]));
        const inRaw = { schema_name: "raw", database_name: "materialize" };
        const grant = { role_name: "readers", ...inRaw };
        return [
            shown('materialize_materialized_view.all["it\'s"]', { id: ids.totals, name: "totals", ...inRaw }),
            shown("materialize_table.orders", { id: ids.orders, name: "orders", ...inRaw }),
            shown("materialize_schema.raw", { id: ids.raw, name: "raw", database_name: "materialize" }),
            shown("materialize_cluster.shop", { id: ids.shop?.replace(":", ":id:"), name: "shop" }),
            shown("materialize_role.readers", { id: ids.readers, name: "readers" }),
            shown("materialize_materialized_view_grant.readers", {
                materialized_view_name: "totals",
                privilege: "SELECT",
                ...grant,
            }),
            shown("materialize_schema_grant.readers", { privilege: "USAGE", ...grant }),
        ];
    }

    async function stackFor(name: string): Promise<Stack> {
        const stack = new Stack(name);
        stacks.push(stack);
        await stack.configure(configFor(server));
        return stack.write("state.json", state);
    }

    const changesSince = (from: number): string[] =>
        server.log.entries.slice(from).flatMap(({ sql }) => (/^(?:SELECT|SHOW|EXPLAIN)\b/u.test(sql.trim()) ? [] : [sql]));

    it("the file is imported without a statement, and the preview has no change", async () => {
        const stack = (await stackFor("from_terraform")).usePlugin().write("index.js", PROGRAM);
        ok(await stack.up());
        const start = server.log.entries.length;
        const command = [CLI, "import", "--terraform", "state.json", "--provider", "mz"];
        const { output } = ok(await run(process.execPath, command, stack.folder, stack.environment()));
        expect(output).to.contain("import.json has 5 objects").and.to.contain("Grant readers_schema_grant: { on: ");
        // The language host of the tests generates no code.
        ok(await stack.pulumi(["import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false"]));
        stack.write("resources.json", JSON.stringify(await stack.state()));
        ok(await stack.preview("--expect-no-changes"));
        expect(changesSince(start)).to.deep.equal([]);
    });

    it("the program adopts the objects, and grants what is granted", async () => {
        const stack = await stackFor("adopted_from_terraform");
        ok(
            await run(
                process.execPath,
                [CLI, "import", "--program", "--terraform", "state.json"],
                stack.folder,
                stack.environment(),
            ),
        );
        const text = readFileSync(join(stack.folder, "index.ts"), "utf8");
        expect(await compile([{ name: "adopted", text }], stack.folder)).to.equal("");
        stack.write("index.js", `module.exports = require("./programs/adopted.js");`);
        const start = server.log.entries.length;
        ok(await stack.up());
        const changes = changesSince(start).map(sql => sql.replaceAll(/\s+/gu, " "));
        expect(changes).to.have.members([
            'GRANT USAGE ON SCHEMA "materialize"."raw" TO "readers"',
            'GRANT SELECT ON TABLE "materialize"."raw"."totals" TO "readers"',
        ]);
        ok(await stack.preview("--refresh", "--expect-no-changes"));
    });

    it("Terraform forgets what moved with the command that is printed", async function () {
        if (spawnSync("terraform", ["-version"]).status !== 0) skip(this, "needs terraform");
        const stack = await stackFor("forgotten");
        const { output } = ok(
            await run(process.execPath, [CLI, "import", "--terraform", "state.json"], stack.folder, stack.environment()),
        );
        const command = /^ *terraform state rm (?:.*\\\n)+.*$/mu.exec(output)?.[0] ?? "";
        const folder = mkdtempSync(join(tmpdir(), "terraform-"));
        writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(storedState(await resources())));
        const { stdout, stderr } = spawnSync("/bin/sh", ["-c", `${command} && terraform state list`], {
            cwd: folder,
            encoding: "utf8",
        });
        expect(stdout, stderr).to.match(/Successfully removed 7 resource instance\(s\)\.\s*$/u);
        rmSync(folder, { recursive: true });
    });
});

/** Returns a state as Terraform stores it. */
const storedState = (all: readonly ShownResource[]): object => ({
    ...{ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "2f9e3c1a-0000-4000-8000-000000000000", outputs: {} },
    resources: all.map(({ type, name, index, values }) => ({
        ...{ mode: "managed", type, name, provider: 'provider["registry.terraform.io/materializeinc/materialize"]' },
        instances: [{ ...(index !== undefined && { index_key: index }), schema_version: 0, attributes: values }],
    })),
});
