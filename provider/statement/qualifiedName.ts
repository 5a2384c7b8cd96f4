import { name, type Sql } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, type Namespace, isAbsent, isFields, type Problem, type ArgumentContext } from "../values/value";
import type { Kind, ObjectKind } from "./kind";

/** A place among the arguments; `secrets` are the paths that the program marked. */
export function argumentContext(path: string, namespace: Namespace, secrets: readonly string[]): ArgumentContext {
    const secret = secrets.some(marked => path === marked || path.startsWith(`${marked}.`) || path.startsWith(`${marked}[`));
    return {
        path,
        namespace: namespace,
        secret,
        child: step =>
            argumentContext(typeof step === "number" ? `${path}[${String(step)}]` : `${path}.${step}`, namespace, secrets),
        problem: (reason): Problem[] => [{ path, reason }],
    };
}

/** The database and the schema that an object lies in: as the program says, else the defaults of when it was made. */
export function namespaceOf(kind: Kind, args: Fields): Namespace {
    if (kind.namespace !== undefined) return kind.namespace(args);
    const schema = located(kind, args, "schema");
    const database = located(kind, args, "database");
    const defaults = recordedNamespace(args);
    return {
        database: schema.at(-2) ?? database.at(-1) ?? defaults?.database ?? "",
        schema: schema.at(-1) ?? defaults?.schema ?? "",
    };
}

/** What the settings said when the object was made; `check` keeps it, so that a changed default moves nothing. */
export function recordedNamespace(args: Fields): Namespace | undefined {
    const namespace = args.__home;
    return isFields(namespace) ? { database: String(namespace.database), schema: String(namespace.schema) } : undefined;
}

/** Where the server says that an object lies. */
export const catalogNamespace = (observed: { schema: string | null; database: string | null }): Namespace => ({
    schema: observed.schema ?? "",
    database: observed.database ?? "",
});

function located(kind: Kind, args: Fields, path: string): string[] {
    const given = kind.rows.some(row => row.path === path && row.position.in === "path") ? args[path] : undefined;
    return isAbsent(given) ? [] : referencePath(given);
}

/** The object's full name. */
export const qualifiedNameOf = (kind: ObjectKind, args: Fields): Sql =>
    qualifiedNameIn(kind, namespaceOf(kind, args), String(args.name));

/** The full name of an object in a place. */
export function qualifiedNameIn(kind: ObjectKind, namespace: Namespace, own: string): Sql {
    if (kind.scope === "none") return name(own);
    return kind.scope === "database" ? name(namespace.database, own) : name(namespace.database, namespace.schema, own);
}
