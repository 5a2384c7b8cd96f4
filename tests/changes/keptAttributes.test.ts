import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { ANY_VALUE, hasSubject, type ObjectKind } from "../../provider/statement/kind";
import { queryAt } from "../e2e/support/server";
import { type Server, skip, timeLimit } from "../server";
import { kindOf, resetEnvironment, StackResource } from "./support";

/** The options that stay as they are if the program does not give them, each with a value that differs from the one of a new object. */
const GIVEN: Readonly<Record<string, unknown>> = { "Role.login": true, "Role.superuser": true, "Role.password": "hunter2" };

/** Connects as the superuser, since only a superuser sets all attributes of a role. */
async function superuser(test: Mocha.Context): Promise<{ local: Server; query: (sql: string) => Promise<unknown[]> }> {
    const local = await resetEnvironment();
    const { systemUrl } = local;
    if (systemUrl === undefined) skip(test, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
    return { local, query: sql => queryAt(systemUrl, sql) };
}

/** Returns a resource of the role "ana" that the superuser manages. */
function roleOf(local: Server): StackResource {
    const { hostname, port, username } = new URL(local.systemUrl ?? "");
    return new StackResource(kindOf("Role"), local, { host: hostname, port, user: username });
}

const ATTRIBUTES = "SELECT rolcanlogin, rolsuper FROM mz_roles WHERE name = 'ana'";

describe("options that the program does not give", function () {
    this.timeout(timeLimit("60s"));

    // The superuser does not connect through the proxy, whose log tells a reset what to drop.
    afterEach(async () => {
        const { systemUrl } = await resetEnvironment();
        if (systemUrl !== undefined) await queryAt(systemUrl, "DROP ROLE IF EXISTS ana");
    });

    it("are those that this file tests", () => {
        const objects = [...kinds.values()].filter((kind): kind is ObjectKind => !hasSubject(kind));
        const kept = objects.flatMap(({ name, rows }) =>
            rows.flatMap(({ path, change, serverDefault }) =>
                change.by === "option" && serverDefault === ANY_VALUE ? [`${name}.${path}`] : [],
            ),
        );
        expect(kept).to.deep.equal(Object.keys(GIVEN));
    });

    it("stay as they are when a role is adopted", async function () {
        const { local, query } = await superuser(this);
        await query("CREATE ROLE ana WITH SUPERUSER LOGIN PASSWORD 'hunter2'");
        const role = roleOf(local);
        expect((await role.up({ name: "ana", adopt: true })).statements).to.deep.equal([]);
        expect(await query(ATTRIBUTES)).to.deep.equal([{ rolcanlogin: true, rolsuper: true }]);
        expect(await role.refreshesUnchanged({ name: "ana", adopt: true })).to.equal(true);
    });

    it("are no drift when another client sets them", async function () {
        const { local, query } = await superuser(this);
        const role = roleOf(local);
        await role.up({ name: "ana" });
        await query("ALTER ROLE ana WITH SUPERUSER LOGIN PASSWORD 'hunter2'");
        expect(await role.refreshesUnchanged({ name: "ana" })).to.equal(true);
        expect((await role.up({ name: "ana" })).statements).to.deep.equal([]);
    });

    for (const [attribute, value] of Object.entries(GIVEN)) {
        const path = attribute.slice("Role.".length);
        it(`stay as they are when ${path} was given and is removed`, async function () {
            const { local, query } = await superuser(this);
            const role = roleOf(local);
            await role.up({ name: "ana", [path]: value });
            const before = await query(ATTRIBUTES);
            expect(await role.hasNoChanges({ name: "ana" }), "the state must follow").to.equal(false);
            expect((await role.up({ name: "ana" })).statements).to.deep.equal([]);
            expect(await query(ATTRIBUTES)).to.deep.equal(before);
            expect(await role.refreshesUnchanged({ name: "ana" })).to.equal(true);
        });
    }
});
