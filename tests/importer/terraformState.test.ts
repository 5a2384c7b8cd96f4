import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { removedBlocks, stateRm, terraformNames } from "../../importer/terraform/addresses";
import { declarations, isDeclared } from "../../importer/terraform/declarations";
import { RESOURCES } from "../../importer/terraform/equivalents";
import { otherRegion } from "../../importer/terraform/match";
import { readState, type StateResource, stateIn } from "../../importer/terraform/state";
import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";
import { PLANTED, shown, type ShownModule, stateOf } from "./terraform";

const resourcesOf = (root: ShownModule): readonly StateResource[] => stateIn(stateOf(root), "state.json").resources;

const US = "aws-us-east-1-1493a40d-1b2c-4d5e-8f60-7182934a5b6c-0";

describe("a state of Terraform", () => {
    it("each resource of the provider is imported, declared, or belongs to the cloud", () => {
        const classes = Object.entries(RESOURCES).map(([type, equivalent]) => [type, equivalent?.[0]] as const);
        const of = (isWanted: (name: string | undefined) => boolean): number =>
            classes.filter(([, name]) => isWanted(name)).length;
        const kindOf = (name: string | undefined) => kinds.get(name ?? "");
        const unknown = classes.filter(([, name]) => name !== undefined && kindOf(name) === undefined);
        expect(unknown).to.deep.equal([]);
        const declared = of(name => {
            const kind = kindOf(name);
            return kind !== undefined && hasSubject(kind);
        });
        expect([declared, of(name => name === undefined), classes.length]).to.deep.equal([21, 11, 66]);
        for (const [type, name] of classes) {
            const resources = resourcesOf({ resources: [shown(`materialize_${type}.a`)] });
            expect(resources.map(({ className }) => className)).to.deep.equal([name]);
        }
    });

    it("a state that Terraform printed is read: ids, names and what to declare, and none of its secrets", () => {
        const { resources, dataSources } = readState(join(__dirname, "recordedState.json"));
        expect(dataSources.map(({ address }) => address)).to.deep.equal(["data.materialize_cluster.all"]);
        const objects = resources.filter(one => !isDeclared(one));
        expect(objects).to.have.length(20);
        for (const { address, objectId, className, region } of objects) {
            expect([address, objectId]).to.satisfy(
                () => objectId !== undefined || address === 'materialize_cluster.this["in gest"]',
            );
            expect([className, region]).to.satisfy(() => className !== undefined && region === undefined, address);
        }
        const names = terraformNames(resources);
        const all = declarations(resources.filter(isDeclared), names);
        const table = { name: "orders0", schema: "raw", database: "shop" };
        expect(all.map(({ name, args }) => [name, args])).to.deep.include.members([
            ["auditors_role_grant", { role: "shop_readers", member: "shop_auditors" }],
            ["shop_eu_orders_INSERT_table_grant", { on: { table }, role: "shop_readers", privileges: ["INSERT", "SELECT"] }],
            [
                "shop_eu_tables_table_grant_default_privilege",
                { on: "TABLES", forRole: "materialize", grantee: "shop_readers", privileges: ["SELECT"] },
            ],
        ]);
        const written = [...names, removedBlocks(resources, resources), all.map(({ args }) => args)];
        expect(JSON.stringify(written)).not.to.contain(PLANTED);
    });

    it("modules, keys and odd names become distinct identifiers that programs can have", () => {
        const module = 'module.shop["e.u"].module.raw[0]';
        const resources = resourcesOf({
            resources: [
                shown("materialize_view.live"),
                shown("materialize_schema.shop"),
                shown("materialize_database.shop"),
                shown('materialize_view.by_name["a b/c\'d"]'),
                shown("materialize_view.by_count[0]"),
                shown("materialize_view.a-b"),
                shown("materialize_view.a_b"),
            ],
            child_modules: [
                {
                    address: 'module.shop["e.u"]',
                    child_modules: [{ address: module, resources: [shown(`${module}.materialize_view.live`)] }],
                },
            ],
        });
        const names = terraformNames(resources);
        expect(resources.map(({ address }) => names.get(address)?.replace(/_[0-9a-f]{8}$/u, "_…"))).to.deep.equal([
            "live",
            "shop_schema",
            "shop_database",
            "by_name_a_b_c_d",
            "by_count_0",
            "a_b_view_…",
            "a_b_view_…",
            "shop_e_u_raw_0_live",
        ]);
        expect(new Set(names.values()).size).to.equal(resources.length);
    });

    it("any addresses have distinct identifiers", () => {
        const key = fc.oneof(fc.string(), fc.constantFrom("a.b", "a b", "]", '"', "é"));
        const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 20 });
        fc.assert(
            fc.property(keys, all => {
                const resources = resourcesOf({
                    resources: all.map(one => shown(`materialize_view.v[${JSON.stringify(one)}]`, {}, { index: one })),
                });
                const names = [...terraformNames(resources).values()];
                expect(new Set(names).size).to.equal(resources.length);
                for (const name of names) expect(name).to.match(/^[\p{L}_][\p{L}\p{N}_]*$/u);
            }),
        );
    });

    it("a shell gives Terraform the addresses as they are", () => {
        const text = fc.string({ unit: "grapheme" }).filter(one => !one.includes("\0"));
        const key = fc.tuple(text, fc.constantFrom("'", '"', "\\", "$a", "\n"), text).map(parts => parts.join(""));
        fc.assert(
            fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), addresses => {
                const script = `terraform() { shift 2; printf '%s\\0' "$@"; }\n${stateRm(addresses).join("\n")}`;
                const { stdout } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" });
                expect(stdout.split("\0").slice(0, -1)).to.deep.equal(addresses);
            }),
            { numRuns: 20 },
        );
    });

    it("a removed block stands for all instances, and there is none if one of them stays", () => {
        const module = 'module.m["a]"]';
        const resources = resourcesOf({
            resources: [shown('materialize_view.a["x"]'), shown('materialize_view.a["y"]'), shown("materialize_view.b[0]")],
            child_modules: [{ address: module, resources: [shown(`${module}.materialize_role.r`)] }],
        });
        const without = resources.filter(({ address }) => !address.includes("view.b"));
        const block = (from: string): string => `removed {\n  from = ${from}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`;
        expect(removedBlocks(without, resources)).to.equal(
            `${block("materialize_view.a")}\n${block("module.m.materialize_role.r")}`,
        );
        expect(removedBlocks(without.slice(1), resources)).to.equal(block("module.m.materialize_role.r"));
    });

    it("privileges of one role on one object are one Grant, and all other grants have their arguments", () => {
        const grant = (type: string, values: object): ReturnType<typeof shown> =>
            shown(`materialize_${type}.g${String(count++)}`, { region: "aws/us-east-1", ...values });
        let count = 0;
        const view = { view_name: "v", schema_name: "s", database_name: "d", role_name: "r" };
        const privilege = { grantee_name: "r", target_role_name: "o", privilege: "SELECT" };
        const resources = resourcesOf({
            resources: [
                grant("view_grant", { ...view, privilege: "SELECT" }),
                grant("view_grant", { ...view, privilege: "INSERT" }),
                grant("materialized_view_grant", {
                    materialized_view_name: "m",
                    ...{ schema_name: "s", database_name: "d", role_name: "r", privilege: "SELECT" },
                }),
                grant("schema_grant", { schema_name: "s", database_name: "d", role_name: "PUBLIC", privilege: "USAGE" }),
                grant("cluster_grant", { cluster_name: "c", role_name: "r", privilege: "USAGE" }),
                grant("grant_system_privilege", { role_name: "r", privilege: "CREATEROLE" }),
                grant("role_grant", { role_name: "r", member_name: "m" }),
                grant("table_grant_default_privilege", { ...privilege, schema_name: "s", database_name: "d" }),
                grant("table_grant_default_privilege", {
                    ...{ ...privilege, grantee_name: "ignored", schema_name: "s", database_name: "d" },
                    id: "aws/us-east-1:GRANT DEFAULT|TABLE|u5|u1|||SELECT",
                }),
                grant("secret_grant_default_privilege", { ...privilege, target_role_name: "PUBLIC", privilege: "USAGE" }),
                grant("role_parameter", { role_name: "r", variable_name: "cluster", variable_value: "c" }),
                grant("system_parameter", { name: "max_tables", value: "10" }),
            ],
        });
        expect(resources.every(isDeclared)).to.equal(true);
        const all = declarations(resources, terraformNames(resources));
        expect(all.map(({ kind, name, args }) => [kind.name, name, args])).to.deep.equal([
            [
                "Grant",
                "g0_view_grant",
                { on: { view: { name: "v", schema: "s", database: "d" } }, role: "r", privileges: ["INSERT", "SELECT"] },
            ],
            [
                "Grant",
                "g2_materialized_view_grant",
                { on: { materializedView: { name: "m", schema: "s", database: "d" } }, role: "r", privileges: ["SELECT"] },
            ],
            ["Grant", "g3_schema_grant", { on: { schema: { name: "s", database: "d" } }, role: "PUBLIC", privileges: ["USAGE"] }],
            ["Grant", "g4_cluster_grant", { on: { cluster: "c" }, role: "r", privileges: ["USAGE"] }],
            ["Grant", "g5_grant_system_privilege", { on: "SYSTEM", role: "r", privileges: ["CREATEROLE"] }],
            ["RoleGrant", "g6_role_grant", { role: "r", member: "m" }],
            [
                "DefaultPrivilege",
                "g7_table_grant_default_privilege",
                { on: "TABLES", forRole: "o", grantee: "r", schema: { name: "s", database: "d" }, privileges: ["SELECT"] },
            ],
            [
                "DefaultPrivilege",
                "g8_table_grant_default_privilege",
                { on: "TABLES", forRole: "o", grantee: "ignored", privileges: ["SELECT"] },
            ],
            [
                "DefaultPrivilege",
                "g9_secret_grant_default_privilege",
                { on: "SECRETS", forRole: { allRoles: true }, grantee: "r", privileges: ["USAGE"] },
            ],
            ["RoleParameter", "g10_role_parameter", { role: "r", name: "cluster", value: "c" }],
            ["SystemParameter", "g11_system_parameter", { name: "max_tables", value: "10" }],
        ]);
    });

    it("objects of other regions are told, and a state of several regions needs an environment that says its own", () => {
        const at = (region: string, name: string): ReturnType<typeof shown> =>
            shown(`materialize_view.${name}`, { id: `${region}:u1`, region });
        const resources = resourcesOf({ resources: [at("aws/us-east-1", "us"), at("aws/eu-west-1", "eu")] });
        expect(resources.map(otherRegion(US, resources))).to.deep.equal([
            undefined,
            "it is in the region aws/eu-west-1, and the environment in aws/us-east-1: repeat this command with the settings of that region",
        ]);
        expect(() => otherRegion("mzcompose-region-0", resources)).to.throw(
            "the state has objects of the regions aws/eu-west-1, aws/us-east-1, and the environment mzcompose-region-0 does not say",
        );
        const own = resourcesOf({ resources: [at("self-hosted", "own"), shown("materialize_view.old", { id: "u1" })] });
        expect(own.map(otherRegion(US, own))).to.deep.equal([undefined, undefined]);
    });

    it("ids with and without a region and a type are read", () => {
        const idOf = (id: string): string | undefined =>
            resourcesOf({ resources: [shown("materialize_cluster.c", { id })] })[0]?.objectId;
        expect(
            ["u7", "aws/us-east-1:u7", "aws/us-east-1:id:u7", "aws/us-east-1:name:u7", "self-hosted:s1"].map(idOf),
        ).to.deep.equal([...["u7", "u7", "u7", undefined, "s1"]]);
    });

    it("a file that is no state is refused with what to write in its place, and nothing of it is quoted", () => {
        const folder = mkdtempSync(join(tmpdir(), "state-"));
        const file = join(folder, "state.json");
        const refusal = (text: string): string => {
            writeFileSync(file, text);
            try {
                readState(file);
                return "";
            } catch (error) {
                return String(error).replace(file, "state.json");
            }
        };
        const stored = JSON.stringify({ version: 4, serial: 3, resources: [{ attributes: { value: PLANTED } }] });
        for (const [text, message] of [
            [`${PLANTED} {`, "state.json is no JSON: write the output of `terraform show -json` to it"],
            [`{"a": "${PLANTED}" x`, "state.json is no JSON"],
            [stored, "state.json is a state as Terraform stores it: write the output of `terraform show -json` to it"],
            ['{"a": 1}', "state.json is no state: write"],
            [JSON.stringify({ ...stateOf({}), planned_values: {} }), "state.json is a plan: write the output of"],
            [JSON.stringify({ format_version: "1.0" }), "state.json has no resource of the provider MaterializeInc/materialize"],
        ] as const)
            expect(refusal(text)).to.contain(message).and.not.to.contain(PLANTED);
        writeFileSync(
            file,
            Buffer.from(`\uFEFF${JSON.stringify(stateOf({ resources: [shown("materialize_role.r")] }))}`, "utf16le"),
        );
        expect(readState(file).resources).to.have.length(1);
        rmSync(folder, { recursive: true });
    });

    it("other providers and other registries are told apart", () => {
        const state = stateIn(
            stateOf({
                resources: [
                    shown("materialize_role.tofu", {}, { provider_name: "registry.opentofu.org/materializeinc/materialize" }),
                    shown("materialize_role.built", {}, { provider_name: "MaterializeInc/materialize" }),
                    { ...shown("aws_lb.x"), type: "aws_lb", provider_name: "registry.terraform.io/hashicorp/aws" },
                    shown("materialize_role.fork", {}, { provider_name: "registry.terraform.io/other/materialize" }),
                    shown("data.materialize_cluster.all", {}, { mode: "data" }),
                    shown("materialize_view.old", {}, { deposed_key: "0123abcd" }),
                ],
            }),
            "state.json",
        );
        expect(state.resources.map(({ address }) => address)).to.deep.equal(["materialize_role.tofu", "materialize_role.built"]);
        expect(state.dataSources.map(({ address }) => address)).to.deep.equal(["data.materialize_cluster.all"]);
        expect([state.deposed, state.otherResources]).to.deep.equal([["materialize_view.old"], 2]);
    });
});
