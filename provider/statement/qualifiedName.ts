import { definitionText, name, type Sql } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, type Namespace, isAbsent, isFields, type Problem, type ArgumentContext } from "../values/value";
import { type CatalogName, hasRowInPath, type Kind, type ObjectKind } from "./kind";

/** Returns the context of the argument at a path. `secrets` are the paths of the values that are secret. */
export function argumentContext(path: string, namespace: Namespace, secrets: readonly string[]): ArgumentContext {
    const secret = secrets.some(marked => path === marked || path.startsWith(`${marked}.`) || path.startsWith(`${marked}[`));
    return {
        path,
        namespace,
        secret,
        child: step =>
            argumentContext(typeof step === "number" ? `${path}[${String(step)}]` : `${path}.${step}`, namespace, secrets),
        problem: (reason): Problem[] => [{ path, reason }],
    };
}

/** Returns the database and schema of an object: those of the arguments, or else the defaults at the time of its creation. */
export function namespaceOf(kind: Kind, args: Fields): Namespace {
    if (kind.namespace !== undefined) return kind.namespace(args);
    const schema = pathArgument(kind, args, "schema");
    const database = [...pathArgument(kind, args, "database"), ...pathArgument(kind, args, "cluster")];
    const defaults = recordedNamespace(args);
    return {
        database: schema.at(-2) ?? database.at(-1) ?? defaults?.database ?? "",
        schema: schema.at(-1) ?? defaults?.schema ?? "",
    };
}

/** Returns the default namespace at the time of creation. `check` keeps it, so that a changed default does not replace the object. */
export function recordedNamespace(args: Fields): Namespace | undefined {
    const namespace = args.__home;
    return isFields(namespace) ? { database: String(namespace.database), schema: String(namespace.schema) } : undefined;
}

/** Returns the namespace of an object in the catalog. */
export const catalogNamespace = (observed: { schema: string | null; database: string | null }): Namespace => ({
    schema: observed.schema ?? "",
    database: observed.database ?? "",
});

/** What an object lies in: its type in the catalog and its name. */
interface Container {
    readonly type: "schema" | "cluster";
    readonly name: string;
}

/** Returns what the objects of a kind in a namespace lie in, if somebody can swap it for another one. */
export function swappableContainer({ scope }: ObjectKind, { database, schema }: Namespace): Container | undefined {
    if (scope === "schema") return { type: scope, name: schema };
    return scope === "cluster" ? { type: scope, name: database } : undefined;
}

/** Returns the qualified name of an object in the catalog. */
export const catalogName = ({ database, schema, name: own }: CatalogName): string =>
    definitionText(name(...[database, schema, own].filter(step => step !== null)));

function pathArgument(kind: Kind, args: Fields, path: string): string[] {
    const given = hasRowInPath(kind, path) ? args[path] : undefined;
    return isAbsent(given) ? [] : referencePath(given);
}

/** Returns the qualified name of an object. */
export const qualifiedNameOf = (kind: ObjectKind, args: Fields): Sql =>
    qualifiedNameIn(kind, namespaceOf(kind, args), String(args.name));

/** Returns the outputs of an object that follow from its name and from the host of the settings. */
export const derivedOutputs = (kind: ObjectKind, args: Fields, host: string): Fields =>
    Object.fromEntries(
        Object.entries(kind.derived ?? {}).map(([output, from]) => [
            output,
            from({ ...namespaceOf(kind, args), name: String(args.name) }, host),
        ]),
    );

/** Returns the qualified name of an object in a namespace. */
export function qualifiedNameIn(kind: ObjectKind, namespace: Namespace, objectName: string): Sql {
    if (kind.scope === "none") return name(objectName);
    return kind.scope === "schema"
        ? name(namespace.database, namespace.schema, objectName)
        : name(namespace.database, objectName);
}
