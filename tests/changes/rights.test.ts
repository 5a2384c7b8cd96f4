import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { rightsOf } from "../../provider/statement/rights";
import { type AnyKind, hasSubject } from "../../provider/statement/kind";
import { isExternal, skip } from "../server";
import { allCases } from "./cases";
import { rightsCases } from "./cases/rights";
import { HOME, keyOf, OWNER, REGISTRIES, ROLE, SHARED } from "./concreteRights";
import { KindRights } from "./kindRights";
import { connect, resetEnvironment } from "./support";

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

/** Returns every right that is listed for a kind, once for each operation. */
const listed = (kind: AnyKind): string[] =>
    rightsOf(kind, kinds).flatMap(right => right.operations.map(operation => keyOf(operation, right)));

const isShown = (kind: AnyKind, { proven }: KindRights): boolean => listed(kind).every(right => proven.has(right));

describe("the rights of docs/rights.md", function () {
    this.timeout(isExternal() ? "60m" : "60s");

    for (const kind of kinds.values()) {
        it(`a role creates, updates, refreshes and drops a ${kind.name} with exactly the listed rights, and is refused without any of them`, async function () {
            const cases = allCases.find(one => one.kind === kind.name);
            if (cases === undefined) throw new Error(`there are no cases for ${kind.name}`);
            const more = rightsCases[kind.name] ?? { setup: [], cases: [] };
            const local = await resetEnvironment([...SETUP, ...cases.setup, ...more.setup]);
            if (local.systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
            const owner = await connect(local);
            const test = new KindRights(kind, local, owner, local.systemUrl);
            try {
                const here = [...cases.cases, ...more.cases].filter(({ path }) => isHere(kind, path));
                // Another server takes seconds for each right: there, the cases end when each right is shown.
                for (const one of here) if (!isExternal() || !isShown(kind, test)) await test.run(cases.base, one);
            } finally {
                await owner.end();
            }
            expect([...test.proven]).to.have.members([...new Set(listed(kind))]);
        });
    }
});
