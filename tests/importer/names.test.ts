import { expect } from "chai";
import fc from "fast-check";
import type { Found } from "../../importer/catalogObjects";
import { keyOf } from "../../importer/catalogObjects";
import { resourceNames } from "../../importer/names";
import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";

const HOME = { database: "materialize", schema: "public" };
const objectKinds = [...kinds.values()].flatMap(kind => (hasSubject(kind) ? [] : [kind]));

/** Returns an object with a qualified name. */
function object(kindName: string, ...path: readonly string[]): Found {
    const kind = objectKinds.find(({ name }) => name === kindName);
    if (kind === undefined) throw new Error(kindName);
    const [name = "", schema = null, database = null] = path.toReversed();
    const container = kind.scope === "schema" ? { schema, database } : { schema: null, database: schema };
    const id = path.join("/");
    return { kind, row: { id, name, ...container, owner: null, comment: null, type: kind.catalog.type } };
}

const namesOf = (...objects: readonly Found[]): (string | undefined)[] => {
    const names = resourceNames(objects, HOME);
    return objects.map(({ row }) => names.get(keyOf(row)));
};

/** An object, and the name of its resource beside no other one. */
const NAMES: readonly (readonly [object: Found, name: string])[] = [
    [object("View", "materialize", "public", "clicks"), "clicks"],
    [object("View", "materialize", "live", "clicks"), "live_clicks"],
    [object("View", "shop", "public", "clicks"), "shop_public_clicks"],
    [object("View", "shop", "live", "Clicks (raw)"), "shop_live_Clicks_raw"],
    [object("View", "materialize", "public", "2024"), "_2024"],
    [object("View", "materialize", "public", "schön"), "schön"],
    [object("Database", "shop"), "shop_database"],
    [object("Schema", "materialize", "live"), "live_schema"],
    [object("Schema", "shop", "live"), "shop_live_schema"],
    [object("Cluster", "public"), "public_cluster"],
    [object("ClusterReplica", "old", "r1"), "old_r1_cluster_replica"],
    [object("Role", "grace.hopper@example.com"), "grace_hopper_example_com_role"],
];

describe("the names of imported resources", () => {
    for (const [one, name] of NAMES)
        it(`${one.kind.name} "${one.row.name}" is ${name}`, () => {
            expect(namesOf(one)).to.deep.equal([name]);
        });

    it("objects with the same name in two schemas, and of several kinds, have distinct names", () => {
        expect(
            namesOf(
                object("KafkaSource", "materialize", "public", "orders"),
                object("View", "materialize", "orders", "orders"),
                object("Schema", "materialize", "orders"),
                object("Role", "orders"),
            ),
        ).to.deep.equal(["orders", "orders_orders", "orders_schema", "orders_role"]);
    });

    it("only objects whose names would be equal get longer ones", () => {
        const names = namesOf(
            object("View", "materialize", "public", "a-b"),
            object("View", "materialize", "public", "a_b"),
            object("KafkaSource", "materialize", "public", "a.b"),
            object("View", "materialize", "public", "c"),
        );
        expect(names.map(name => name?.replace(/[0-9a-f]{8}$/u, "…"))).to.deep.equal([
            "a_b_view_…",
            "a_b_view_…",
            "a_b_kafka_source",
            "c",
        ]);
    });

    it("any objects have distinct identifiers that do not depend on their order", () => {
        const step = fc.oneof(
            fc.constantFrom("public", "materialize", "a", "a.b", "a b", "a_b", "é", '"'),
            fc.string({ minLength: 1 }),
        );
        const one = fc
            .tuple(
                fc.constantFrom("View", "KafkaSource", "Schema", "Role", "ClusterReplica"),
                fc.array(step, { minLength: 3, maxLength: 3 }),
            )
            .map(([kind, path]) =>
                object(kind, ...path.slice(kind === "Role" ? 2 : kind === "Schema" || kind === "ClusterReplica" ? 1 : 0)),
            );
        const some = fc.uniqueArray(one, { selector: ({ kind, row }) => `${kind.catalog.type} ${row.id}`, maxLength: 30 });
        fc.assert(
            fc.property(some, objects => {
                const unique = [...new Map(objects.map(found => [keyOf(found.row), found])).values()];
                const names = resourceNames(unique, HOME);
                expect(new Set(names.values()).size).to.equal(unique.length);
                for (const name of names.values()) expect(name).to.match(/^[\p{L}_][\p{L}\p{N}_]*$/u);
                expect([...resourceNames(unique.toReversed(), HOME)]).to.have.deep.members([...names]);
            }),
        );
    });
});
