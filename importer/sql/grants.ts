import { OBJECT_PRIVILEGES, PLURAL_OBJECT_TYPES, SYSTEM_PRIVILEGES } from "../../common/privileges";
import { defaultPrivilege } from "../../provider/kinds/defaultPrivilege";
import { grant } from "../../provider/kinds/grant";
import { roleGrant } from "../../provider/kinds/roleGrant";
import { allKeyOf, type Grantable, isGrantable, SYSTEM, TARGETS } from "../../provider/kinds/shared/grantTargets";
import type { Reader } from "../../provider/sql/reader";
import { PUBLIC } from "../../provider/values/acl";
import type { Fields } from "../../provider/values/value";
import { withoutKeys } from "../fields";
import { NotTaken } from "./creations";
import type { Draft, Drafts, ObjectDraft } from "./drafts";
import { qualifiedNameOf, type Session } from "./session";

/** What the statements of a file are read with. */
export interface Reading {
    readonly drafts: Drafts;
    readonly session: Session;
    /** The file and the line of the statement. */
    readonly place: string;
}

type Plural = keyof typeof PLURAL_OBJECT_TYPES;

const PLURALS = Object.keys(PLURAL_OBJECT_TYPES) as Plural[];

/** Adds the resources of GRANT: privileges on objects, or memberships of roles. */
export function readGrant(from: Reader, reading: Reading): void {
    from.expect("GRANT");
    const words = privilegesIn(from);
    if (!from.accept("ON")) {
        from.expect("TO");
        for (const [role, member] of pairs(words, namesOf(from))) add(reading, roleGrant, { role, member });
        return;
    }
    const targets = targetsOf(from, reading);
    from.expect("TO");
    for (const [{ on, privileges, dependsOn = [] }, role] of pairs(targets, granteesOf(from)))
        add(reading, grant, { on, role, privileges: privilegesOf(words, privileges) }, dependsOn);
}

/** Adds the resources of ALTER DEFAULT PRIVILEGES. */
export function readDefaultPrivileges(from: Reader, reading: Reading): void {
    const { session } = reading;
    const isForAll = from.accept("FOR", "ALL", "ROLES");
    const isForRole = !isForAll && (from.accept("FOR", "ROLE") || from.accept("FOR", "USER"));
    if (!isForAll && !isForRole) throw new NotTaken("it is for the role of the session: name it (FOR ROLE …)");
    const roles: (string | Fields)[] = isForAll ? [{ allRoles: true }] : namesOf(from);
    const containers = containersOf(from, reading);
    if (!from.accept("GRANT")) throw new NotTaken(REVOKES);
    const words = privilegesIn(from);
    from.expect("ON");
    const plural = PLURALS.find(one => from.accept(one)) ?? from.fail(PLURALS.join(" or "));
    from.expect("TO");
    const privileges = privilegesOf(words, OBJECT_PRIVILEGES[PLURAL_OBJECT_TYPES[plural]]);
    const members = reading.drafts.others.filter(one => one.kind === roleGrant);
    for (const [[forRole, within], grantee] of pairs(pairs(roles, containers), granteesOf(from))) {
        const dependsOn = members.filter(one => one.args.role === forRole);
        add(reading, defaultPrivilege, { forRole, on: plural, grantee, privileges, ...placed(within, session) }, dependsOn);
    }
}

export const REVOKES = "a Grant, RoleGrant or DefaultPrivilege revokes what it does not list: take it out of the GRANT statement";

const ALL = "ALL";

/** Reads the privileges, or the roles, of a GRANT. */
function privilegesIn(from: Reader): string[] {
    if (!from.accept(ALL)) return namesOf(from);
    from.accept("PRIVILEGES");
    return [ALL];
}

/** The names of a list. */
const namesOf = (from: Reader): string[] => from.items(() => from.text());

function granteesOf(from: Reader): string[] {
    from.accept("GROUP");
    return from.items(() => (from.accept(PUBLIC) ? PUBLIC : from.text()));
}

const pairs = <A, B>(ones: readonly A[], others: readonly B[]): [A, B][] =>
    ones.flatMap(one => others.map((other): [A, B] => [one, other]));

const privilegesOf = (words: readonly string[], all: readonly string[]): string[] =>
    words[0] === ALL ? [...all] : words.map(word => word.toUpperCase());

interface GrantTarget {
    readonly on: unknown;
    readonly privileges: readonly string[];
    readonly dependsOn?: readonly Draft[];
}

function targetsOf(from: Reader, reading: Reading): GrantTarget[] {
    if (from.accept(SYSTEM)) return [{ on: SYSTEM, privileges: SYSTEM_PRIVILEGES }];
    if (from.accept(ALL)) return allOf(from, reading);
    const keys = Object.keys(TARGETS).filter(isGrantable);
    const type = keys.map(key => TARGETS[key].keyword).find(word => from.accept(...word.split(" "))) ?? "TABLE";
    return from.items(() => from.path()).map(path => objectOf(path, type, keys, reading));
}

/** Returns an object. TABLE stands for all relations, so that a statement has to create the relation. */
function objectOf(path: readonly string[], type: string, keys: readonly Grantable[], { drafts, session }: Reading): GrantTarget {
    const fitting = keys.filter(key => TARGETS[key].keyword === type);
    const { scope } = TARGETS[fitting[0] ?? "table"];
    const full = drafts.pathOf(path, scope, session);
    const found = scope === "schema" ? drafts.find(qualifiedNameOf(full)) : undefined;
    const key = fitting.length === 1 ? fitting[0] : fitting.find(one => found !== undefined && isOf(one, found));
    if (key === undefined) throw new NotTaken(`no statement before it creates ${qualifiedNameOf(full)}`);
    return { on: { [key]: referenceTo(full) }, privileges: OBJECT_PRIVILEGES[key] };
}

const isOf = (key: Grantable, { kind }: ObjectDraft): boolean => TARGETS[key].kinds.some(name => name === kind.name);

const referenceTo = (path: readonly string[]): unknown => {
    const [name, container, database] = path.toReversed();
    if (container === undefined) return name;
    return database === undefined ? { name, database: container } : { name, schema: container, database };
};

/** Returns all objects of a type. The grant waits for those that the files create. */
function allOf(from: Reader, reading: Reading): GrantTarget[] {
    const plural = PLURALS.find(one => from.accept(one)) ?? from.fail(PLURALS.join(" or "));
    const type = PLURAL_OBJECT_TYPES[plural];
    const { keyword } = TARGETS[type];
    const types = Object.values(TARGETS).flatMap(one => (one.keyword === keyword ? [one.type] : []));
    return containersOf(from, reading).map(within => ({
        on: { [allKeyOf(plural)]: true, ...(within === undefined ? {} : { in: within.value }) },
        privileges: OBJECT_PRIVILEGES[type],
        dependsOn: reading.drafts.objects.filter(({ row }) => types.some(one => one === row.type) && isWithin(row, within?.path)),
    }));
}

const isWithin = (row: ObjectDraft["row"], path: readonly string[] = []): boolean => {
    const [schema, database] = path.length > 1 ? path.toReversed() : [undefined, path[0]];
    return (database === undefined || row.database === database) && (schema === undefined || row.schema === schema);
};

interface Container {
    readonly path: readonly string[];
    readonly value: Fields;
}

/** Reads `IN SCHEMA …` or `IN DATABASE …`; one undefined item if there is neither. */
function containersOf(from: Reader, { drafts, session }: Reading): (Container | undefined)[] {
    const scope = from.accept("IN", "SCHEMA") ? "database" : from.accept("IN", "DATABASE") ? "none" : undefined;
    if (scope === undefined) return [undefined];
    return from.items((): Container => {
        const path = drafts.pathOf(from.path(), scope, session);
        return { path, value: { [scope === "none" ? "database" : "schema"]: referenceTo(path) } };
    });
}

/** Returns the arguments of a container. */
const placed = (container: Container | undefined, { database }: Session): Fields =>
    container === undefined ? {} : container.path.length === 1 ? { database: container.path[0] ?? database } : container.value;

function add({ drafts, session, place }: Reading, kind: Draft["kind"], args: Fields, dependsOn: readonly Draft[] = []): void {
    const qualifiedName = JSON.stringify(withoutKeys(args, "privileges"));
    drafts.add({ kind, place, dependsOn, qualifiedName, args: drafts.qualified(kind, args, session) });
}
