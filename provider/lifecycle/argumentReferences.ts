import { among, type Lookup } from "../catalog/lookup";
import { kinds } from "../kinds";
import { definitionText } from "../sql/sql";
import { argumentsOf } from "../statement/parts";
import { hasSubject, type ObjectKind } from "../statement/kind";
import { namespaceOf } from "../statement/qualifiedName";
import { isResource, type Reference, referenceName, referencePath } from "../values/reference";
import {
    itemsOf,
    namedType,
    partOf,
    type ReferenceSchema,
    referenceOf,
    resourceTypeOf,
    type ValueSchema,
} from "../values/schema";
import { type Fields, isAbsent, isFields, isUnknown, type Namespace } from "../values/value";

/** An object to which an argument refers. */
export interface ArgumentReference {
    readonly argument: string;
    /** The kind of the object; the first one if it can be of several. */
    readonly kind: ObjectKind;
    /** The identifiers of the qualified name. */
    readonly path: readonly string[];
    readonly qualifiedName: string;
    /** True if the argument gives the resource, and not the name. */
    readonly isResource: boolean;
    readonly lookup: Lookup;
}

/** Returns the objects to which arguments refer. */
export const argumentReferences = (kind: ObjectKind, args: Fields): ArgumentReference[] =>
    kind.rows.flatMap(row =>
        within(row.value.type, argumentsOf(args).get(row.path), { argument: row.path, namespace: namespaceOf(kind, args) }),
    );

interface Place {
    readonly argument: string;
    readonly namespace: Namespace;
}

function within(schema: ValueSchema | undefined, value: unknown, place: Place): ArgumentReference[] {
    if (isAbsent(value) || isUnknown(value)) return [];
    const type = isResource(value) ? resourceTypeOf(schema) : typeof value === "string" ? namedType(schema) : referenceOf(schema);
    const isGiven = isResource(value) || typeof value === "string" || (isFields(value) && typeof value.name === "string");
    if (type !== undefined && isGiven) return referenceTo(type, value as Reference, place);
    if (Array.isArray(value)) return value.flatMap(one => within(itemsOf(schema), one, place));
    return isFields(value) ? Object.entries(value).flatMap(([key, part]) => within(partOf(schema, key), part, place)) : [];
}

function referenceTo({ kinds: names, scope }: ReferenceSchema, value: Reference, place: Place): ArgumentReference[] {
    const { argument, namespace } = place;
    const kind = kinds.get(names[0] ?? "");
    if (kind === undefined || hasSubject(kind)) return [];
    const qualifiedName = definitionText(referenceName(value, scope, namespace));
    const path = referencePath({ id: "", qualifiedName });
    const [database = "", schema = ""] = scope === "none" ? [] : path;
    const lookup = { ...among(kind), name: path.at(-1) ?? "", database, schema };
    return [{ argument, kind, path, qualifiedName, isResource: isResource(value), lookup }];
}
