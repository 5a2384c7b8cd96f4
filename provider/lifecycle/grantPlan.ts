import type { GrantedObject, PrivilegeChange } from "../statement/grantOnAll";
import { type Fields, isFields } from "../values/value";
import { strings } from "./state";

/** The privileges that a grant on all objects has given on one of them. */
export interface Given {
    /** The type and Materialize's id of the object. */
    readonly object: string;
    /** Its qualified name, since a successor has another id. */
    readonly name: string;
    readonly privileges: readonly string[];
}

/** Returns what a state has in the output `__given`. */
export const givenIn = ({ __given: given }: Fields): Given[] =>
    Array.isArray(given)
        ? given.filter(isFields).map(one => ({
              object: String(one.object),
              name: String(one.name),
              privileges: strings(one.privileges),
          }))
        : [];

/** The type and the id of an object, which identify it. */
export const keyOf = ({ type, id }: GrantedObject): string => `${type} ${id}`;

/** What is known when a grant on all objects is compared with the catalog. */
export interface Known {
    readonly objects: readonly GrantedObject[];
    /** The privileges that the program wants on all objects. */
    readonly wanted: readonly string[];
    /** What the grant has given so far, on each object that existed then. */
    readonly given: readonly Given[];
    /** The privileges that are taken as given on the objects that were created since: default privileges may have come first. */
    readonly onNewObjects: readonly string[];
    /** Returns the privileges that other grants of the program give on an object. */
    readonly ofOthers: (object: GrantedObject) => readonly string[];
    /** Returns true if the session's role may grant on an object. */
    readonly mayGrant: (object: GrantedObject) => boolean;
}

/** What makes a grant on all objects match the program. */
export interface Plan {
    readonly grants: readonly PrivilegeChange[];
    readonly revokes: readonly PrivilegeChange[];
    /** What the grant has given on each object when the plan was carried out. */
    readonly given: readonly Given[];
    /** The names of the objects that the plan changes. */
    readonly changed: readonly string[];
    /** The names of the objects that it would change, on which the session's role may not grant. */
    readonly leftOut: readonly string[];
}

/** Returns what a grant on all objects has still to grant and to revoke. Privileges that others have given stay. */
export function planGrant(known: Known): Plan {
    const objects = [...known.objects].sort((a, b) => (a.qualifiedName < b.qualifiedName ? -1 : 1));
    const steps = objects.map(object => planObject(object, known));
    const names = (of: readonly ObjectPlan[]): string[] => of.map(({ object }) => object.qualifiedName);
    const changing = steps.filter(({ missing, surplus }) => missing.length + surplus.length > 0);
    const own = changing.filter(({ mayGrant }) => mayGrant);
    return {
        grants: changesOf(own, ({ missing }) => missing),
        revokes: changesOf(own, ({ surplus }) => surplus),
        given: steps.map(({ object, privileges }) => ({ object: keyOf(object), name: object.qualifiedName, privileges })),
        changed: names(own),
        leftOut: names(changing.filter(({ mayGrant }) => !mayGrant)),
    };
}

interface ObjectPlan {
    readonly object: GrantedObject;
    readonly mayGrant: boolean;
    readonly missing: readonly string[];
    readonly surplus: readonly string[];
    /** The privileges that the grant has given when the plan was carried out. */
    readonly privileges: readonly string[];
}

function planObject(object: GrantedObject, known: Known): ObjectPlan {
    const { wanted: all, given, onNewObjects, ofOthers, mayGrant: isAllowed } = known;
    const seen = given.find(one => one.object === keyOf(object)) ?? given.find(({ name }) => name === object.qualifiedName);
    const wasGiven = (one: string): boolean => (seen?.privileges ?? onNewObjects).includes(one);
    const others = ofOthers(object);
    const wanted = all.filter(one => object.grantable.includes(one));
    const missing = wanted.filter(one => !object.held.includes(one));
    const surplus = object.held.filter(one => wasGiven(one) && !wanted.includes(one) && !others.includes(one));
    const mayGrant = isAllowed(object);
    // What the role had on an object before this grant is not given by it, unless another grant of the program gave it, which may leave it to this one.
    const kept = wanted.filter(one => object.held.includes(one) && (wasGiven(one) || others.includes(one)));
    return { object, mayGrant, missing, surplus, privileges: [...kept, ...(mayGrant ? missing : surplus)].sort() };
}

/** The largest number of objects in one statement, whose length is limited. */
const MAX_OBJECTS = 500;

/** Combines the objects with the same privileges to change in statements. */
function changesOf(plans: readonly ObjectPlan[], privilegesOf: (plan: ObjectPlan) => readonly string[]): PrivilegeChange[] {
    const groups = new Map<string, { privileges: readonly string[]; objects: GrantedObject[] }>();
    for (const plan of plans) {
        const privileges = [...privilegesOf(plan)].sort();
        const group = groups.get(privileges.join()) ?? { privileges, objects: [] };
        group.objects.push(plan.object);
        if (privileges.length > 0) groups.set(privileges.join(), group);
    }
    return [...groups.values()].flatMap(({ privileges, objects }) =>
        Array.from({ length: Math.ceil(objects.length / MAX_OBJECTS) }, (_, at) => ({
            privileges,
            objects: objects.slice(at * MAX_OBJECTS, (at + 1) * MAX_OBJECTS),
        })),
    );
}
