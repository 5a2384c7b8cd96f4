import { kinds } from "../../provider/kinds";
import { type AnyKind, hasRow, hasSubject } from "../../provider/statement/kind";
import type { Operation, Right } from "../../provider/statement/right";
import { argumentsOf } from "../../provider/statement/parts";
import { namespaceOf, qualifiedNameOf } from "../../provider/statement/qualifiedName";
import { rightsOf } from "../../provider/statement/rights";
import { definitionText, name } from "../../provider/sql/sql";
import { type Reference, referenceName, referencePath } from "../../provider/values/reference";
import { itemsOf, partOf, type ReferenceSchema, namedType, referenceOf, type ValueSchema } from "../../provider/values/schema";
import { type Fields, isFields } from "../../provider/values/value";
import { isDeepStrictEqual } from "node:util";

/** The role whose rights a test changes, and the role that owns everything else. */
export const ROLE = "deployer";
export const OWNER = "materialize";

/** The namespace of the objects of the role, and that of the objects that they refer to. */
export const HOME = { database: "rights", schema: "own" };
export const SHARED = { database: "rights", schema: "shared" };

/** The schema of the registries, which is another one than that of the connection beside them. */
export const REGISTRIES = "registries";

/** A right on existing objects, with the statements that give and take it. */
export interface ConcreteRight {
    readonly right: Right;
    readonly give: string;
    readonly take: string;
    /** The error messages without it. */
    readonly refusal: RegExp;
}

const SECRET: ReferenceSchema = { type: "reference", kinds: ["Secret"], scope: "schema" };

/** Returns the type of a reference that a value is; undefined if it is none. A secret is given as a resource, never by its name. */
function typeOfReference(schema: ValueSchema | undefined, value: unknown): ReferenceSchema | undefined {
    const isNamed = isFields(value) && (typeof value.qualifiedName === "string" || typeof value.name === "string");
    if (schema?.type === "secret") return isNamed ? SECRET : undefined;
    if (typeof value === "string") return namedType(schema);
    return isNamed ? referenceOf(schema) : undefined;
}

type Change = (value: unknown, type: ReferenceSchema) => unknown;

/** Returns a value in which every reference is changed. */
function mapReferences(schema: ValueSchema | undefined, value: unknown, change: Change): unknown {
    const type = typeOfReference(schema, value);
    if (type !== undefined) return change(value, type);
    if (Array.isArray(value)) return value.map(one => mapReferences(itemsOf(schema), one, change));
    if (!isFields(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapReferences(partOf(schema, key), one, change)]));
}

/** Returns the object to which an argument of the cases refers, among the objects of these tests. */
const placed: Change = (value, { kinds: [kind = ""], scope }) => {
    const given = String(referencePath(value).at(-1));
    if (kind === "Cluster") return given === "quickstart" ? "first" : given;
    if (kind === "Role") return given === OWNER ? "author" : given;
    if (kind === "Database") return given === "materialize" ? HOME.database : given;
    return scope === "database"
        ? { name: given, database: HOME.database }
        : { name: given, ...SHARED, ...(["registry", "glue"].includes(given) ? { schema: REGISTRIES } : {}) };
};

/** Returns a secret as a resource, where it cannot be given by its name. */
const asResource: Change = (value, type) => {
    const { name: given } = value as { readonly name: string };
    const qualifiedName = definitionText(name(SHARED.database, SHARED.schema, given));
    return type === SECRET ? { id: `id of ${given}`, qualifiedName } : value;
};

/** Returns the arguments of a case, in which references are to objects of these tests. */
export function placedArguments(kind: AnyKind, args: Fields): Fields {
    const typeOf = (key: string): ValueSchema | undefined => {
        const rows = kind.rows.filter(({ path }) => path === key || path.startsWith(`${key}.`));
        const [first] = rows;
        if (first === undefined || first.path === key) return first?.value.type;
        const properties = Object.fromEntries(rows.map(({ path, value }) => [path.slice(key.length + 1), value.type]));
        return { type: "object", properties, required: [] };
    };
    const change: Change = (value, type) => {
        const moved = placed(value, type);
        return isFields(moved) ? asResource(moved, type) : moved;
    };
    return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, mapReferences(typeOf(key), value, change)]));
}

/** Lists the references in an argument. */
function referencesIn(kind: AnyKind, args: Fields, path: string): { value: unknown; type: ReferenceSchema }[] {
    const found: { value: unknown; type: ReferenceSchema }[] = [];
    const type = kind.rows.find(row => row.path === path)?.value.type;
    mapReferences(type, argumentsOf(args).get(path), (value, of) => found.push({ value, type: of }));
    return found;
}

const quoted = (...parts: string[]): string => definitionText(name(...parts));

/** Returns the object type and the name of the container in which an object or a reference of a scope lies. */
const containerIn = (scope: string, { database, schema }: typeof HOME): [type: string, path: string[]] =>
    scope === "database" ? ["DATABASE", [database]] : ["SCHEMA", [database, schema]];

/** Returns the pattern of the error message for a privilege on an object. */
const denied = (type: string, path: readonly string[]): RegExp =>
    new RegExp(`permission denied for ${type} "${path.join(String.raw`\.`)}"`, "u");

function privilege(right: Right, type: string, path: readonly string[]): ConcreteRight {
    const target = `${type} ${quoted(...path)}`;
    const { needs } = right;
    const refusal = denied(type, path);
    return { right, give: `GRANT ${needs} ON ${target} TO ${ROLE}`, take: `REVOKE ${needs} ON ${target} FROM ${ROLE}`, refusal };
}

/** Returns an ownership. Whoever loses it loses the owner's privileges too, which some statements check first. */
function ownership(right: Right, type: string, path: readonly string[]): ConcreteRight {
    const alter = `ALTER ${type} ${quoted(...path)} OWNER TO`;
    const refusal = new RegExp(`must be owner of|${denied(type, path).source}`, "u");
    return { right, give: `${alter} ${ROLE}`, take: `${alter} ${OWNER}`, refusal };
}

const membership = (right: Right, role: string): ConcreteRight => ({
    ...{ right, give: `GRANT ${role} TO ${ROLE}`, take: `REVOKE ${role} FROM ${ROLE}` },
    refusal: new RegExp(`must be a member of "${role}"`, "u"),
});

/** Returns the object type of what is referred to. The relations of the cases are views, or tables where it cannot be a view. */
const objectTypeOf = ({ kinds: names }: ReferenceSchema): string => {
    const kindName = ["View", "SourceTable"].find(one => names.includes(one)) ?? names[0] ?? "";
    const kind = kinds.get(kindName);
    if (kind === undefined || hasSubject(kind)) throw new Error(kindName);
    return kind.object;
};

/** Returns a right on the objects to which an argument refers, or on what they lie in. */
function onArgument(kind: AnyKind, right: Right, args: Fields): ConcreteRight[] {
    if (typeof right.on !== "object") return [];
    const { argument, of } = right.on;
    return referencesIn(kind, args, argument).flatMap(({ value, type }): ConcreteRight[] => {
        const path = pathOf(value, type);
        if (of === "container")
            return path.length < 2 ? [] : [privilege(right, path.length === 2 ? "DATABASE" : "SCHEMA", path.slice(0, -1))];
        if (right.needs === "membership") return [membership(right, path.join())];
        const objectType = objectTypeOf(type);
        return [right.needs === "ownership" ? ownership(right, objectType, path) : privilege(right, objectType, path)];
    });
}

/** Returns the identifiers of a qualified name. */
const identifiersOf = (qualifiedName: string): string[] => referencePath({ id: "", qualifiedName });

/** Returns the full name of an object that is referred to. */
const pathOf = (value: unknown, { scope }: ReferenceSchema): string[] =>
    identifiersOf(definitionText(referenceName(value as Reference, scope, HOME)));

/** Returns the argument with the object whose owner an object of a kind always has: an index has that of its relation. */
const argumentWithOwner = (kind: AnyKind): string | undefined => {
    if (hasRow(kind, "on")) return "on";
    return !hasSubject(kind) && kind.scope === "cluster" ? "cluster" : undefined;
};

/** Returns true if no statement gives an object of a kind another owner. */
export const hasFixedOwner = (kind: AnyKind): boolean =>
    !hasSubject(kind) && kind.catalog.withoutOwner !== true && !hasRow(kind, "owner") && argumentWithOwner(kind) === undefined;

/** Returns the ownership of the object itself, or of the one whose owner it always has. */
function ofObject(kind: AnyKind, right: Right, args: Fields): ConcreteRight[] {
    if (hasSubject(kind) || hasFixedOwner(kind)) return [];
    const argument = argumentWithOwner(kind);
    if (!hasRow(kind, "owner") && argument !== undefined) {
        const ofOther = onArgument(kind, { ...right, on: { argument, of: "object" } }, args);
        return ofOther.map(one => ({ ...one, right }));
    }
    const path = identifiersOf(definitionText(qualifiedNameOf(kind, { __home: HOME, ...args })));
    return [ownership(right, kind.object, path)];
}

function concrete(kind: AnyKind, right: Right, args: Fields): ConcreteRight[] {
    if (right.needs === "superuser") {
        const alter = `ALTER ROLE ${ROLE}`;
        return [{ right, give: `${alter} SUPERUSER`, take: `${alter} NOSUPERUSER`, refusal: /permission denied to /u }];
    }
    if (right.on === "SYSTEM") {
        const { needs } = right;
        const [give, take] = [`GRANT ${needs} ON SYSTEM TO ${ROLE}`, `REVOKE ${needs} ON SYSTEM FROM ${ROLE}`];
        return [{ right, give, take, refusal: /permission denied for SYSTEM/u }];
    }
    if (right.on === "object") return ofObject(kind, right, args);
    if (right.on !== "container") return onArgument(kind, right, args);
    const scope = hasSubject(kind) ? "none" : kind.scope;
    return [privilege(right, ...containerIn(scope, namespaceOf(kind, { __home: HOME, ...args })))];
}

/** An operation with its arguments; `before` are those of the object that it changes. */
export interface Work {
    readonly operation: Operation;
    readonly before: Fields;
    readonly args: Fields;
}

/** Returns the rights that an operation needs with its arguments. An update needs those of the arguments that change. */
export function neededRights(kind: AnyKind, { operation, before, args }: Work): Right[] {
    const get = (of: Fields, path: string): unknown => argumentsOf(of).get(path);
    const concerns = (path: string): boolean =>
        get(args, path) !== undefined &&
        (operation !== "update" || hasSubject(kind) || !isDeepStrictEqual(get(args, path), get(before, path)));
    return rightsOf(kind, kinds).filter(({ operations, needs, on, argument, value }) => {
        // No statement makes a role one of the system.
        if (!operations.includes(operation) || needs === "system role") return false;
        // An argument that changes can need a right on what another one refers to.
        const isOfOther = typeof on === "object" && argument !== undefined && argument !== on.argument;
        if (typeof on === "object" && !(isOfOther ? get(args, on.argument) !== undefined : concerns(on.argument))) return false;
        return (
            argument === undefined ||
            (concerns(argument) && (value === undefined || isDeepStrictEqual(get(args, argument), value)))
        );
    });
}

/** Returns the rights of an operation as statements, on the objects that exist before it. */
export function concreteRights(kind: AnyKind, work: Work): ConcreteRight[] {
    const { operation, before, args } = work;
    const all = neededRights(kind, work).flatMap(right =>
        concrete(kind, right, operation === "update" && right.on === "object" ? before : args),
    );
    return [...new Map(all.map(one => [`${one.give}${JSON.stringify(one.right.on)}`, one])).values()];
}

/** Returns the identity of a right that an operation needs. */
export const keyOf = (operation: Operation, { needs, on, argument, value }: Right): string =>
    JSON.stringify([operation, needs, on, argument, value]);
