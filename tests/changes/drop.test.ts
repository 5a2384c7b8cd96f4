import { expect } from "chai";
import * as provider from "../../provider";
import { kinds } from "../../provider/kinds";
import type { Fields } from "../../provider/values/value";
import { timeLimit, type Server } from "../server";
import { inputs } from "../provider/support";
import { configure, StackResource, resetEnvironment, query } from "./support";

/** An object of a stack that objects outside of the stack use. */
interface Use {
    readonly kind: string;
    readonly args: Fields;
    /** The statements that create the dependants. */
    readonly dependants: readonly string[];
    /** The dependants that the error message names. */
    readonly names: readonly string[];
}

const USES: readonly Use[] = [
    {
        kind: "Secret",
        args: { value: "1" },
        dependants: [
            "CREATE CONNECTION uses TO KAFKA (BROKER 'h:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET it) WITH (VALIDATE = false)",
        ],
        names: ['connection "uses"'],
    },
    {
        kind: "View",
        args: { query: "SELECT 1 AS a" },
        dependants: ["CREATE VIEW uses AS SELECT a FROM it"],
        names: ['view "uses"'],
    },
    {
        kind: "Cluster",
        args: { size: "25cc" },
        dependants: ["CREATE MATERIALIZED VIEW uses IN CLUSTER it AS SELECT 1 AS a"],
        names: ['materialized-view "uses"'],
    },
    { kind: "Schema", args: {}, dependants: ["CREATE SECRET it.inside AS '1'"], names: ['secret "inside"'] },
    { kind: "Database", args: {}, dependants: ["CREATE SCHEMA it.inside"], names: ['schema "inside"'] },
    { kind: "Database", args: {}, dependants: ["CREATE SECRET it.public.inside AS '1'"], names: ['secret "inside"'] },
    {
        kind: "Role",
        args: {},
        dependants: [
            "GRANT it TO materialize",
            "CREATE SCHEMA theirs",
            "GRANT CREATE ON SCHEMA theirs TO it",
            "CREATE SECRET theirs.owned AS '1'",
            "ALTER SECRET theirs.owned OWNER TO it",
        ],
        names: ['secret "owned"'],
    },
];

describe("a delete of an object with dependants", function () {
    this.timeout(timeLimit("60s"));

    const createInUse = async ({ kind: kindName, args, dependants }: Use): Promise<[StackResource, Server]> => {
        const kind = kinds.get(kindName);
        if (kind === undefined) throw new Error(kindName);
        const local = await resetEnvironment();
        const resource = new StackResource(kind, local);
        await resource.up(args);
        await query(local, ...dependants);
        return [resource, local];
    };
    const userObjects = (local: Server): Promise<Record<string, unknown>[]> =>
        query(
            local,
            "SELECT name FROM mz_objects WHERE id LIKE 'u%' UNION ALL SELECT name FROM mz_schemas WHERE id LIKE 'u%' ORDER BY 1",
        );

    for (const use of USES) {
        it(`a delete of a ${use.kind} is refused, and the error names its dependant ${use.names.join(", ")}`, async () => {
            const [resource, local] = await createInUse(use);
            const before = await userObjects(local);
            const error = await resource.destroy().then(() => "dropped", String);
            expect(error).to.contain('"it" cannot be dropped, since it is in use: ');
            expect(error.includes("cascade: true"), error).to.equal(use.kind !== "Role");
            for (const name of use.names) expect(error).to.contain(name);
            expect(await userObjects(local)).to.deep.equal(before);
        });
    }

    it("a delete with cascade drops the dependants", async () => {
        const [resource, local] = await createInUse({
            kind: "View",
            args: { query: "SELECT 1 AS a", cascade: true },
            dependants: ["CREATE VIEW uses AS SELECT a FROM it"],
            names: [],
        });
        await resource.destroy();
        expect(await query(local, "SELECT name FROM mz_views WHERE id LIKE 'u%'")).to.be.empty;
    });

    /** Creates secrets of one stack in a run of their own. */
    const createSecrets = async (local: Server, ...names: readonly string[]): Promise<{ id: string; outs: Fields }[]> => {
        await configure(local);
        const created = await Promise.all(
            names.map(async name => {
                const { inputs: wanted } = await provider.check({}, inputs("Secret", { name, value: "1" }));
                return provider.create(wanted);
            }),
        );
        await configure(local);
        return created;
    };
    const deleteAll = (created: readonly { id: string; outs: Fields }[]): Promise<string[]> =>
        Promise.all(created.map(({ id, outs }) => provider.delete(id, outs).then(() => "dropped", String)));

    it("a delete that is refused for one secret drops the other secrets of the run", async () => {
        const local = await resetEnvironment();
        const created = await createSecrets(local, "a", "b", "it", "c");
        const [use] = USES;
        await query(local, ...(use?.dependants ?? []));
        const answers = await deleteAll(created);
        expect(answers[2]).to.contain('"it" cannot be dropped, since it is in use: connection "uses"');
        expect(answers.toSpliced(2, 1)).to.deep.equal(["dropped", "dropped", "dropped"]);
        expect(await query(local, "SELECT name FROM mz_secrets")).to.deep.equal([{ name: "it" }]);
    });

    for (const when of ["before", "during", "after"] as const) {
        it(`a delete of several secrets drops all of them if the connection breaks ${when} their DROP statement`, async () => {
            const local = await resetEnvironment();
            const created = await createSecrets(local, "a", "b", "c");
            local.faults.hangUp(when, /^DROP SECRET .*,/u);
            expect(await deleteAll(created)).to.deep.equal(["dropped", "dropped", "dropped"]);
            local.faults.clear();
            expect(local.log.entries.filter(({ sql }) => /^DROP SECRET .*,/u.test(sql))).not.to.be.empty;
            expect(await query(local, "SELECT name FROM mz_secrets")).to.be.empty;
        });
    }

    it("a delete finds a secret that was renamed after the run dropped another one", async () => {
        const local = await resetEnvironment();
        const [one, other] = await createSecrets(local, "one", "other");
        if (one === undefined || other === undefined) throw new Error("two secrets are expected");
        await provider.delete(one.id, one.outs);
        await query(local, "ALTER SECRET other RENAME TO another");
        await provider.delete(other.id, other.outs);
        expect(await query(local, "SELECT name FROM mz_secrets")).to.be.empty;
    });
});
