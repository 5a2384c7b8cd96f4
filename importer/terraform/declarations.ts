import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";
import { type Fields, withoutAbsent } from "../../provider/values/value";
import type { Resource } from "../resource";
import type { StateResource } from "./state";

/** A resource that is declared and needs no import: a grant, a membership or a parameter. */
export interface Declaration extends Resource {
    /** The resources of Terraform that it takes the place of: Terraform has one for each privilege. */
    readonly resources: readonly StateResource[];
}

/** True if the class of a resource is declared, and not imported. */
export const isDeclared = ({ className = "" }: StateResource): boolean => {
    const kind = kinds.get(className);
    return kind !== undefined && hasSubject(kind);
};

/** Returns what to declare in place of resources; privileges of one role on one object are one resource. The names are those of the first resource. */
export function declarations(resources: readonly StateResource[], names: ReadonlyMap<string, string>): Declaration[] {
    const bySubject = new Map<string, Declaration>();
    for (const resource of resources) {
        const { className = "", address } = resource;
        const kind = kinds.get(className);
        if (kind === undefined) continue;
        const { privilege, ...subject } = argumentsOf(resource);
        const key = JSON.stringify([className, subject]);
        const before = bySubject.get(key);
        const privileges = [...new Set([...listOf(before?.args.privileges), ...listOf(privilege)])].toSorted();
        bySubject.set(key, {
            kind,
            qualifiedName: key,
            name: before?.name ?? names.get(address) ?? "",
            args: { ...subject, ...(privileges.length > 0 && { privileges }) },
            resources: [...(before?.resources ?? []), resource],
        });
    }
    return [...bySubject.values()];
}

/** True if an argument would have a value that Terraform marks as sensitive. */
export const isSensitive = (resource: StateResource): boolean => USED.some(attribute => resource.isSensitive(attribute));

/** The attributes from which arguments follow, beside those in the type of a grant. */
const USED: readonly string[] = [
    ...["role_name", "member_name", "grantee_name", "target_role_name", "privilege", "name", "value", "variable_name"],
    ...["variable_value", "schema_name", "database_name", "cluster_name", "connection_name", "secret_name", "type_name"],
    ...["source_name", "table_name", "view_name", "materialized_view_name"],
];

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** Returns the arguments of a resource, with one privilege. */
function argumentsOf(resource: StateResource): Fields {
    const text = (attribute: string): string | undefined => resource.shown(attribute);
    const [role, privilege] = [text("role_name"), text("privilege")];
    switch (resource.className) {
        case "RoleGrant":
            return { role, member: text("member_name") };
        case "RoleParameter":
            return { role, name: text("variable_name"), value: text("variable_value") };
        case "SystemParameter":
            return { name: text("name"), value: text("value") };
        case "DefaultPrivilege":
            return { ...defaultPrivilege(resource), privilege };
        default:
            return { on: grantedObject(resource), role, privilege };
    }
}

/** Returns the object of a grant under the key of its type, with what it lies in. */
function grantedObject(resource: StateResource): unknown {
    const type = resource.type.replace(/_grant$/u, "");
    if (type === "grant_system_privilege") return "SYSTEM";
    const key = type.replaceAll(/_(?<letter>[a-z])/gu, (...found) => String(found[1]).toUpperCase());
    const name = resource.shown(`${type}_name`);
    const database = resource.shown("database_name");
    if (type === "cluster" || type === "database") return { [key]: name };
    return { [key]: type === "schema" ? { name, database } : { name, schema: resource.shown("schema_name"), database } };
}

/**
 * Returns the arguments of a default privilege without the privilege. Terraform's provider ignores `schema_name` and `database_name`, and its id has
 * the ids of those that the privilege has: `aws/us-east-1:GRANT DEFAULT|TABLE|u5|u1|<database>|<schema>|SELECT`.
 */
function defaultPrivilege(resource: StateResource): Fields {
    const target = resource.shown("target_role_name");
    const [, , , , databaseId, schemaId] = resource.compared("id")?.split("|") ?? [];
    const [schema, database] = [resource.shown("schema_name"), resource.shown("database_name")];
    const named = schema === undefined || database === undefined ? { database } : { schema: { name: schema, database } };
    const within = databaseId === "" && schemaId === "" ? {} : named;
    return withoutAbsent({
        on: `${resource.type.replace(/_grant_default_privilege$/u, "")}s`.toUpperCase(),
        forRole: target === "PUBLIC" ? { allRoles: true } : target,
        grantee: resource.shown("grantee_name"),
        ...within,
    });
}
