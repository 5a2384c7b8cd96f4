import { privilegesOnType } from "../../../common/privileges";
import type { GrantedObject, GrantOnAll, PrivilegeChange } from "../../statement/grantOnAll";
import type { CatalogReader, StatementParts } from "../../statement/kind";
import { catalogName, recordedNamespace } from "../../statement/qualifiedName";
import { join, keyword, type Sql, sql, verbatim } from "../../sql/sql";
import { privilegesOf } from "../../values/acl";
import { privilegeList } from "../../values/privileges";
import { isResource, type Reference, referencePath } from "../../values/reference";
import type { Scope } from "../../values/schema";
import { type Fields, isUnknown, type Namespace, NO_NAMESPACE } from "../../values/value";
import { roleId } from "./grantee";
import { TARGETS, targetOf, type Wanted } from "./grantTargets";

const NO_TEXT = "NULL::pg_catalog.text";
const NOWHERE = { schema: [NO_TEXT, NO_TEXT], database: [NO_TEXT, NO_TEXT], joins: "" };
const IN_DATABASE = { ...NOWHERE, database: ["d.id", "d.name"], joins: "JOIN mz_catalog.mz_databases d ON d.id = o.database_id" };
const IN_SCHEMA = {
    ...IN_DATABASE,
    schema: ["s.id", "s.name"],
    joins: "JOIN mz_catalog.mz_schemas s ON s.id = o.schema_id JOIN mz_catalog.mz_databases d ON d.id = s.database_id",
};

/** The objects of users on which privileges can be granted. Those of the catalog's relation for items lie in schemas. */
const OBJECTS = [
    { type: "o.type", relation: "mz_catalog.mz_objects", ...IN_SCHEMA },
    { type: "'schema'", relation: "mz_catalog.mz_schemas", ...IN_DATABASE },
    { type: "'database'", relation: "mz_catalog.mz_databases", ...NOWHERE },
    { type: "'cluster'", relation: "mz_catalog.mz_clusters", ...NOWHERE },
]
    .map(
        ({ type, relation, schema: [schemaId = "", schema = ""], database: [databaseId = "", database = ""], joins }) =>
            `SELECT o.id, ${type} AS type, o.name, ${schemaId} AS schema_id, ${schema} AS schema, ${databaseId} AS database_id, ${database} AS database, r.name AS owner, o.privileges
FROM ${relation} o ${joins} JOIN mz_catalog.mz_roles r ON r.id = o.owner_id WHERE o.id LIKE 'u%'`,
    )
    .join("\nUNION ALL\n");

type Row = Readonly<Record<string, string | null>>;

/** Returns the name and namespace of a reference. A bare name is resolved in the default namespace. */
function nameAndNamespace(args: Fields, value: Reference, scope: Scope): { namespace: Namespace; name: string } {
    const path = referencePath(value);
    const namespace = recordedNamespace(args) ?? NO_NAMESPACE;
    const name = path.at(-1) ?? "";
    if (scope === "none") return { namespace, name };
    const given = typeof value === "object" && !("qualifiedName" in value) ? value : undefined;
    if (scope === "database") return { namespace: { ...namespace, database: path.at(-2) ?? namespace.database }, name };
    const [database, schema] = given === undefined ? [path.at(-3), path.at(-2)] : [given.database, given.schema];
    return { namespace: { database: database ?? namespace.database, schema: schema ?? namespace.schema }, name };
}

/** Looks up the object that a reference names. A resource is looked up by its id, since it may have been renamed. */
export function findObject(
    look: CatalogReader,
    args: Fields,
    { type, scope }: { readonly type: string; readonly scope: Scope },
    value: Reference,
): Promise<{ id: string } | undefined> {
    if (isResource(value)) return look.findResource(type, value);
    const { namespace, name } = nameAndNamespace(args, value, scope);
    return look.findByName(type, namespace, name);
}

/** Returns what all objects of a grant lie in, and its reference; undefined for all objects of the environment. */
function containerOf({
    within = {},
}: Wanted): { readonly type: "schema" | "database"; readonly reference: Reference } | undefined {
    const type = (["schema", "database"] as const).find(key => within[key] !== undefined && within[key] !== null);
    return type === undefined ? undefined : { type, reference: within[type] as Reference };
}

async function rowsOf(args: Fields, wanted: Wanted, look: CatalogReader): Promise<readonly Row[] | undefined> {
    const { target, reference } = wanted;
    const container = containerOf(wanted);
    const named = container === undefined ? { ...target, reference } : { ...TARGETS[container.type], ...container };
    const [rows, found] = await Promise.all([
        look.rows(OBJECTS),
        named.reference === undefined ? undefined : findObject(look, args, named, named.reference),
    ]);
    if (named.reference === undefined) return ofType(rows, target.keyword);
    if (found === undefined) return undefined;
    if (container === undefined) return rows.filter(({ id, type }) => id === found.id && type === target.type);
    return ofType(rows, target.keyword).filter(row => row[`${container.type}_id`] === found.id);
}

/** Returns the rows of the objects that GRANT calls by one keyword: TABLE is every relation. */
const ofType = (rows: readonly Row[], granted: string): Row[] => {
    const types: readonly string[] = Object.values(TARGETS).flatMap(one => (one.keyword === granted ? [one.type] : []));
    return rows.filter(({ type }) => types.includes(type ?? ""));
};

const objects: GrantOnAll["objects"] = async (args, look) => {
    const wanted = targetOf(args.on);
    if (wanted === undefined) return [];
    const [role, rows] = await Promise.all([roleId(look, args.role), rowsOf(args, wanted, look)]);
    if (role === undefined || rows === undefined) return undefined;
    return rows.map(({ id, type, name, schema = null, database = null, owner, privileges = null }): GrantedObject => ({
        type: type ?? "",
        id: id ?? "",
        qualifiedName: catalogName({ name: name ?? "", schema, database }),
        owner: owner ?? "",
        grantable: privilegesOnType(type ?? ""),
        held: privilegesOf(privileges, role),
    }));
};

const isOnAll = ({ on }: Fields): boolean => {
    const wanted = targetOf(on);
    return wanted !== undefined && wanted.reference === undefined;
};

/** Returns the names of what a grant is on, from the outside in: those of the object, or of what all objects lie in. */
function pathOf(args: Fields, wanted: Wanted): string[] {
    const { target, reference } = wanted;
    const container = containerOf(wanted);
    const value = reference ?? container?.reference;
    if (value === undefined) return [];
    const scope = reference === undefined ? (container?.type === "schema" ? "database" : "none") : target.scope;
    const { namespace, name } = nameAndNamespace(args, value, scope);
    const outer = { schema: [namespace.database, namespace.schema], database: [namespace.database], none: [] }[scope];
    return [...outer, name];
}

const isSameName = (one: unknown, other: unknown): boolean => one === other || isUnknown(one) || isUnknown(other);

function overlaps(args: Fields, other: Fields): boolean {
    const [own, theirs] = [targetOf(args.on), targetOf(other.on)];
    if (own?.target.keyword !== theirs?.target.keyword || own === undefined || theirs === undefined) return false;
    if (!isOnAll(args) && !isOnAll(other)) return false;
    const [role, otherRole] = [args.role, other.role].map(one => referencePath(one).at(-1));
    const theirPath = pathOf(other, theirs);
    const isNested = pathOf(args, own).every((step, at) => theirPath.length <= at || isSameName(step, theirPath[at]));
    return isNested && isSameName(role, otherRole) && (args.profile ?? "") === (other.profile ?? "");
}

const statement = (parts: StatementParts, [action, preposition]: readonly [string, string], change: PrivilegeChange): Sql => {
    const type = targetOf(parts.args.on)?.target.keyword ?? "";
    const names = join(
        change.objects.map(({ qualifiedName }) => verbatim(qualifiedName)),
        ", ",
    );
    return sql`${keyword(action)} ${privilegeList(change.privileges)} ON ${keyword(type)} ${names} ${keyword(preposition)} ${parts.clause("role").flat()}`;
};

/** How a `Grant` is on all objects of a type. */
export const grantOnAll: GrantOnAll = {
    isOnAll,
    overlaps,
    objects,
    grant: (parts, change) => statement(parts, ["GRANT", "TO"], change),
    revoke: (parts, change) => statement(parts, ["REVOKE", "FROM"], change),
};
