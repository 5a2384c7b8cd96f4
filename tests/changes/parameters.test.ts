import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { skip, type Server, timeLimit } from "../server";
import { withClient } from "../server/flags";
import { AS_SUPERUSER } from "./cases/case";
import { capturePrinted, kindOf, messageOf, query, resetEnvironment, StackResource } from "./support";

/** A parameter of one kind: its arguments, how another client sets it, and its values in the catalog. */
interface Parameter {
    readonly kind: string;
    readonly args: Fields;
    /** The value that the resource sets, as the catalog has it. */
    readonly stored: string;
    /** An earlier value, which another client sets. */
    readonly earlier: string;
    readonly set: string;
    readonly reset: string;
    readonly read: string;
}

const role = (name: string): Pick<Parameter, "kind" | "set" | "reset" | "read"> => ({
    kind: "RoleParameter",
    set: `ALTER ROLE team SET ${name} TO`,
    reset: `ALTER ROLE team RESET ${name}`,
    read: `SELECT p.parameter_value AS value FROM mz_role_parameters p JOIN mz_roles r ON r.id = p.role_id WHERE r.name = 'team' AND p.parameter_name = '${name}'`,
});

const system = (name: string): typeof role extends (name: string) => infer P ? P : never => ({
    kind: "SystemParameter",
    set: `ALTER SYSTEM SET ${name} =`,
    reset: `ALTER SYSTEM RESET ${name}`,
    read: `SELECT value FROM mz_internal.mz_overridden_system_parameters WHERE name = '${name}'`,
});

const PARAMETERS: readonly Parameter[] = [
    {
        ...role("cluster"),
        ...{ args: { role: "team", name: "cluster", value: "first" }, stored: "first", earlier: "'it''s earlier'" },
    },
    {
        ...role("search_path"),
        args: { role: "team", name: "search_path", value: ["one", "two words"] },
        ...{ stored: "one, two words", earlier: "'a', 'b c'" },
    },
    {
        ...system("statement_timeout"),
        ...{ args: { name: "statement_timeout", value: "120s" }, stored: "2 min", earlier: "'3 min'" },
    },
    {
        ...system("search_path"),
        ...{ args: { name: "search_path", value: 'public, "two words"' }, stored: 'public, "two words"', earlier: "'a', 'b c'" },
    },
];

describe("parameters", function () {
    this.timeout(timeLimit("60s"));
    const values = async (local: Server, { read }: Parameter): Promise<unknown[]> =>
        (await query(local, read)).map(({ value }) => value);
    const start = (setup: readonly string[] = []): Promise<Server> =>
        resetEnvironment([AS_SUPERUSER, "CREATE ROLE team", ...setup]);

    for (const parameter of PARAMETERS) {
        const { kind, args, stored, earlier, set, reset } = parameter;
        const title = `${kind} ${String(args.name)}`;

        it(`${title}: a delete sets the value before again`, async () => {
            const local = await start([`${set} ${earlier}`]);
            const before = await values(local, parameter);
            const resource = new StackResource(kindOf(kind), local);
            await resource.up(args);
            expect(await values(local, parameter)).to.deep.equal([stored]);
            expect(resource.outputs).to.include({ storedValue: stored, previousValue: before[0] });
            expect(await resource.refreshesUnchanged(args)).to.equal(true);
            await resource.destroy();
            expect(await values(local, parameter)).to.deep.equal(before);
        });

        it(`${title}: a delete resets a parameter that had its default`, async () => {
            const local = await start();
            const resource = new StackResource(kindOf(kind), local);
            await resource.up(args);
            await resource.destroy();
            expect(await values(local, parameter)).to.deep.equal([]);
        });

        it(`${title}: a value that was changed or reset outside of the stack is drift, and a delete leaves it`, async () => {
            const local = await start();
            for (const statement of [`${set} ${earlier}`, reset]) {
                const resource = new StackResource(kindOf(kind), local);
                await resource.up(args);
                await query(local, statement);
                const outside = await values(local, parameter);
                await resource.refresh();
                expect(await resource.hasNoChanges(args)).to.equal(false);
                await resource.up(args);
                expect(await values(local, parameter)).to.deep.equal([stored]);
                await query(local, statement);
                const { printed } = await capturePrinted(() => resource.destroy());
                expect(await values(local, parameter)).to.deep.equal(outside);
                expect(printed.join()).to.contain(outside.length > 0 ? "stays as it is, since it was changed outside" : "");
                await query(local, reset);
            }
        });

        for (const when of ["before", "during", "after"] as const) {
            it(`${title}: is set and restored although the connection breaks ${when} the statements`, async () => {
                const local = await start([`${set} ${earlier}`]);
                const before = await values(local, parameter);
                const resource = new StackResource(kindOf(kind), local);
                local.faults.hangUp(when, /^ALTER /u);
                await resource.up(args);
                expect(resource.outputs).to.include({ storedValue: stored, previousValue: before[0] });
                local.faults.clear();
                local.faults.hangUp(when, /^ALTER /u);
                await resource.destroy();
                local.faults.clear();
                expect(await values(local, parameter)).to.deep.equal(before);
            });
        }
    }

    it("a parameter of a role that was dropped is gone, and its delete does nothing", async () => {
        const local = await start();
        const resource = new StackResource(kindOf("RoleParameter"), local);
        const args = { role: "team", name: "cluster", value: "first" };
        await resource.up(args);
        await query(local, "DROP ROLE team");
        await resource.destroy();
        expect(await resource.refresh()).to.deep.equal({});
    });

    it("a network policy is detached before it is dropped, and a policy that shuts out the program is refused", async () => {
        const local = await start();
        const policy = new StackResource(kindOf("NetworkPolicy"), local);
        const parameter = new StackResource(kindOf("SystemParameter"), local);
        const attach = { name: "network_policy", value: "it" };
        expect(await messageOf(parameter.up(attach))).to.match(/no network policy with such name exists[^]*value: policy\.name/u);
        await policy.up({ rules: [{ name: "office", address: "203.0.113.64/28" }] });
        expect(await messageOf(parameter.up(attach))).to.match(/would block current session IP[^]*Add a rule for the address/u);
        await policy.up({ rules: [{ name: "everybody", address: "0.0.0.0/0" }] });
        await parameter.up(attach);
        expect(await messageOf(policy.destroy())).to.contain("Detach it first");
        await parameter.destroy();
        await policy.destroy();
        expect(await query(local, "SHOW network_policy")).to.deep.equal([{ network_policy: "default" }]);
    });

    it("the error for a user who may not set a parameter says which user may", async function () {
        const local = await resetEnvironment();
        if (local.systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
        const set = (name: string): Promise<string> =>
            messageOf(new StackResource(kindOf("SystemParameter"), local).up({ name, value: "5" }));
        expect(await set("statement_timeout")).to.match(/You must be a superuser[^]*a profile whose user is a superuser/u);
        expect(await set("max_tables")).to.match(/You must be the 'mz_system' role[^]*a profile whose user is mz_system/u);
        await withClient(local.systemUrl, client => client.query(AS_SUPERUSER));
        try {
            expect(await set("max_tables"), "a superuser").to.match(/You must be the 'mz_system' role/u);
        } finally {
            await withClient(local.systemUrl, client => client.query("ALTER ROLE materialize NOSUPERUSER"));
        }
    });
});
