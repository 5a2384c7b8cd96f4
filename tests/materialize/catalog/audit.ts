import type { Step } from "../postgres/database";
import { isItem, type CatalogObject } from "./object";

/** What the audit log needs of the catalog. */
interface Names {
    /** Returns further events of a change, which only the kind of the object knows. */
    further(object: CatalogObject, before: CatalogObject | undefined): readonly AuditEvent[];
    /** Returns the object as it was before the change. */
    before(object: CatalogObject): CatalogObject | undefined;
    /** Returns the parts of an object's qualified name. */
    path(object: CatalogObject): string[];
}

/** An event of the audit log. */
export interface AuditEvent {
    readonly event: "create" | "alter" | "drop";
    /** The kind of the object. */
    readonly kind: string;
    readonly details: object;
}

interface Changed {
    readonly put?: readonly CatalogObject[];
    readonly drop?: readonly CatalogObject[];
    readonly events?: readonly AuditEvent[];
}

/** Returns the statements that record a change in the audit log: each object that is created, renamed or dropped, if no other events are given. */
export function auditSteps({ put = [], drop = [], events }: Changed, names: Names, user: string | undefined): Step[] {
    if (events !== undefined) return events.map(({ event, details: of, ...kind }) => step(event, kind, of, user));
    const changed = put.map((object): Step[] => {
        const before = names.before(object);
        const further = names.further(object, before).map(({ event, details: of, ...kind }) => step(event, kind, of, user));
        if (before === undefined) return [step("create", object, details(object, names.path(object)), user), ...further];
        if (before.name === object.name) return further;
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
    const target = object.replaces === undefined ? {} : { replacement_target_id: object.replaces };
    if (isItem(object)) return { id: object.id, database, schema, item: object.name, ...cluster, ...target };
    return object.databaseId === undefined
        ? { id: object.id, name: object.name }
        : { id: object.id, database_name: database, name: object.name };
}

const step = (event: string, { kind }: Pick<CatalogObject, "kind">, details: object, user: string | undefined): Step => [
    'INSERT INTO store.audit (event_type, object_type, details, "user") VALUES ($1, $2, $3, $4)',
    [event, kind, JSON.stringify(details), user ?? null],
];
