import { expect } from "chai";
import * as provider from "../../provider";
import { kinds } from "../../provider/kinds";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize } from "../materialize";
import { inputs } from "../provider/support";
import { configure, connected, Life, region } from "./support";

/** An object of a stack, what somebody else made with it, and what the refusal names. */
interface Use {
    readonly kind: string;
    readonly args: Fields;
    readonly elsewhere: readonly string[];
    readonly names: readonly string[];
}

const USES: readonly Use[] = [
    {
        kind: "Secret",
        args: { value: "1" },
        elsewhere: [
            "CREATE CONNECTION uses TO KAFKA (BROKER 'h:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET it) WITH (VALIDATE = false)",
        ],
        names: ['connection "uses"'],
    },
    {
        kind: "View",
        args: { query: "SELECT 1 AS a" },
        elsewhere: ["CREATE VIEW uses AS SELECT a FROM it"],
        names: ['view "uses"'],
    },
    {
        kind: "Cluster",
        args: { size: "25cc" },
        elsewhere: ["CREATE MATERIALIZED VIEW uses IN CLUSTER it AS SELECT 1 AS a"],
        names: ['materialized-view "uses"'],
    },
    { kind: "Schema", args: {}, elsewhere: ["CREATE SECRET it.inside AS '1'"], names: ['secret "inside"'] },
    { kind: "Database", args: {}, elsewhere: ["CREATE SCHEMA it.inside"], names: ['schema "inside"'] },
    { kind: "Database", args: {}, elsewhere: ["CREATE SECRET it.public.inside AS '1'"], names: ['secret "inside"'] },
    {
        kind: "Role",
        args: {},
        elsewhere: [
            "GRANT it TO materialize",
            "CREATE SCHEMA theirs",
            "GRANT CREATE ON SCHEMA theirs TO it",
            "CREATE SECRET theirs.owned AS '1'",
            "ALTER SECRET theirs.owned OWNER TO it",
        ],
        names: ['secret "owned"'],
    },
];

describe("a drop of what somebody else uses", function () {
    this.timeout("60s");

    const ask = async (local: LocalMaterialize, ...statements: readonly string[]): Promise<Record<string, unknown>[]> => {
        const client = await connected(local);
        try {
            let rows: Record<string, unknown>[] = [];
            for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
            return rows;
        } finally {
            await client.end();
        }
    };
    const make = async ({ kind: kindName, args, elsewhere }: Use): Promise<[Life, LocalMaterialize]> => {
        const kind = kinds.get(kindName);
        if (kind === undefined) throw new Error(kindName);
        const local = await region();
        const life = new Life(kind, local);
        await life.up(args);
        await ask(local, ...elsewhere);
        return [life, local];
    };
    const inventory = (local: LocalMaterialize): Promise<Record<string, unknown>[]> =>
        ask(
            local,
            "SELECT name FROM mz_objects WHERE id LIKE 'u%' UNION ALL SELECT name FROM mz_schemas WHERE id LIKE 'u%' ORDER BY 1",
        );

    for (const use of USES) {
        it(`is refused, and names it: a ${use.kind} and ${use.names.join(", ")}`, async () => {
            const [life, local] = await make(use);
            const before = await inventory(local);
            const error = await life.destroy().then(() => "dropped", String);
            expect(error).to.contain('"it" cannot be dropped, since it is in use: ');
            expect(error.includes("cascade: true"), error).to.equal(use.kind !== "Role");
            for (const name of use.names) expect(error).to.contain(name);
            expect(await inventory(local)).to.deep.equal(before);
        });
    }

    it("takes it along where that is asked", async () => {
        const [life, local] = await make({
            kind: "View",
            args: { query: "SELECT 1 AS a", cascade: true },
            elsewhere: ["CREATE VIEW uses AS SELECT a FROM it"],
            names: [],
        });
        await life.destroy();
        expect(await ask(local, "SELECT name FROM mz_views WHERE id LIKE 'u%'")).to.be.empty;
    });

    /** Secrets of one stack, by their names. */
    const secrets = async (local: LocalMaterialize, ...names: readonly string[]): Promise<{ id: string; outs: Fields }[]> => {
        await configure(local);
        return Promise.all(
            names.map(async name => {
                const { inputs: wanted } = await provider.check({}, inputs("Secret", { name, value: "1" }));
                return provider.create(wanted);
            }),
        );
    };
    const dropAll = (made: readonly { id: string; outs: Fields }[]): Promise<string[]> =>
        Promise.all(made.map(({ id, outs }) => provider.delete(id, outs).then(() => "dropped", String)));

    it("drops the others that go with it", async () => {
        const local = await region();
        const made = await secrets(local, "a", "b", "it", "c");
        const [use] = USES;
        await ask(local, ...(use?.elsewhere ?? []));
        const answers = await dropAll(made);
        expect(answers[2]).to.contain('"it" cannot be dropped, since it is in use: connection "uses"');
        expect(answers.toSpliced(2, 1)).to.deep.equal(["dropped", "dropped", "dropped"]);
        expect(await ask(local, "SELECT name FROM mz_secrets")).to.deep.equal([{ name: "it" }]);
    });

    for (const when of ["before", "during", "after"] as const) {
        it(`leaves none of several that go together, whose answer is lost ${when} their DROP`, async () => {
            const local = await region();
            const made = await secrets(local, "a", "b", "c");
            local.faults.hangUp(when, /^DROP SECRET .*,/u);
            expect(await dropAll(made)).to.deep.equal(["dropped", "dropped", "dropped"]);
            local.faults.clear();
            expect(local.log.entries.filter(({ sql }) => /^DROP SECRET .*,/u.test(sql))).not.to.be.empty;
            expect(await ask(local, "SELECT name FROM mz_secrets")).to.be.empty;
        });
    }

    it("finds one that got another name after the first was dropped", async () => {
        const local = await region();
        const [one, other] = await secrets(local, "one", "other");
        if (one === undefined || other === undefined) throw new Error("two are made");
        await provider.delete(one.id, one.outs);
        await ask(local, "ALTER SECRET other RENAME TO another");
        await provider.delete(other.id, other.outs);
        expect(await ask(local, "SELECT name FROM mz_secrets")).to.be.empty;
    });
});
