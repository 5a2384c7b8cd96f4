import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeImportFile, writeProgram } from "../../importer";
import { importOptions } from "../../importer/options";
import { query, resetEnvironment } from "../changes/support";
import { Program, removePrograms } from "../doctor/support";
import { type Server, timeLimit } from "../server";
import { PLANTED, shown, type ShownModule, stateOf } from "./terraform";

const SETUP = [
    "CREATE ROLE readers",
    "CREATE CLUSTER shop (SIZE '25cc')",
    "CREATE SCHEMA raw",
    `CREATE SECRET raw.password AS '${PLANTED}'`,
    "CREATE TABLE raw.orders (a int)",
    "CREATE VIEW raw.late AS SELECT a FROM raw.orders",
    "CREATE VIEW raw.early AS SELECT a FROM raw.late",
    "CREATE VIEW raw.other AS SELECT 1 AS a",
    "GRANT SELECT ON TABLE raw.late TO readers",
];

const REGION = "aws/us-east-1";

describe("the command import --terraform", function () {
    this.timeout(timeLimit("60s"));
    let server: Server;
    const ids = new Map<string, string>();
    before(async () => {
        server = await resetEnvironment(SETUP);
        const rows = await query(
            server,
            "SELECT name, id FROM mz_objects WHERE id LIKE 'u%' UNION ALL SELECT name, id FROM mz_schemas UNION ALL SELECT name, id FROM mz_clusters UNION ALL SELECT name, id FROM mz_roles",
        );
        for (const { name, id } of rows) ids.set(String(name), String(id));
    });
    after(removePrograms);

    interface Written {
        readonly report: string;
        readonly resources: readonly { readonly type: string; readonly name: string; readonly id: string }[];
        readonly removed: string;
        readonly text: string;
    }

    /** Writes the file of an import, or a program, for a state. */
    async function write(root: ShownModule, ...args: readonly string[]): Promise<Written> {
        const setting = (value: string) => ({ value });
        const program = Program.complete({
            "materialize:host": setting(server.host),
            "materialize:port": setting(String(server.port)),
            "materialize:sslmode": setting("disable"),
        });
        const state = join(program.folder, "state.json");
        writeFileSync(state, JSON.stringify(stateOf(root)));
        const isProgram = args.includes("--program");
        const report = await (isProgram ? writeProgram : writeImportFile)(
            program.machine(),
            importOptions(["--terraform", state, ...args]),
        );
        const text = readFileSync(join(program.folder, isProgram ? "index.ts" : "import.json"), "utf8");
        const removed = join(program.folder, isProgram ? "index.removed.tf" : "import.removed.tf");
        return {
            ...{ report, text, removed: existsSync(removed) ? readFileSync(removed, "utf8") : "" },
            resources: isProgram ? [] : (JSON.parse(text) as Pick<Written, "resources">).resources,
        };
    }

    /** Returns a resource of an object in the schema `raw`. */
    const inRaw = (address: string, name: string, more: object = {}): ReturnType<typeof shown> =>
        shown(address, {
            ...{ id: `${REGION}:${String(ids.get(name))}`, name, region: REGION },
            ...{ schema_name: "raw", database_name: "materialize", ...more },
        });

    const MODULE = 'module.shop["eu"]';
    const root = (): ShownModule => ({
        resources: [
            inRaw("materialize_view.early", "early"),
            shown("materialize_cluster.shop", { id: `${REGION}:name:shop`, name: "shop", region: REGION }),
            shown("materialize_role.readers", { id: `${REGION}:${String(ids.get("readers"))}`, name: "readers" }),
            shown("materialize_schema.raw", {
                id: `${REGION}:${String(ids.get("raw"))}`,
                name: "raw",
                database_name: "materialize",
            }),
            shown("materialize_user.ann", { id: "0123", email: "ann@example.com", password: PLANTED }),
            shown("data.materialize_cluster.all", { id: "x" }, { mode: "data" }),
            { ...shown("random_password.x", { result: PLANTED }), provider_name: "registry.terraform.io/hashicorp/random" },
        ],
        child_modules: [
            {
                address: MODULE,
                resources: [
                    inRaw(`${MODULE}.materialize_secret.password["a"]`, "password", { value: PLANTED, value_wo: PLANTED }),
                    inRaw(`${MODULE}.materialize_view.late`, "late", { statement: `SELECT '${PLANTED}'` }),
                    inRaw(`${MODULE}.materialize_table.orders`, "orders"),
                    shown(`${MODULE}.materialize_view_grant.readers`, {
                        ...{ view_name: "late", schema_name: "raw", database_name: "materialize", region: REGION },
                        ...{ role_name: "readers", privilege: "SELECT" },
                    }),
                ],
            },
        ],
    });

    it("the file has the objects of the state, with names of their addresses, each after those that it needs", async () => {
        const { resources } = await write(root());
        const token = (name: string): string => `materialize:index:${name}`;
        expect(resources).to.deep.equal([
            { type: token("Role"), name: "readers", id: '"readers"' },
            { type: token("Cluster"), name: "shop", id: '"shop"' },
            { type: token("Schema"), name: "raw", id: '"materialize"."raw"' },
            { type: token("Table"), name: "shop_eu_orders", id: '"materialize"."raw"."orders"' },
            { type: token("View"), name: "shop_eu_late", id: '"materialize"."raw"."late"' },
            { type: token("View"), name: "early", id: '"materialize"."raw"."early"' },
            { type: token("Secret"), name: "shop_eu_password_a", id: '"materialize"."raw"."password"' },
        ]);
    });

    it("the report warns first, and says what to declare, what stays, and how Terraform forgets what moves", async () => {
        const { report, removed } = await write(root());
        const parts = [
            "import.json has 7 objects",
            "No `terraform apply` or `terraform destroy` until the last step",
            'Grant shop_eu_readers_view_grant: { on: { view: { name: "late", schema: "raw", database: "materialize" } }, role: "readers", privileges: ["SELECT"] }',
            "materialize_user.ann: it belongs to the API of Materialize's cloud, see docs/beside-terraform.md",
            "data.materialize_cluster.all: getClusters",
            "1 resource of other providers",
            "pulumi import --file import.json --protect=false",
            "terraform state rm \\",
            `'${MODULE}.materialize_secret.password["a"]' \\`,
            `'${MODULE}.materialize_view_grant.readers'`,
            "and only then remove these resources from its configuration",
            "move import.removed.tf there",
        ];
        for (const part of parts) expect(report).to.contain(part);
        expect(parts.map(part => report.indexOf(part))).to.deep.equal(
            parts.map(part => report.indexOf(part)).toSorted((a, b) => a - b),
        );
        expect(report).not.to.match(/'materialize_user|'data\./u);
        expect(removed.match(/from = .*/gu)).to.have.length(8);
        expect(removed).to.contain("from = module.shop.materialize_secret.password\n").and.to.contain("destroy = false");
    });

    it("the program declares the grants too, with variables for their objects", async () => {
        const { text, report } = await write(root(), "--program");
        expect(text.replaceAll(/\s+/gu, " ")).to.contain(
            'new materialize.Grant("shop_eu_readers_view_grant", { on: { view: shopEuLate }, role: readers, privileges: ["SELECT"], });',
        );
        expect(text).to.contain('const shopEuLate = new materialize.View("shop_eu_late", {');
        expect(report).to.contain("Declared in the program").and.to.contain("move index.removed.tf there");
    });

    it("no value of the state is written or printed but the names of its objects, nor one that is sensitive", async () => {
        const state = root();
        const sensitive = shown(
            "materialize_role_parameter.hidden",
            { role_name: "readers", variable_name: "cluster", variable_value: PLANTED, region: REGION },
            { sensitive_values: { variable_value: true } },
        );
        const hiddenName = { ...inRaw("materialize_view.other", "other"), sensitive_values: { name: true } };
        const wrongName = { ...inRaw("materialize_view.x", PLANTED), sensitive_values: { name: true } };
        const resources = [...(state.resources ?? []), sensitive, hiddenName, wrongName];
        for (const args of [[], ["--program"]]) {
            const { report, text, removed } = await write({ ...state, resources }, ...args);
            expect(report + text + removed).not.to.contain(PLANTED);
            expect(report).to.contain(
                "materialize_role_parameter.hidden: Terraform marks an argument of it as sensitive: declare it",
            );
            expect(text).to.contain(args.length > 0 ? "new materialize.View" : String.raw`\"raw\".\"other\"`);
        }
    });

    it("what the environment does not have as the state has it is left out, and stays in the state of Terraform", async () => {
        const stale = [
            shown("materialize_view.gone", {
                id: `${REGION}:u9999`,
                name: "gone",
                schema_name: "raw",
                database_name: "materialize",
            }),
            inRaw("materialize_view.renamed", "other", { name: "renamed" }),
            inRaw("materialize_view.recreated", "other", { id: `${REGION}:u9999` }),
            inRaw("materialize_table.other", "other"),
            inRaw("materialize_view.eu", "other", { region: "aws/eu-west-1" }),
            shown("materialize_view.deposed", {}, { deposed_key: "0123abcd" }),
        ];
        const { report, resources, removed } = await write({ resources: [inRaw("materialize_view.early", "early"), ...stale] });
        expect(resources.map(({ name }) => name)).to.deep.equal(["early"]);
        for (const line of [
            "materialize_view.gone: the environment has no such View",
            'materialize_view.renamed: the object with its id is "materialize"."raw"."other": run `terraform apply -refresh-only`',
            "materialize_view.recreated: another object has its name, with the id",
            "materialize_table.other: the environment has no such Table",
            "materialize_view.eu: it is in the region aws/eu-west-1, and the environment in",
            "materialize_view.deposed: Terraform has replaced this object and not dropped it yet",
        ])
            expect(report).to.contain(line);
        expect(report.slice(report.indexOf("terraform state rm"))).not.to.match(/gone|renamed|recreated|other'|view\.eu/u);
        expect(removed.match(/from = .*/gu)).to.deep.equal(["from = materialize_view.early"]);
    });

    it("a state of another environment is refused, and other options select among its objects", async () => {
        const gone = shown("materialize_view.gone", { id: `${REGION}:u9999`, name: "gone" });
        const refused = await write({ resources: [gone] }).then(({ report }) => report, String);
        expect(refused).to.match(
            /the environment \S+ has none of the objects of the state, such as materialize_view\.gone: name the stack/u,
        );
        const { resources, report } = await write(root(), "--exclude", "*.raw.*", "--exclude", "shop");
        expect(resources.map(({ name }) => name)).to.deep.equal(["readers", "raw"]);
        expect(report).not.to.contain("'materialize_cluster.shop'");
    });
});
