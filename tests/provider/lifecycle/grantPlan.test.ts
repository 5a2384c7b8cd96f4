import { expect } from "chai";
import fc from "fast-check";
import { type Given, type Plan, planGrant } from "../../../provider/lifecycle/grantPlan";
import type { GrantedObject } from "../../../provider/statement/grantOnAll";

const PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "DELETE"];
const some = fc.subarray(PRIVILEGES);

/** An object, what another grant of the program gives on it, and whether the user may grant on it. */
interface Subject {
    readonly object: GrantedObject;
    readonly ofOthers: readonly string[];
    readonly mayGrant: boolean;
}

const subject = fc.record({ grantable: some, held: some, ofOthers: some, mayGrant: fc.boolean() });
const subjects = fc.array(subject, { maxLength: 6 }).map(all =>
    all.map(({ grantable, held, ofOthers, mayGrant }, at): Subject => {
        const object = { type: "table", id: `u${String(at)}`, qualifiedName: `"d"."s"."t${String(at)}"`, owner: "o" };
        const possible = (given: readonly string[]): string[] => given.filter(one => grantable.includes(one));
        return { object: { ...object, grantable, held: possible(held) }, ofOthers: possible(ofOthers), mayGrant };
    }),
);

interface Basis {
    readonly wanted: readonly string[];
    readonly given: readonly Given[];
    readonly onNewObjects: readonly string[];
}

const NEW: Omit<Basis, "wanted"> = { given: [], onNewObjects: [] };

const plan = (all: readonly Subject[], basis: Basis): Plan => {
    const of = ({ id }: GrantedObject): Subject | undefined => all.find(one => one.object.id === id);
    return planGrant({
        ...basis,
        objects: all.map(({ object }) => object),
        ofOthers: object => of(object)?.ofOthers ?? [],
        mayGrant: object => of(object)?.mayGrant === true,
    });
};

/** Returns the objects after a plan was carried out. */
const carriedOut = (all: readonly Subject[], { grants, revokes }: Plan): Subject[] =>
    all.map(one => {
        const of = (changes: Plan["grants"]): string[] =>
            changes.flatMap(({ objects, privileges }) => (objects.some(({ id }) => id === one.object.id) ? privileges : []));
        const held = [...one.object.held, ...of(grants)].filter(privilege => !of(revokes).includes(privilege));
        return { ...one, object: { ...one.object, held: [...new Set(held)] } };
    });

const heldOf = (all: readonly Subject[]): string[][] => all.map(({ object }) => [...object.held].sort());

describe("the plan of a grant on all objects", () => {
    it("has nothing left to do when it was carried out, and covers all objects on which the user may grant", () => {
        fc.assert(
            fc.property(subjects, some, some, (all, first, second) => {
                const created = plan(all, { ...NEW, wanted: first });
                const after = carriedOut(all, created);
                const basis = { given: created.given, onNewObjects: first };
                expect(plan(after, { ...basis, wanted: first }).changed).to.deep.equal([]);
                const updated = plan(after, { ...basis, wanted: second });
                const last = carriedOut(after, updated);
                expect(plan(last, { given: updated.given, onNewObjects: second, wanted: second }).changed).to.deep.equal([]);
                for (const { object, mayGrant } of last)
                    if (mayGrant) expect(object.held).to.include.members(second.filter(one => object.grantable.includes(one)));
            }),
        );
    });

    it("revokes in a delete what it has given, and neither what was there before nor what other grants give", () => {
        fc.assert(
            fc.property(subjects, some, (all, wanted) => {
                const created = plan(all, { ...NEW, wanted });
                const deleted = plan(carriedOut(all, created), { given: created.given, onNewObjects: wanted, wanted: [] });
                const after = carriedOut(carriedOut(all, created), deleted);
                const expected = all.map(({ object, ofOthers, mayGrant }) => {
                    const kept = mayGrant ? wanted.filter(one => ofOthers.includes(one)) : [];
                    return [...new Set([...object.held, ...kept])].sort();
                });
                expect(heldOf(after)).to.deep.equal(expected);
            }),
        );
    });

    it("never changes an object on which the user may not grant, and names it if it lacks a privilege", () => {
        fc.assert(
            fc.property(subjects, some, (all, wanted) => {
                const { grants, revokes, leftOut } = plan(all, { ...NEW, wanted });
                const foreign = all.filter(({ mayGrant }) => !mayGrant).map(({ object }) => object);
                expect(
                    [...grants, ...revokes].flatMap(({ objects }) => objects).filter(one => foreign.includes(one)),
                ).to.deep.equal([]);
                const lacking = foreign.filter(({ grantable, held }) =>
                    wanted.some(one => grantable.includes(one) && !held.includes(one)),
                );
                expect(leftOut).to.deep.equal(lacking.map(({ qualifiedName }) => qualifiedName));
            }),
        );
    });

    it("has at most 500 objects in a statement", () => {
        const objects = Array.from({ length: 1201 }, (_, at): GrantedObject => {
            const qualifiedName = `"t${String(at)}"`;
            return { type: "table", id: String(at), qualifiedName, owner: "o", grantable: ["SELECT"], held: [] };
        });
        const known = { ...NEW, objects, wanted: ["SELECT"], ofOthers: () => [], mayGrant: () => true };
        expect(planGrant(known).grants.map(one => one.objects.length)).to.deep.equal([500, 500, 201]);
    });

    it("takes an object with another id and the same name, which a successor has, as the one to which it has given", () => {
        const object = { type: "materialized-view", id: "u2", qualifiedName: '"v"', owner: "o", grantable: ["SELECT"] };
        const given = [{ object: "materialized-view u1", name: '"v"', privileges: [] }];
        const known = { objects: [{ ...object, held: ["SELECT"] }], ofOthers: () => [], mayGrant: () => true };
        expect(planGrant({ ...known, given, onNewObjects: ["SELECT"], wanted: [] }).revokes).to.deep.equal([]);
    });
});
