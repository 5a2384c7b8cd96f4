import type { Step } from "../postgres/database";
import { isItem, type CatalogObject } from "./object";

/** What the audit log needs of the catalog. */
interface Names {
    /** Returns the object as it was before the change. */
    before(object: CatalogObject): CatalogObject | undefined;
    /** Returns the parts of an object's qualified name. */
    path(object: CatalogObject): string[];
}

/** Returns the statements that record a change in the audit log: each object that is created, renamed or dropped. */
export function auditSteps(
    { put = [], drop = [] }: { put?: readonly CatalogObject[]; drop?: readonly CatalogObject[] },
    names: Names,
    user: string | undefined,
): Step[] {
    const changed = put.map((object): Step[] => {
        const before = names.before(object);
        if (before === undefined) return [step("create", object, details(object, names.path(object)), user)];
        if (before.name === object.name) return [];
        const [database, schema] = names.path(object);
        const nameOf = ({ name: item }: CatalogObject): object | string => (isItem(object) ? { database, schema, item } : item);
        const within = object.databaseId === undefined || isItem(object) ? {} : { database_name: database };
        return [step("alter", object, { id: object.id, ...within, old_name: nameOf(before), new_name: nameOf(object) }, user)];
    });
    return [...changed.flat(), ...drop.map(object => step("drop", object, details(object, names.path(object)), user))];
}

function details(object: CatalogObject, path: readonly string[]): object {
    const [database, schema] = path;
    const cluster = object.clusterId === undefined ? {} : { cluster_id: object.clusterId };
    if (isItem(object)) return { id: object.id, database, schema, item: object.name, ...cluster };
    return object.databaseId === undefined
        ? { id: object.id, name: object.name }
        : { id: object.id, database_name: database, name: object.name };
}

const step = (event: string, { kind }: CatalogObject, details: object, user: string | undefined): Step => [
    'INSERT INTO store.audit (event_type, object_type, details, "user") VALUES ($1, $2, $3, $4)',
    [event, kind, JSON.stringify(details), user ?? null],
];
