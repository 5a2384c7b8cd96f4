import { expect } from "chai";
import { hasCapability } from "../../common/versions";
import { kinds } from "../../provider/kinds";
import { rightsOf } from "../../provider/statement/rights";
import { kindOn, missingCapability } from "../../provider/statement/versions";
import { type AnyKind, hasSubject } from "../../provider/statement/kind";
import { isExternal, skip } from "../server";
import { withClient } from "../server/flags";
import { allCases } from "./cases";
import type { Case } from "./cases/case";
import { rightsCases } from "./cases/rights";
import { hasFixedOwner, HOME, keyOf, OWNER, REGISTRIES, ROLE, SHARED } from "./concreteRights";
import { KindRights } from "./kindRights";
import { connect, kindOf, messageOf, resetEnvironment, serverVersion, skipIfTooOld, StackResource } from "./support";

/** The objects that exist before those of the cases. The role may use none of them. */
const SETUP = [
    `CREATE ROLE ${ROLE}`,
    `GRANT ${ROLE} TO ${OWNER}`,
    "CREATE ROLE author",
    `GRANT author TO ${OWNER}`,
    `CREATE DATABASE ${HOME.database}`,
    `SET database = ${HOME.database}`,
    ...[HOME.schema, SHARED.schema, REGISTRIES].map(name => `CREATE SCHEMA ${name}`),
    `SET schema = ${SHARED.schema}`,
    "CREATE CLUSTER first (SIZE '25cc')",
];

/** Returns true if a case is about the role's own environment: not one in another database, schema or profile. */
const isHere = (kind: AnyKind, path: string): boolean =>
    path !== "profile" && (hasSubject(kind) || kind.rows.every(row => row.path !== path || row.position.in !== "path"));

/** Returns every right that is listed for a kind and that a statement can take on a server of a version, once for each operation. */
function listed(kind: AnyKind, version: number): string[] {
    const isNewer = (path: string | undefined): boolean =>
        kind.rows.some(row => row.path === path && row.since !== undefined && !hasCapability(version, row.since));
    return rightsOf(kind, kinds)
        .filter(({ on, needs }) => needs !== "system role" && (on !== "object" || !hasFixedOwner(kind)))
        .filter(({ argument, on }) => ![argument, typeof on === "object" ? on.argument : undefined].some(isNewer))
        .flatMap(right => right.operations.map(operation => keyOf(operation, right)));
}

const isShown = (rights: readonly string[], { proven }: KindRights): boolean => rights.every(right => proven.has(right));

describe("the rights of docs/rights.md", function () {
    this.timeout(isExternal() ? "60m" : "60s");

    for (const kind of kinds.values()) {
        it(`a role creates, updates, refreshes and drops a ${kind.name} with exactly the listed rights, and is refused without any of them`, async function () {
            const cases = allCases.find(one => one.kind === kind.name);
            if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
            await skipIfTooOld(this, kind, cases.base);
            const version = await serverVersion();
            const isPossible = ({ from, to, onlyLocal }: Case): boolean =>
                missingCapability(kind, { ...cases.base, ...from, ...to }, version) === undefined &&
                !(isExternal() && onlyLocal !== undefined);
            const known = kindOn(kind, version);
            const rights = listed(known, version);
            const more = rightsCases[kind.name] ?? { setup: [], cases: [] };
            const local = await resetEnvironment([...SETUP, ...cases.setup, ...more.setup]);
            if (local.systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
            const owner = await connect(local);
            const test = new KindRights(known, local, owner, local.systemUrl);
            try {
                const here = [...cases.cases, ...more.cases].filter(one => isHere(kind, one.path) && isPossible(one));
                // Another server takes seconds for each right: there, the cases end when each right is shown.
                for (const one of here) if (!isExternal() || !isShown(rights, test)) await test.run(cases.base, one);
            } finally {
                await owner.end();
            }
            expect([...test.proven]).to.have.members([...new Set(rights)]);
        });
    }

    it("every kind whose objects keep their owner has a test of the ownership", () => {
        expect([...kinds.values()].filter(hasFixedOwner).map(({ name }) => name)).to.deep.equal(["NetworkPolicy"]);
    });

    it("a role updates and drops a network policy of a role of which it is a member, and no other", async function () {
        const local = await resetEnvironment([`CREATE ROLE ${ROLE}`, "CREATE ROLE author", `GRANT author TO ${ROLE}`]);
        if (local.systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
        await withClient(local.systemUrl, client => client.query("GRANT CREATENETWORKPOLICY ON SYSTEM TO author"));
        const owner = await connect(local);
        const rules = [{ name: "office", address: "203.0.113.64/28" }];
        const policy = new StackResource(kindOf("NetworkPolicy"), local, { user: ROLE });
        const adopted = { name: "of_author", rules, adopt: true };
        const changed = { ...adopted, rules: [] };
        try {
            await new StackResource(kindOf("NetworkPolicy"), local, { user: "author" }).up({ name: "of_author", rules });
            await policy.up(adopted);
            await owner.query(`REVOKE author FROM ${ROLE}`);
            expect(await messageOf(policy.up(changed))).to.contain("must be owner of NETWORK POLICY of_author");
            expect(await messageOf(policy.destroy())).to.contain("must be owner of NETWORK POLICY of_author");
            const other = new StackResource(kindOf("NetworkPolicy"), local, { user: ROLE });
            expect(await messageOf(other.up(adopted))).to.contain(
                'the role "author" owns it, and "deployer" is neither a superuser nor',
            );
            await owner.query(`GRANT author TO ${ROLE}`);
            await policy.up(changed);
            await policy.destroy();
        } finally {
            await owner.end();
        }
    });
});
